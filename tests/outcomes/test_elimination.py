from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.formula import Is, at_least, implication
from detente.outcomes.domain import NO_FLOOR, Domain
from detente.outcomes.elimination.elimination import Elimination, TooManyStatesError, eliminate
from detente.outcomes.elimination.order import elimination_order
from detente.outcomes.evaluation import holds, signable, values
from tests import brute_force
from tests.strategies import domains

if TYPE_CHECKING:
    from collections.abc import Iterator


def followed(
    elimination: Elimination, depth: int, state: int
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Go through every way to settle the remaining issues: the options, and what they gain."""
    if depth == len(elimination.layers):
        yield (), (0,) * len(elimination.constant)
        return
    layer = elimination.layers[depth]
    for option, after in enumerate(layer.following[state].tolist()):
        if after >= 0:
            gain = layer.gain[state, option].tolist()
            for rest, gained in followed(elimination, depth + 1, after):
                yield (option, *rest), tuple(map(sum, zip(gain, gained, strict=True)))


def binary(issues: int) -> Domain:
    """Return a domain of issues with two options that nobody cares about."""
    return Domain(
        issues=tuple(f"issue{i}" for i in range(issues)),
        options=(("no", "yes"),) * issues,
        columns=("column",),
        objectives=1,
        points=(np.zeros((2, 1), dtype=np.int64),) * issues,
        floors=np.array([NO_FLOOR]),
    )


@settings(max_examples=200)
@given(domain=domains(max_issues=4))
def test_the_paths_are_the_feasible_packages_with_their_values(domain: Domain) -> None:
    elimination = eliminate(domain)
    feasible = brute_force.feasible(domain)
    assert elimination.possible == bool(feasible)
    order = [layer.issue for layer in elimination.layers]
    found = {}
    for path, gained in followed(elimination, 0, 0) if feasible else ():
        package = dict(zip(order, path, strict=True))
        found[tuple(package[issue] for issue in range(len(order)))] = tuple(
            map(sum, zip(gained, elimination.constant.tolist(), strict=True))
        )
    assert found == {package: brute_force.value(domain, package) for package in feasible}
    assert int(elimination.completions[0][0]) == len(feasible)


@settings(max_examples=100)
@given(domain=domains(max_issues=4))
def test_extremes_and_covering_states_are_as_defined(domain: Domain) -> None:
    elimination = eliminate(domain)
    for depth, layer in enumerate(elimination.layers):
        ahead = [dict(followed(elimination, depth, state)) for state in range(len(layer.following))]
        for state, rest in enumerate(ahead):
            sums = np.array(list(rest.values()))
            assert elimination.highest[depth][state].tolist() == sums.max(axis=0).tolist()
            assert elimination.lowest[depth][state].tolist() == sums.min(axis=0).tolist()
            assert elimination.completions[depth][state] == len(rest)
        covers = elimination.covers[depth]
        assert covers is not None
        for first, second in itertools.product(range(len(ahead)), repeat=2):
            if covers[first, second]:
                for path, gained in ahead[first].items():
                    assert all(b >= a for a, b in zip(gained, ahead[second][path], strict=True))
            assert first == second or ahead[first] != ahead[second]


def test_thresholds_need_a_state_for_each_number_reached_so_far() -> None:
    """At least 5 of 10: after k issues what counts is how many hold, 0 to 5, as long as 5 can be reached."""
    domain = binary(10)
    votes = at_least(5, [Is(issue, frozenset({"yes"})) for issue in domain.issues])
    elimination = eliminate(replace(domain, requirements=(votes,)))
    assert [len(layer.following) for layer in elimination.layers] == [1, 2, 3, 4, 5, 6, 5, 4, 3, 2]


def test_formulas_that_tie_too_much_together_are_refused_in_a_sentence() -> None:
    domain = binary(12)
    rules = tuple(
        implication(Is(f"issue{i}", frozenset({"yes"})), Is(f"issue{i + 6}", frozenset({"yes"})))
        for i in range(6)
    )
    assert max(len(layer.following) for layer in eliminate(replace(domain, requirements=rules)).layers) == 2
    crossed = tuple(
        implication(Is(f"issue{i}", frozenset({"yes"})), Is(f"issue{k}", frozenset({"yes"})))
        for i in range(6)
        for k in range(6, 12)
        if (i + k) % 3
    )
    with pytest.raises(TooManyStatesError, match="more than 3 combinations open at once"):
        eliminate(replace(domain, requirements=crossed), most_states=3)


@given(
    kinds=st.lists(st.integers(1, 5), min_size=1, max_size=8),
    scopes=st.frozensets(st.frozensets(st.integers(0, 7), max_size=4), max_size=10),
)
def test_the_order_holds_every_issue_once(kinds: list[int], scopes: frozenset[frozenset[int]]) -> None:
    inside = frozenset(frozenset(issue for issue in scope if issue < len(kinds)) for scope in scopes)
    order = elimination_order(tuple(kinds), inside)
    assert sorted(order) == list(range(len(kinds)))


def test_a_chain_of_formulas_is_followed_from_end_to_end() -> None:
    chain = [5, 2, 7, 0, 3]
    scopes = frozenset(frozenset(pair) for pair in itertools.pairwise(chain))
    assert elimination_order((4,) * 8, scopes)[:5] in {tuple(chain), tuple(chain[::-1])}


@settings(max_examples=100)
@given(domain=domains())
def test_many_packages_are_evaluated_as_one_by_one(domain: Domain) -> None:
    listed = list(brute_force.packages(domain))
    table = np.array(listed)
    assert list(map(tuple, values(domain, table).tolist())) == [
        brute_force.value(domain, package) for package in listed
    ]
    accepted = set(brute_force.signable(domain))
    assert signable(domain, table).tolist() == [package in accepted for package in listed]
    for formula in domain.requirements:
        assert holds(formula, domain, table).tolist() == [formula.holds(domain.named(row)) for row in listed]
