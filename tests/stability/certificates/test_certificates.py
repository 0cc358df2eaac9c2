"""Certificates of all states of known and drawn models: checked, and the shortest by other code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.stability import GraphModel, analyse
from detente.stability.certificates import (
    Certificate,
    Move,
    Sanction,
    Unpunished,
    certificate,
    certificates,
    faults,
)
from detente.stability.concepts import Concept
from detente.stability.graph import fast
from tests.stability.certificates.first_of_the_shortest import first_of_the_shortest
from tests.stability.certificates.worked_out import KEPT, KEPT_BY, LEFT, LEFT_BY
from tests.stability.enumeration import CONCEPTS, stable
from tests.stability.models import CATALOG, Moves, Payoffs, catalog_model, drawn, model_of

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN = {entry["id"]: catalog_model(entry) for entry in CATALOG}


def all_of(model: GraphModel) -> list[Certificate]:
    makers = range(len(model.decision_makers))
    return [one for maker in makers for concept in Concept for one in certificates(model, maker, concept)]


@pytest.mark.parametrize("entry", CATALOG, ids=list(KNOWN))
def test_certificates_of_known_models_are_right_and_have_the_known_verdicts(entry: dict[str, Any]) -> None:
    model = KNOWN[entry["id"]]
    for one in all_of(model):
        assert faults(model, one) == []
        known = entry["stable"][str(one.concept)][model.decision_makers[one.focal]]
        assert one.stable == (one.state + 1 in known)


@given(drawn(4), st.booleans())
def test_certificates_are_right_and_of_the_verdicts_and_paths_of_an_enumeration(
    drew: tuple[Moves, Payoffs], compiled: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if compiled:
            patch.setattr(fast, "LITTLE", 0)
        model = model_of(*drew)
        found = all_of(model)
    assert len(found) == len(drew[0]) * len(CONCEPTS) * model.states
    for one in found:
        assert faults(model, one) == []
        assert one.stable == stable(*drew, one.focal, one.state, str(one.concept))
        for start, path, wanted in _paths(*drew, one):
            improving = one.concept in {Concept.SEQ, Concept.SSEQ}
            expected = first_of_the_shortest(*drew, one.focal, start, wanted, improving=improving)
            assert [tuple(move) for move in path] == expected


def _paths(
    moves: Moves, payoffs: Payoffs, one: Certificate
) -> Iterator[tuple[int, tuple[Move, ...], set[int]]]:
    """Yield each path of a certificate with where it starts, and the states in which it may end."""
    own, paid, states = moves[one.focal], payoffs[one.focal], range(len(payoffs[0]))
    for_good = one.concept in {Concept.SMR, Concept.SSEQ}
    left = [max([paid[state], *(paid[to] for to in own[state] if for_good)]) for state in states]
    for sanction in one.sanctions:
        wanted = {state for state in states if left[state] <= paid[one.state]}
        yield sanction.improvement, sanction.path, wanted
    if one.unpunished is not None and one.unpunished.path:
        end = one.unpunished.path[-1].target
        wanted = {state for state in states if (left[state], paid[state]) == (left[end], paid[end])}
        yield one.unpunished.improvement, one.unpunished.path, wanted


@given(drawn(), st.data())
def test_only_the_order_of_payoffs_counts_and_no_certificate_depends_on_others(
    drew: tuple[Moves, Payoffs], data: st.DataObject
) -> None:
    moves, payoffs = drew
    rescaled = model_of(moves, [[paid**3 - 7 for paid in row] for row in payoffs])
    concept, focal = data.draw(st.sampled_from(Concept)), data.draw(st.integers(0, len(moves) - 1))
    asked = data.draw(st.lists(st.integers(0, len(payoffs[0]) - 1)))
    alone = [certificate(rescaled, focal, state, concept) for state in asked]
    assert list(certificates(model_of(moves, payoffs), focal, concept, asked)) == alone


def test_a_sanction_for_which_one_has_to_move_twice_is_found() -> None:
    """By hand: from the second state B, C and then B again lead to the last, which A likes least."""
    found = certificate(KNOWN["somebody_moves_twice"], 0, 0, Concept.SSEQ)
    path = (Move(1, 1, 2), Move(2, 2, 3), Move(1, 3, 4))
    assert found == Certificate(0, 0, Concept.SSEQ, (Sanction(1, path, None),), None)


def test_nobody_moves_twice_in_a_row_to_punish() -> None:
    """By hand: B could reach the last state, which A likes least, only so; the one before is still better."""
    found = certificate(KNOWN["nobody_moves_twice_in_a_row"], 0, 0, Concept.GMR)
    assert found.unpunished == Unpunished(1, 1, (Move(1, 1, 2),), None)


@pytest.mark.parametrize(("model", "by"), [(KEPT, KEPT_BY), (LEFT, LEFT_BY)], ids=["stable", "unstable"])
def test_certificates_are_those_that_are_worked_out_by_hand(
    model: GraphModel, by: dict[Concept, Certificate]
) -> None:
    for concept, expected in by.items():
        assert certificate(model, 0, 0, concept) == expected
        assert faults(model, expected) == []


def test_the_verdicts_of_a_model_that_is_compiled_for_are_those_of_the_fast_engine() -> None:
    """Five with four options each, all free: there is enough to do that loops are compiled."""
    random, states, makers = np.random.default_rng(3), np.arange(1024), 5
    moves = [
        (np.concatenate([states] * 3), np.concatenate([states ^ (bits << 2 * maker) for bits in (1, 2, 3)]))
        for maker in range(makers)
    ]
    model = GraphModel(moves, random.integers(0, 40, size=(makers, 1024)))
    verdicts = analyse(model).stable["2"]
    for concept in Concept:
        found = list(certificates(model, 2, concept))
        assert [one.stable for one in found] == verdicts[str(concept)].tolist()
        assert [fault for one in found[::128] for fault in faults(model, one)] == []


@pytest.mark.parametrize(
    ("focal", "state", "says"),
    [
        (2, 0, "decision maker 2 is none of 0 to 1"),
        (-1, 0, "decision maker -1 is none of 0 to 1"),
        (0, 4, "state 4 is none of 0 to 3"),
        (0, -1, "state -1 is none of 0 to 3"),
    ],
)
def test_nobody_and_nothing_is_refused(focal: int, state: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        certificate(KNOWN["chicken"], focal, state, Concept.NASH)
