from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from detente.bargaining.frontier import bounds as frontier_bounds
from detente.bargaining.frontier import dominance, sweep
from detente.bargaining.frontier import frontier as frontier_module
from detente.bargaining.frontier.frontier import Frontier, pareto_frontier
from detente.case.formula import FALSE, TRUE, Is, implication, negation
from detente.outcomes.domain import NO_FLOOR, Domain, Interaction
from detente.outcomes.elimination.distinct_columns import distinct_columns
from detente.outcomes.elimination.elimination import eliminate
from tests import brute_force
from tests.strategies import domains

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hypothesis.strategies import DataObject


@pytest.fixture(scope="module", params=["pair by pair", "in boxes", "in one sweep"])
def search(request: pytest.FixtureRequest) -> Iterator[str]:
    """Compare vectors in each of the three ways, whatever their number."""
    few = 10**9 if request.param == "pair by pair" else 0
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "in one sweep":
            patch.setattr(sweep.Sweep, "applies", lambda *_: False)
        patch.setattr(dominance, "FEW", few)
        patch.setattr(dominance, "FEW_BEFORE_LOADING", few)
        yield str(request.param)


def made(
    points: Sequence[Sequence[Sequence[int]]], floors: Sequence[int] = (), objectives: int = 0
) -> Domain:
    """Return a domain from its points by issue, option and column, and its floors if it has any."""
    columns = len(points[0][0])
    return Domain(
        issues=tuple(f"issue{i:03}" for i in range(len(points))),
        options=tuple(tuple(f"option{k:03}" for k in range(len(rows))) for rows in points),
        columns=tuple(f"column{j}" for j in range(columns)),
        objectives=objectives or columns,
        points=tuple(np.array(rows, dtype=np.int64) for rows in points),
        floors=np.array(floors or [NO_FLOOR] * columns, dtype=np.int64),
    )


def by_value(found: Frontier) -> dict[tuple[int, ...], tuple[tuple[int, ...], int]]:
    """Return for each value the package and how many packages reach it."""
    rows = zip(found.values.tolist(), found.packages.tolist(), found.multiplicity, strict=True)
    return {tuple(value): (tuple(package), count) for value, package, count in rows}


@settings(max_examples=400)
@given(domain=domains())
def test_the_frontier_is_that_of_going_through_every_package(search: str, domain: Domain) -> None:
    """Values in order, the first package that reaches each, and how many do: tests/brute_force.py."""
    found = pareto_frontier(domain)
    expected = brute_force.frontier(domain)
    event(f"{search}: {min(len(expected), 5)} values")
    assert found.exactness == "exact"
    assert list(map(tuple, found.values.tolist())) == list(expected)
    assert list(map(tuple, found.packages.tolist())) == [packages[0] for packages in expected.values()]
    assert list(found.multiplicity) == [len(packages) for packages in expected.values()]


@settings(max_examples=40)
@given(domain=domains(max_issues=6, max_columns=6, max_interactions=5, max_requirements=6))
def test_larger_domains_agree_as_well(domain: Domain) -> None:
    expected = brute_force.frontier(domain)
    assert by_value(pareto_frontier(domain)) == {
        worth: (packages[0], len(packages)) for worth, packages in expected.items()
    }


@settings(max_examples=100)
@given(domain=domains(), data=st.data())
def test_the_order_of_columns_changes_nothing(domain: Domain, data: DataObject) -> None:
    objectives = data.draw(st.permutations(range(domain.objectives)))
    others = data.draw(st.permutations(range(domain.objectives, len(domain.columns))))
    order = [*objectives, *others]
    permuted = replace(
        domain,
        points=tuple(points[:, order] for points in domain.points),
        floors=domain.floors[order],
        interactions=tuple(Interaction(part.when, part.points[order]) for part in domain.interactions),
    )
    expected = {
        tuple(worth[column] for column in objectives): found
        for worth, found in by_value(pareto_frontier(domain)).items()
    }
    assert by_value(pareto_frontier(permuted)) == expected


