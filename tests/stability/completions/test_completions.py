"""Verdicts on unknown comparisons, against an enumeration of all completions."""

from __future__ import annotations

from itertools import product, starmap

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.stability import GraphModel, analyse
from detente.stability.completions import completions_of, samples
from detente.stability.completions import told as told_module
from detente.stability.completions.comparison import Comparison
from detente.stability.completions.decided import Decided
from detente.stability.completions.samples import completions_drawn
from detente.stability.concepts import Concept
from detente.stability.examples import DILEMMA
from detente.stability.preferences.partial import partial_order
from tests.stability.completions.known import (
    Chains,
    Levels,
    Partly,
    agrees,
    partly_known,
    verdict,
    with_all_completions,
)
from tests.stability.enumeration import weak_orders
from tests.stability.models import Moves, Payoffs, drawn, model_of

KNOWN = {
    "every": {"every"},
    "some": {"some"},
    "none": {"none"},
    "some or every": {"some", "every"},
    "none or some": {"none", "some"},
    "cannot be told within the bound": {"none", "some", "every"},
}
"""Which verdicts are meant by each word."""
TAKES_TURNS = with_all_completions(
    [[{1, 2, 3}, {0, 2, 3}, {1, 3}, {2}], [{2, 3}, {0, 3}, {0}, {0, 1, 2}]],
    [[[[0], [2], [3]], [[1], [3]]], [[[0], [1, 2]]]],
)
"""State 2 is an equilibrium under some completions, none of which decides first what a search does first."""


@given(partly_known(), st.booleans())
@example(partly=TAKES_TURNS, tried=False)
def test_verdicts_are_those_of_all_completions(partly: Partly, tried: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if not tried:
            patch.setattr(told_module, "completions_drawn", lambda _: [])
        found = partly.found()
        stable, equilibria = found.stable, found.equilibria
    for concept in map(str, Concept):
        for state in range(partly.states):
            held = partly.stable(concept, state)
            for maker in range(len(partly.moves)):
                assert str(stable[str(maker)][concept][state]) == verdict([one[maker] for one in held])
            assert str(equilibria[concept][state]) == verdict([all(one) for one in held])


@given(partly_known())
@settings(max_examples=30)
def test_a_search_that_is_cut_short_says_nothing_wrong(partly: Partly) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(told_module, "completions_drawn", lambda _: [])
        short, exact = partly.found(1), partly.found()
        for concept in ("seq", "sseq"):
            for name, of in exact.stable.items():
                pairs = zip(short.stable[name][concept], of[concept], strict=True)
                assert all(str(right) in KNOWN[str(said)] for said, right in pairs)
            both = zip(short.equilibria[concept], exact.equilibria[concept], strict=True)
            assert all(str(right) in KNOWN[str(said)] for said, right in both)


def test_a_search_that_is_cut_short_says_that_it_cannot_tell() -> None:
    """Whether 1 may punish what 0 gains is not known, and takes two looks to tell."""
    model = GraphModel([([0], [1]), ([1], [2])], [[1, 2, 0], [0, 0, 0]])
    known = {"1": partial_order([], 3)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(told_module, "completions_drawn", lambda _: [])
        assert str(completions_of(model, known, 1).stable["0"]["seq"][0]) == "cannot be told within the bound"
        assert str(completions_of(model, known, 2).stable["0"]["seq"][0]) == "some"


@given(drawn(5))
@settings(max_examples=30)
def test_where_all_is_known_the_verdicts_are_those_of_the_engine(model: tuple[Moves, Payoffs]) -> None:
    conflict = model_of(*model)
    found, engine = completions_of(conflict, {}), analyse(conflict)
    words = np.array(["none", "every"])
    for concept, held in engine.equilibria.items():
        assert list(map(str, found.equilibria[concept])) == words[held.astype(int)].tolist()
        for name, of in engine.stable.items():
            assert list(map(str, found.stable[name][concept])) == words[of[concept].astype(int)].tolist()


def test_an_equilibrium_needs_one_completion_that_serves_all() -> None:
    """0 is deterred if 1 likes 2 better than 1, and then better than 0 also, to which 1 itself can move."""
    model = GraphModel([([0], [1]), ([0, 1], [2, 2])], [[1, 2, 0], [0, 0, 0]])
    found = completions_of(model, {"1": partial_order([[[1], [0]]], 3)})
    assert [str(of["seq"][0]) for of in found.stable.values()] == ["some", "some"]
    assert str(found.equilibria["seq"][0]) == "none"


@given(
    st.lists(st.sets(st.integers(0, 3), min_size=1), max_size=3),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=4),
    st.sampled_from(weak_orders(4)),
)
def test_what_is_decided_leaves_the_rankings_in_which_it_holds(
    subsets: list[set[int]], decisions: list[tuple[int, int, bool]], base: tuple[int, ...]
) -> None:
    chains: Chains = [
        [
            [one for one in of if base[one] == level]
            for level in sorted({base[one] for one in of}, reverse=True)
        ]
        for of in subsets
    ]
    left = [one for one in weak_orders(4) if agrees(one, chains)]
    known = partial_order(chains, 4)
    for ranks in completions_drawn([known]):
        assert tuple(ranks[0].tolist()) in left
    order = Decided.of(known)
    for upper, lower, strict in decisions:
        comparison = Comparison(0, upper, lower, strict)
        if order.open_to(comparison):
            order, left = order.after(comparison), _in_which(comparison, left)
        for one in starmap(Comparison, product((0,), range(4), range(4), (False, True))):
            fits = _in_which(one, left)
            assert order.open_to(one) == bool(fits)
            assert order.holds(one) == (len(fits) == len(left))
    assert tuple(order.ranks().tolist()) in left


def _in_which(comparison: Comparison, rankings: list[Levels]) -> list[Levels]:
    _, upper, lower, strict = comparison
    return [one for one in rankings if one[upper] > one[lower] or (not strict and one[upper] == one[lower])]


def test_completions_that_are_tried_lean_both_ways() -> None:
    found = [tuple(one[0].tolist()) for one in completions_drawn([partial_order([], 2)])]
    assert set(found) == {(0, 0), (0, 1), (1, 0)}
    assert len(found) == 2 + 2 * samples.DRAWN


def test_what_is_known_of_nobody_or_of_other_states_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no decision maker rows: there are row, column"):
        completions_of(DILEMMA, {"rows": partial_order([], 4)})
    with pytest.raises(ValueError, match="the preferences of row are over 3 states, and there are 4"):
        completions_of(DILEMMA, {"row": partial_order([], 3)})
