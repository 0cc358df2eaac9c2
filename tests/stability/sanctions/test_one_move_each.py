"""Sanctions in which each opponent moves at most once, against the definition and a known difference."""

from __future__ import annotations

import pytest
from hypothesis import given

from detente.stability import GraphModel
from detente.stability.concepts import Concept
from detente.stability.sanctions.one_move_each import Difference, differences, one_move_each
from tests.stability.enumeration import CONCEPTS, stable
from tests.stability.models import CATALOG, Moves, Payoffs, catalog_model, drawn, model_of


def _reached(
    moves: Moves, payoffs: Payoffs, start: int, left: frozenset[int], *, improving: bool
) -> set[int]:
    """Return the states reached by sequences in which each moves at most once, following each of them."""
    found = set()
    for mover in left:
        for target in moves[mover][start]:
            if not improving or payoffs[mover][target] > payoffs[mover][start]:
                found |= {target}
                found |= _reached(moves, payoffs, target, left - {mover}, improving=improving)
    return found


def _stable(moves: Moves, payoffs: Payoffs, focal: int, state: int, concept: str) -> bool:
    held, own = payoffs[focal][state], moves[focal]
    improvements = [target for target in own[state] if payoffs[focal][target] > held]
    kind = CONCEPTS[concept]
    if kind is None:
        return not improvements
    improving, for_good = kind
    others = frozenset(range(len(moves))) - {focal}

    def deters(sanction: int) -> bool:
        mended = any(payoffs[focal][one] > held for one in own[sanction])
        return payoffs[focal][sanction] <= held and not (for_good and mended)

    return all(
        any(map(deters, _reached(moves, payoffs, one, others, improving=improving))) for one in improvements
    )


@given(drawn(most=4))
def test_stable_states_and_differences_are_those_of_an_enumeration(model: tuple[Moves, Payoffs]) -> None:
    moves, payoffs = model
    graph = model_of(moves, payoffs)
    expected = []
    for maker in range(len(moves)):
        for concept in CONCEPTS:
            found = [_stable(moves, payoffs, maker, state, concept) for state in range(graph.states)]
            assert one_move_each(graph, maker, Concept(concept)).tolist() == found
            for state, verdict in enumerate(found):
                standard = stable(moves, payoffs, maker, state, concept)
                if standard is not verdict:
                    expected.append(Difference(str(maker), concept, state, standard, verdict))
    assert differences(graph) == expected


def test_where_a_sanction_needs_one_opponent_twice_the_verdicts_differ() -> None:
    """By the catalog: one move for each opponent calls the first state unstable for A."""
    entry = next(one for one in CATALOG if one["id"] == "somebody_moves_twice")
    assert differences(catalog_model(entry)) == [
        Difference("A", concept, 0, standard=True, one_move_each=False)
        for concept in ("gmr", "smr", "seq", "sseq")
    ]


def test_too_many_opponents_are_refused() -> None:
    model = GraphModel([([0], [1])] * 30, [[1, 2]] * 30)
    with pytest.raises(ValueError, match="29 opponents in 2 states take 16,642,998,272 steps, and at most"):
        one_move_each(model, 0, Concept.GMR)