@settings(max_examples=100)
@given(domain=domains(), data=st.data())
def test_the_order_of_issues_and_options_changes_nothing(domain: Domain, data: DataObject) -> None:
    today = tuple(data.draw(st.integers(0, size - 1)) for size in domain.sizes)
    domain = replace(domain, today=data.draw(st.sampled_from([(), today])))
    issues = data.draw(st.permutations(range(len(domain.issues))))
    options = [data.draw(st.permutations(range(size))) for size in domain.sizes]
    permuted = replace(
        domain,
        issues=tuple(domain.issues[issue] for issue in issues),
        options=tuple(tuple(domain.options[issue][k] for k in options[issue]) for issue in issues),
        points=tuple(domain.points[issue][options[issue]] for issue in issues),
        today=tuple(options[issue].index(domain.today[issue]) for issue in issues) if domain.today else (),
    )
    found, expected = pareto_frontier(permuted), pareto_frontier(domain)
    assert found.values.tolist() == expected.values.tolist()
    assert found.multiplicity == expected.multiplicity
    for worth, package in zip(found.values.tolist(), found.packages.tolist(), strict=True):
        assert brute_force.value(permuted, package)[: domain.objectives] == tuple(worth)
        assert package in list(map(list, brute_force.signable(permuted)))
    assert list(map(permuted.named, found.packages.tolist())) == list(
        map(domain.named, expected.packages.tolist())
    )


@settings(max_examples=100)
@given(domain=domains(), data=st.data())
def test_the_package_named_changes_least_of_today_and_then_comes_first_by_name(
    domain: Domain, data: DataObject
) -> None:
    today = tuple(data.draw(st.integers(0, size - 1)) for size in domain.sizes)
    found = pareto_frontier(replace(domain, today=today))
    for worth, package in zip(found.values.tolist(), found.packages.tolist(), strict=True):
        reaching = brute_force.frontier(domain)[tuple(worth)]
        assert tuple(package) == min(
            reaching,
            key=lambda one: (
                sum(option != now for option, now in zip(one, today, strict=True)),
                sorted(domain.named(one).items()),
            ),
        )


@given(domain=domains(), column=st.integers(0, 3), factor=st.integers(1, 9), constant=st.integers(-50, 50))
def test_another_scale_for_a_column_scales_the_values(
    domain: Domain, column: int, factor: int, constant: int
) -> None:
    column %= domain.objectives
    scale, shift = np.ones_like(domain.floors), np.zeros_like(domain.floors)
    scale[column], shift[column] = factor, constant
    scaled = replace(
        domain,
        points=tuple(
            points * scale + (shift if issue == 0 else 0) for issue, points in enumerate(domain.points)
        ),
        floors=np.where(
            domain.floors == NO_FLOOR, NO_FLOOR, np.maximum(domain.floors, -1000) * scale + shift
        ),
        interactions=tuple(Interaction(part.when, part.points * scale) for part in domain.interactions),
    )
    expected = pareto_frontier(domain)
    found = pareto_frontier(scaled)
    objectives = slice(domain.objectives)
    assert found.values.tolist() == (expected.values * scale[objectives] + shift[objectives]).tolist()
    assert found.multiplicity == expected.multiplicity
    assert found.packages.tolist() == expected.packages.tolist()


DEGENERATE = {
    "one issue with one option": (made([[[4, -2]]]), {(4, -2): ((0,), 1)}),
    "one column": (made([[[1], [3], [3]], [[0], [2]]]), {(5,): ((1, 1), 2)}),
    "everybody indifferent": (made([[[7, 7]] * 3, [[0, 0]] * 4]), {(7, 7): ((0, 0), 12)}),
    "all packages tie for some": (made([[[0, 1], [1, 0]]]), {(1, 0): ((1,), 1), (0, 1): ((0,), 1)}),
    "a floor that no package reaches": (made([[[1], [2]]], [3]), {}),
    "a floor that the indifferent miss": (made([[[1, 5], [2, 5]]], [NO_FLOOR, 6]), {}),
    "a floor at the best": (made([[[1], [2]], [[1], [2]]], [4]), {(4,): ((1, 1), 1)}),
    "equal to the parties, lower for a third who still accepts": (
        made([[[1, 9], [1, 5], [1, 4]]], [NO_FLOOR, 5], objectives=1),
        {(1,): ((0,), 2)},
    ),
    "no issue": (replace(made([[[1]]]), issues=(), options=(), points=()), {(0,): ((), 1)}),
    "an issue without options": (
        replace(made([[[1]]]), options=((),), points=(np.zeros((0, 1), np.int64),)),
        {},
    ),
    "contradictory requirements": (
        replace(
            made([[[1], [2]]]),
            requirements=(
                Is("issue000", frozenset({"option000"})),
                negation(Is("issue000", frozenset({"option000"}))),
            ),
        ),
        {},
    ),
    "a requirement that never holds": (replace(made([[[1], [2]]]), requirements=(FALSE,)), {}),
    "a requirement that always holds": (replace(made([[[1], [2]]]), requirements=(TRUE,)), {(2,): ((1,), 1)}),
    "an interaction that always holds": (
        replace(made([[[1], [2]]]), interactions=(Interaction(TRUE, np.array([5])),)),
        {(7,): ((1,), 1)},
    ),
}


