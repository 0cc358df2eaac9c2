"""The checker of certificates finds what was tampered with, and lets pass whatever is right."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.stability import GraphModel
from detente.stability.certificates import (
    Certificate,
    Move,
    Reply,
    Sanction,
    Unpunished,
    certificate,
    certificates,
    faults,
)
from detente.stability.concepts import Concept
from tests.stability.certificates.worked_out import KEPT, KEPT_BY, LEFT, LEFT_BY
from tests.stability.enumeration import CONCEPTS
from tests.stability.models import Moves, Payoffs, drawn, model_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NASH, GMR, SMR, SEQ, SSEQ = Concept
TO_1, TO_2 = KEPT_BY[GMR].sanctions


def kept(first: Sanction = TO_1, *more: Sanction, concept: Concept = GMR) -> Certificate:
    return replace(KEPT_BY[concept], sanctions=(first, *more))


def along(*path: Move) -> Certificate:
    return kept(replace(TO_1, path=path), TO_2)


def replied(reply: Reply | None, concept: Concept = SMR) -> Certificate:
    one, other = KEPT_BY[concept].sanctions
    return kept(replace(one, reply=reply), other, concept=concept)


@pytest.mark.parametrize(
    ("tampered", "found"),
    [
        (replace(KEPT_BY[GMR], focal=3), ["decision maker 3 is none of 0 to 2"]),
        (replace(KEPT_BY[GMR], state=-1), ["state -1 is none of 0 to 6"]),
        (kept(TO_1), ["the improvement of A to state 2 is left out"]),
        (kept(TO_1, TO_2, TO_2), ["the improvement to state 2 is listed more than once"]),
        (kept(TO_2, TO_1), ["the improvements are not in the order of states"]),
        (
            kept(TO_1, TO_2, Sanction(3, (Move(2, 3, 4),), None)),
            ["state 3 is no improvement of A from state 0"],
        ),
        (along(), ["nobody moves to punish the improvement to state 1"]),
        (along(Move(1, 1, 3)), ["A likes state 3 better than state 0"]),
        (along(Move(3, 1, 3)), ["decision maker 3 is none of 0 to 2"]),
        (along(Move(2, 1, 3), Move(1, 3, 5)), ["C has no move from state 1 to state 3"]),
        (along(Move(1, 1, 3), Move(1, 3, 5)), ["B moves twice in a row, to state 3 and to state 5"]),
        (along(Move(2, 3, 4)), ["C moves from state 3, though state 1 has been reached"]),
        (
            along(Move(1, 9, 3)),
            [
                "B moves from state 9, though state 1 has been reached",
                "B has no move from state 9 to state 3",
            ],
        ),
        (
            along(Move(1, 1, 3), Move(2, 3, 5), Move(0, 5, 4)),
            ["A itself moves from state 5 to state 4"],
        ),
        (
            replace(KEPT_BY[GMR], concept=SEQ),
            [
                "C moves from state 3 to state 4, which it likes no better",
                "B moves from state 2 to state 4, which it likes no better",
            ],
        ),
        (
            replace(KEPT_BY[GMR], concept=SMR),
            [
                "A mends it by moving from state 4 to state 3",
                "it does not say what A can reply from state 4",
            ]
            * 2,
        ),
        (replied(None), ["it does not say what A can reply from state 5"]),
        (replied(Reply(3, rank=3)), ["A has no move from state 5 to state 3"]),
        (replied(Reply(4, rank=1)), ["A gives state 4 the rank 0, and not 1"]),
        (
            replied(Reply(4, rank=0), SEQ),
            ["it says what A can reply from state 5, for which the concept does not ask"],
        ),
        (
            replace(KEPT_BY[SEQ], concept=NASH),
            [
                "it lists sanctions, for which Nash stability does not ask",
                "the improvement of A to state 1 is left out",
                "the improvement of A to state 2 is left out",
            ],
        ),
        (
            replace(KEPT_BY[GMR], unpunished=Unpunished(3, 0, (), None)),
            [
                "it calls state 0 unstable, and yet lists sanctions",
                "state 3 is no improvement of A from state 0",
            ],
        ),
        (
            replace(KEPT_BY[SMR], sanctions=(), unpunished=Unpunished(1, 3, (Move(1, 1, 3),), None)),
            [
                "the others punish the improvement to state 1 by coming to state 5",
                "the worst that the others can do is state 5, and not 3",
            ],
        ),
    ],
)
def test_what_is_wrong_where_a_state_is_stable_is_found(tampered: Certificate, found: list[str]) -> None:
    assert faults(KEPT, tampered) == found


def left(concept: Concept, **changed: object) -> Certificate:
    unpunished = LEFT_BY[concept].unpunished
    assert unpunished is not None
    return replace(LEFT_BY[concept], unpunished=replace(unpunished, **changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tampered", "found"),
    [
        (
            replace(LEFT_BY[NASH], unpunished=None),
            [f"the improvement of A to state {target} is left out" for target in (1, 2, 3)],
        ),
        (left(NASH, improvement=3), ["the improvement to state 2 goes unpunished as well, and comes first"]),
        (left(NASH, reached=3), ["it says what the others do, for which Nash stability does not ask"]),
        (
            left(GMR, improvement=1),
            ["the improvement to state 3 goes unpunished as well, and comes first"],
        ),
        (left(GMR, reached=None), ["the others reach from state 3 0 states, and not None"]),
        (left(GMR, reply=Reply(3, rank=3)), ["it names a reply, though nobody has moved"]),
        (
            left(GMR, path=(Move(1, 3, 4),)),
            ["B has no move from state 3 to state 4"],
        ),
        (
            replace(LEFT_BY[SMR], concept=GMR),
            [
                "the others punish the improvement to state 2 by coming to state 6",
                "it says what A can reply from state 6, for which the concept does not ask",
            ],
        ),
        (left(SMR, reached=2), ["the others reach from state 2 3 states, and not 2"]),
        (left(SMR, reply=None), ["it does not say what A can reply from state 6"]),
        (left(SEQ, path=()), ["it does not say what the others can do from state 2"]),
        (left(SEQ, path=(Move(1, 2, 4),)), ["the worst that the others can do is state 5, and not 4"]),
        (left(SEQ, path=(Move(2, 2, 6),)), ["C moves from state 2 to state 6, which it likes no better"]),
        (left(SSEQ, improvement=4), ["state 4 is no improvement of A from state 0"]),
    ],
)
def test_what_is_wrong_where_a_state_is_unstable_is_found(tampered: Certificate, found: list[str]) -> None:
    assert faults(LEFT, tampered) == found


def test_a_longer_way_to_the_worst_is_found() -> None:
    model = GraphModel([([0], [1]), ([1, 3], [2, 2]), ([1], [3])], [[0, 2, 1, 2], [0] * 4, [0] * 4])
    assert certificate(model, 0, 0, GMR).unpunished == Unpunished(1, 2, (Move(1, 1, 2),), None)
    longer = Unpunished(1, 2, (Move(2, 1, 3), Move(1, 3, 2)), None)
    tampered = Certificate(0, 0, GMR, (), longer)
    assert faults(model, tampered) == ["2 moves lead to the worst, where 1 would do"]


@given(drawn(3), st.sampled_from([GMR, SMR, SEQ, SSEQ]), st.data())
def test_of_all_short_paths_the_shortest_that_deter_pass_and_no_others(
    drew: tuple[Moves, Payoffs], concept: Concept, data: st.DataObject
) -> None:
    moves, payoffs = drew
    model, focal = model_of(moves, payoffs), data.draw(st.integers(0, len(moves) - 1))
    for one in certificates(model, focal, concept):
        if not one.sanctions:
            continue
        first, *more = one.sanctions
        paths = list(_paths(first.improvement, makers=len(moves), states=len(payoffs[0])))
        deterring = [path for path in paths if _deters(moves, payoffs, one, path)]
        least = min(map(len, deterring), default=0)
        for path in paths:
            other = Sanction(first.improvement, path, _reply(moves, payoffs, one, path[-1].target))
            found = faults(model, replace(one, sanctions=(other, *more)))
            assert (found == []) == (path in deterring and len(path) == least)


@given(drawn(4), st.sampled_from(Concept), st.data())
def test_no_verdict_can_be_turned_round(
    drew: tuple[Moves, Payoffs], concept: Concept, data: st.DataObject
) -> None:
    model, focal = model_of(*drew), data.draw(st.integers(0, len(drew[0]) - 1))
    reached = data.draw(st.none() | st.integers(0, 3))
    for one in certificates(model, focal, concept):
        if one.unpunished is not None:
            assert faults(model, replace(one, unpunished=None)) != []
        for target in range(model.states):
            claimed = Unpunished(target, reached, (), None)
            turned = replace(one, sanctions=(), unpunished=claimed)
            assert one.unpunished is not None or faults(model, turned) != []


def _paths(start: int, *, makers: int, states: int) -> Iterator[tuple[Move, ...]]:
    """Yield all sequences of one move or two that hang together, legal or not."""
    for mover, target in product(range(makers), range(states)):
        move = Move(mover, start, target)
        yield (move,)
        for second, end in product(range(makers), range(states)):
            yield (move, Move(second, target, end))


def _deters(moves: Moves, payoffs: Payoffs, one: Certificate, path: tuple[Move, ...]) -> bool:
    """Return whether moves are legal, by the others, and leave the focal one with nothing better."""
    improving, for_good = CONCEPTS[str(one.concept)] or (False, False)
    paid, end = payoffs[one.focal], path[-1].target
    return (
        all(target in moves[mover][origin] and mover != one.focal for mover, origin, target in path)
        and all(before.mover != after.mover for before, after in pairwise(path))
        and not (improving and any(payoffs[mover][to] <= payoffs[mover][of] for mover, of, to in path))
        and all(
            paid[state] <= paid[one.state] for state in {end} | (moves[one.focal][end] if for_good else set())
        )
    )


def _reply(moves: Moves, payoffs: Payoffs, one: Certificate, end: int) -> Reply | None:
    paid, own = payoffs[one.focal], moves[one.focal][end]
    if one.concept not in {SMR, SSEQ} or not own:
        return None
    best = min(own, key=lambda state: (-paid[state], state))
    return Reply(best, sorted(set(paid)).index(paid[best]))
