"""What is stable for coalitions: as published, by enumeration of definitions, and what must always hold."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.stability import GraphModel, analyse
from detente.stability.coalition_concepts import CoalitionConcept
from detente.stability.coalition_concepts.coalition_stable import coalition_stable
from detente.stability.coalition_concepts.every_coalition import every_coalition
from detente.stability.coalition_concepts.seq import coalition_seq
from detente.stability.coalitions import coalition_moves
from detente.stability.coalitions.coalition_improvements import coalition_improvements
from detente.stability.coalitions.coalition_moves import CoalitionMoves, coalitions_among
from detente.stability.examples import DILEMMA
from detente.stability.graph import fast
from tests.stability.enumeration import reached
from tests.stability.models import CATALOG, Moves, Payoffs, catalog_model, drawn, model_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ELMIRA = next(one for one in CATALOG if one["id"] == "elmira")
EVERY = [str(concept) for concept in CoalitionConcept]
INCLUDED = [
    ("nash", "smr"),
    ("smr", "gmr"),
    ("nash", "seq_singly"),
    ("seq_singly", "gmr"),
    ("seq_singly", "seq"),
]


@st.composite
def of_few(draw: st.DrawFn) -> tuple[Moves, Payoffs]:
    """Draw conflicts in up to four states, of up to three decision makers."""
    moves, payoffs = draw(drawn(most=4))
    return moves[:3], payoffs[:3]


class ByDefinition:
    """Stability of coalitions, state by state, without any code of the package."""

    def __init__(self, moves: Moves, payoffs: Payoffs) -> None:
        self.moves, self.payoffs = moves, payoffs
        self.reach: Callable[..., set[int]] = cache(
            lambda who, state, improving: reached(moves, payoffs, state, who, improving=improving)
        )

    def better(self, who: Sequence[int], state: int, than: int) -> bool:
        return all(self.payoffs[one][state] > self.payoffs[one][than] for one in who)

    def improved(self, who: Sequence[int], state: int) -> list[int]:
        return [one for one in sorted(self.reach(who, state, False)) if self.better(who, one, state)]

    def reached_by_coalitions(self, movers: Sequence[tuple[int, ...]], start: int) -> set[int]:
        seen: set[tuple[int, tuple[int, ...]]] = set()
        waiting: list[tuple[int, tuple[int, ...]]] = [(start, ())]
        while waiting:
            state, last = waiting.pop()
            for mover in movers:
                new = {(one, mover) for one in self.improved(mover, state)} if mover != last else set()
                waiting += new - seen
                seen |= new
        return {state for state, _ in seen}

    def stable(self, who: tuple[int, ...], state: int, concept: str) -> bool:
        others = tuple(one for one in range(len(self.moves)) if one not in who)
        sets = [
            tuple(one for place, one in enumerate(others) if bits >> place & 1)
            for bits in range(1, 2 ** len(others))
        ]
        answers: dict[str, Callable[[int], set[int]]] = {
            "nash": lambda _: set(),
            "gmr": lambda one: self.reach(others, one, False),
            "smr": lambda one: {
                end
                for end in self.reach(others, one, False)
                if not any(self.better(who, reply, state) for reply in self.reach(who, end, False))
            },
            "seq": lambda one: self.reached_by_coalitions(sets, one),
            "seq_singly": lambda one: self.reach(others, one, True),
        }
        return all(
            any(not self.better(who, end, state) for end in answers[concept](one))
            for one in self.improved(who, state)
        )


@given(of_few(), st.booleans())
def test_what_is_stable_for_coalitions_is_what_their_definitions_say(
    model: tuple[Moves, Payoffs], compiled: bool
) -> None:
    moves, payoffs = model
    with pytest.MonkeyPatch.context() as patch:
        if compiled:
            patch.setattr(fast, "LITTLE", 0)
        found = every_coalition(model_of(moves, payoffs))
        stable, equilibria = found.stable, found.equilibria
        of_several = coalition_stable(found.moves)
    slow = ByDefinition(moves, payoffs)
    for concept in EVERY:
        for coalition, of in stable[concept].items():
            expected = [slow.stable(coalition, state, concept) for state in range(len(payoffs[0]))]
            assert of.tolist() == expected, (concept, coalition)
        assert equilibria[concept].tolist() == np.all(list(stable[concept].values()), axis=0).tolist()
    for state, holds in enumerate(of_several.tolist()):
        assert holds == all(of[state] for who, of in stable["nash"].items() if len(who) > 1)


@given(of_few())
def test_concepts_are_the_usual_ones_for_coalitions_of_one_and_include_each_other_for_all(
    model: tuple[Moves, Payoffs],
) -> None:
    read = model_of(*model)
    usual, found = analyse(read).stable, every_coalition(read).stable
    for maker in range(len(model[0])):
        of = usual[str(maker)]
        for concept, name in (("nash", "nash"), ("gmr", "gmr"), ("smr", "smr"), ("seq_singly", "seq")):
            assert found[concept][maker,].tolist() == of[name].tolist()
        assert np.all(of["seq"] <= found["seq"][maker,])
        if len(model[0]) <= 2:
            assert np.array_equal(of["seq"], found["seq"][maker,])
    for narrow, wide in INCLUDED:
        assert all(np.all(of <= found[wide][coalition]) for coalition, of in found[narrow].items())


@given(of_few(), st.randoms(use_true_random=False))
def test_names_numbers_of_states_and_the_size_of_payoffs_change_nothing(
    model: tuple[Moves, Payoffs],
    random: Any,  # noqa: ANN401 - hypothesis has its own
) -> None:
    moves, payoffs = model
    states, makers = len(payoffs[0]), len(moves)
    other, turn = random.sample(range(states), states), random.sample(range(makers), makers)
    renamed: Moves = [[set() for _ in range(states)] for _ in range(makers)]
    paid: Payoffs = [[0] * states for _ in range(makers)]
    for maker, place in enumerate(turn):
        for state in range(states):
            renamed[place][other[state]] = {other[target] for target in moves[maker][state]}
            paid[place][other[state]] = payoffs[maker][state] ** 3 - 7
    first, second = every_coalition(model_of(moves, payoffs)), every_coalition(model_of(renamed, paid))
    for concept in EVERY:
        for coalition, of in first.stable[concept].items():
            same = tuple(sorted(turn[member] for member in coalition))
            assert of.tolist() == second.stable[concept][same][other].tolist()


def test_what_upsets_an_equilibrium_of_elmira_is_the_published_coalition() -> None:
    """Kilgour, Hipel, Fang and Peng 2001: of 5, 8 and 9 two of the three leave 5, together, for 8."""
    model = catalog_model(ELMIRA)
    moves, equilibria = CoalitionMoves(model), analyse(model).equilibria["seq"]
    assert (np.flatnonzero(equilibria) + 1).tolist() == [5, 8, 9]
    assert (np.flatnonzero(equilibria & coalition_stable(moves)) + 1).tolist() == [8, 9]
    improvements = coalition_improvements(model, moves, np.flatnonzero(equilibria).tolist())
    found = [
        ([model.decision_makers[one] for one in coalition], origin + 1, target + 1)
        for coalition, origin, target in improvements
    ]
    assert found == [(["MoE", "Uniroyal"], 5, 8)]


@pytest.mark.parametrize("compiled", [False, True])
def test_more_states_than_a_word_holds_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, compiled: bool
) -> None:
    """Three with two options each, all free: together they reach all states, others' options staying."""
    if compiled:
        monkeypatch.setattr(fast, "LITTLE", 0)
    states = np.arange(64 * 2)
    moves = [
        (np.concatenate([states] * 3), np.concatenate([states ^ (bits << 2 * maker) for bits in (1, 2, 3)]))
        for maker in range(3)
    ]
    payoffs = np.random.default_rng(3).integers(0, 9, size=(3, 128))
    together = CoalitionMoves(GraphModel(moves, payoffs))
    for coalition in coalitions_among(range(3), smallest=2):
        fixed = states & ~sum(3 << 2 * member for member in coalition)
        same = fixed == fixed[:, np.newaxis]
        rows = payoffs[list(coalition)]
        expected = same & np.all(rows[:, np.newaxis, :] > rows[:, :, np.newaxis], axis=0)
        found = together.improvements(coalition)
        assert np.array_equal(np.nonzero(expected), (found.origins, found.targets))
        assert np.array_equal(together.improves(coalition), expected.any(axis=1))