@pytest.mark.parametrize(("domain", "expected"), DEGENERATE.values(), ids=DEGENERATE.keys())
def test_degenerate_domains(
    search: str, domain: Domain, expected: dict[tuple[int, ...], tuple[tuple[int, ...], int]]
) -> None:
    found = pareto_frontier(domain)
    assert by_value(found) == expected, search
    assert found.exactness == "exact"


def test_a_domain_without_objectives_has_one_empty_value() -> None:
    points = replace(made([[[1], [2], [3]]], [2]), objectives=0)
    assert by_value(pareto_frontier(points)) == {(): ((1,), 2)}


@pytest.mark.parametrize("issues", [10, 61, 62, 63, 70, 150])
def test_multiplicities_are_exact_past_64_bits(search: str, issues: int) -> None:
    """Of n issues, each worth a point to one of two parties, k go to the first in (n over k) ways."""
    domain = made([[[0, 1], [1, 0]]] * issues)
    found = pareto_frontier(domain)
    ways = [math.comb(issues, k) for k in reversed(range(issues + 1))]
    assert list(found.multiplicity) == ways, search
    assert found.values.tolist() == [[k, issues - k] for k in reversed(range(issues + 1))]
    assert found.packages.tolist() == [[0] * (issues - k) + [1] * k for k in reversed(range(issues + 1))]


def test_many_indifferent_issues_multiply() -> None:
    """Each of 199 issues that nobody cares about multiplies the packages by its five options."""
    found = pareto_frontier(made([[[3, 0], [0, 3]], *([[[0, 0]] * 5] * 199)]))
    assert found.multiplicity == (5**199, 5**199)


def test_a_rule_between_the_first_and_the_last_issue_is_kept() -> None:
    domain = made([[[0, 2], [2, 0]], *([[[0, 0], [1, 1]]] * 5), [[0, 2], [2, 0]]])
    rule = implication(Is("issue000", frozenset({"option001"})), Is("issue006", frozenset({"option000"})))
    found = pareto_frontier(replace(domain, requirements=(rule,)))
    assert by_value(found) == {(7, 7): ((0, 1, 1, 1, 1, 1, 1), 2), (5, 9): ((0, 1, 1, 1, 1, 1, 0), 1)}


def test_the_largest_values_are_exact() -> None:
    half = 2**59
    found = pareto_frontier(made([[[half, -half], [half - 1, 1 - half]], [[half, 0], [half - 1, 0]]]))
    assert found.values.tolist() == [[2 * half, -half], [2 * half - 1, 1 - half]]


@pytest.mark.parametrize("worth", [2**60 + 1, -(2**60) - 1, 2**63 - 1, -(2**63)])
def test_values_too_large_to_add_up_are_refused(worth: int) -> None:
    with pytest.raises(
        ValueError, match=r"The values of 'column1' can reach .* more than can be added up exactly"
    ):
        pareto_frontier(made([[[0, worth], [1, 0]]]))


def test_interactions_count_towards_values_too_large() -> None:
    domain = made([[[2**59], [0]]])
    added = Interaction(Is("issue000", frozenset({"option000"})), np.array([2**60]))
    with pytest.raises(ValueError, match="use smaller weights"):
        pareto_frontier(replace(domain, interactions=(added,)))