def test_what_is_too_large_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    many = GraphModel([([0], [1])] * 13, [[0, 1]] * 13)
    with pytest.raises(
        ValueError, match="8,191 coalitions of 13 decision makers; all are gone through for up"
    ):
        coalition_stable(CoalitionMoves(many))
    with pytest.raises(ValueError, match="leave out the concept seq"):
        every_coalition(GraphModel([([0], [1])] * 8, [[0, 1]] * 8))
    with pytest.raises(ValueError, match="12 decision makers outside the coalition"):
        coalition_seq(CoalitionMoves(many), (0,))
    with pytest.raises(ValueError, match=r"among 65,536 states takes 3\.0 GiB, and at most 1\.0 are used"):
        CoalitionMoves(GraphModel([([0], [1])] * 2, np.zeros((2, 65_536))))
    monkeypatch.setattr(coalition_moves, "MOST_IMPROVEMENTS", 0)
    with pytest.raises(ValueError, match="more than 0 improvements"):
        CoalitionMoves(DILEMMA).improvements((0, 1))


def test_more_verdicts_than_are_kept_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.stability.coalition_concepts.every_coalition.MOST_VERDICTS", 11)
    with pytest.raises(ValueError, match="3 coalitions are too many to ask in 4 states: at most 11 of both"):
        every_coalition(DILEMMA)


def test_eight_are_asked_by_every_concept_but_one() -> None:
    eight = GraphModel([([0], [1])] * 8, [[0, 1]] * 8)
    found = every_coalition(eight, [one for one in CoalitionConcept if one is not CoalitionConcept.SEQ])
    assert all(of.tolist() == [False, True] for of in found.equilibria.values())