@pytest.mark.parametrize("floor", [2**63 - 1, 2**62, -(2**62), -(2**63) + 1])
def test_floors_may_be_as_large_as_integers_go(floor: int) -> None:
    found = pareto_frontier(made([[[1], [2]]], [floor]))
    assert found.values.tolist() == ([] if floor > 0 else [[2]])


@settings(max_examples=300)
@given(domain=domains(), limit=st.sampled_from([0, 3, 30]))
def test_a_bounded_frontier_keeps_its_promises(domain: Domain, limit: int) -> None:
    """Listed packages are signable, the ceiling is above every signable package, and the gap is as stated."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frontier_module, "frontier_bounds", partial(frontier_bounds.frontier_bounds, width=2))
        patch.setattr(frontier_bounds, "STATES", 2)
        found = pareto_frontier(domain, limit=limit)
    event(f"{found.exactness}, {'some' if len(found.values) else 'none'} listed")
    signable: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for package in brute_force.signable(domain):
        worth = brute_force.value(domain, package)[: domain.objectives]
        signable.setdefault(worth, []).append(package)
    if found.exactness == "exact":
        assert list(map(tuple, found.values.tolist())) == list(brute_force.frontier(domain))
        return
    listed = by_value(found)
    for worth, (package, count) in listed.items():
        assert package in signable[worth]
        assert count <= len(signable[worth])
        assert not any(brute_force.dominates(other, worth) for other in listed)
    assert found.ceiling is not None
    for worth in signable:
        assert np.all(found.ceiling >= worth, axis=1).any()
    assert (found.gap is None) == (not listed)
    for worth in signable if listed else ():
        assert np.all(found.values + np.array(found.gap) >= worth, axis=1).any()
    assert found.reason.endswith(".")


def test_a_frontier_that_is_too_wide_is_bounded_closely() -> None:
    """Of 3,000 and more values, a twentieth is kept, and what is missed lies within the stated gap."""
    random = np.random.default_rng(7)
    domain = made(random.integers(0, 101, (14, 4, 3)).tolist())
    exact = pareto_frontier(domain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frontier_module, "frontier_bounds", partial(frontier_bounds.frontier_bounds, width=300))
        bounded = pareto_frontier(domain, limit=1000)
    assert (exact.exactness, bounded.exactness) == ("exact", "bounded")
    assert bounded.gap is not None
    assert bounded.ceiling is not None
    within = bounded.values[None] + np.array(bounded.gap) >= exact.values[:, None]
    assert np.all(np.any(np.all(within, axis=2), axis=1))
    below = bounded.ceiling[None] >= exact.values[:, None]
    assert np.all(np.any(np.all(below, axis=2), axis=1))
    assert max(bounded.gap) < 14 * 100 // 10


def test_too_many_open_formulas_are_said_to_be_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontier_module, "eliminate", partial(eliminate, most_states=1))
    domain = made([[[0, 1], [1, 0]]] * 3)
    rule = implication(Is("issue000", frozenset({"option001"})), Is("issue001", frozenset({"option000"})))
    found = pareto_frontier(replace(domain, requirements=(rule,)))
    assert found.exactness == "bounded"
    assert "rules and interactions" in found.reason


@given(domain=domains())
def test_columns_that_rank_packages_alike_are_one(domain: Domain) -> None:
    """Copies of a column, moved and stretched, change neither the frontier nor the number of columns."""
    copies = replace(
        domain,
        columns=(*domain.columns, *(f"{name} again" for name in domain.columns)),
        points=tuple(np.hstack((points, 3 * points + 1)) for points in domain.points),
        floors=np.concatenate((domain.floors, np.full_like(domain.floors, NO_FLOOR))),
        interactions=tuple(
            Interaction(part.when, np.concatenate((part.points, 3 * part.points)))
            for part in domain.interactions
        ),
    )
    assert len(distinct_columns(copies).domain.columns) == len(distinct_columns(domain).domain.columns)
    assert by_value(pareto_frontier(copies)) == by_value(pareto_frontier(domain))
