"""What is said of certificates that are worked out by hand, or known; the verdicts of all of them."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given

from detente.stability import GraphModel
from detente.stability.certificates import certificate, certificates, sentences
from detente.stability.certificates.said import CONCEPT_SAYS
from detente.stability.concepts import Concept
from tests.stability.certificates.worked_out import KEPT, KEPT_BY, LEFT, LEFT_BY
from tests.stability.models import CATALOG, Moves, Payoffs, catalog_model, drawn, model_of

KNOWN = {entry["id"]: catalog_model(entry) for entry in CATALOG}
COMPARED = re.compile(r"state (\d+)(?: itself)?,(?: which)? is (better|worse|only as good) for")
TWO = "A would gain by each of 2 moves, and each of them can be punished."
B_THEN_C = "From state 1 B can move to state 3, then C to"


@pytest.mark.parametrize(
    ("concept", "said"),
    [
        (
            Concept.GMR,
            [
                f"State 0 is general metarational for A: {TWO}",
                f"{B_THEN_C} state 4, which is worse for A than state 0.",
                "From state 2 B can move to state 4, which is worse for A than state 0.",
            ],
        ),
        (
            Concept.SMR,
            [
                f"State 0 is symmetric metarational for A: {TWO}",
                (
                    f"{B_THEN_C} state 5, which is worse for A than state 0; the best that A can move "
                    "to from there is state 4, which is worse for A than state 0."
                ),
                (
                    "From state 2 C can move to state 6, which is only as good for A "
                    "as state 0, and A cannot move from there."
                ),
            ],
        ),
        (
            Concept.SEQ,
            [
                f"State 0 is sequentially stable for A: {TWO}",
                f"{B_THEN_C} state 5, which is worse for A than state 0.",
                "From state 2 C can move to state 6, which is only as good for A as state 0.",
            ],
        ),
    ],
)
def test_sanctions_are_told_one_by_one(concept: Concept, said: list[str]) -> None:
    assert sentences(KEPT, KEPT_BY[concept]) == said


@pytest.mark.parametrize(
    ("concept", "said"),
    [
        (Concept.NASH, "State 0 is not Nash stable for A: A would gain by moving to state 2."),
        (
            Concept.GMR,
            (
                "State 0 is not general metarational for A: A would gain by moving to state 3, from "
                "where nobody else can move."
            ),
        ),
        (
            Concept.SMR,
            (
                "State 0 is not symmetric metarational for A: A would gain by moving to state 2, and "
                "of the 3 states that the others can reach from there even the one that leaves A "
                "least, state 6, lets A move on to state 3, which is better for A than state 0."
            ),
        ),
        (
            Concept.SEQ,
            (
                "State 0 is not sequentially stable for A: A would gain by moving to state 2, and of "
                "the 2 states that the others can reach from there by improvements of their own even "
                "the worst, state 5, is better for A than state 0."
            ),
        ),
        (
            Concept.SSEQ,
            (
                "State 0 is not symmetric sequentially stable for A: A would gain by moving to state "
                "2, and of the 2 states that the others can reach from there by improvements of their"
                " own even the one that leaves A least, state 5, is better for A than state 0."
            ),
        ),
    ],
)
def test_why_an_improvement_goes_unpunished_is_told(concept: Concept, said: str) -> None:
    assert sentences(LEFT, LEFT_BY[concept]) == [said]


@pytest.mark.parametrize(
    ("name", "focal", "state", "concept", "said"),
    [
        (
            "chicken",
            0,
            2,
            Concept.NASH,
            "State 3 is Nash stable for A: nothing that A can move to is better.",
        ),
        (
            "elmira",
            1,
            8,
            Concept.SSEQ,
            "State 9 is symmetric sequentially stable for Uniroyal: Uniroyal cannot move from there.",
        ),
        (
            "elmira",
            2,
            1,
            Concept.SEQ,
            (
                "State 2 is sequentially stable for LG: LG would gain by moving to state 6, but "
                "Uniroyal can then move to state 9, which is worse for LG than state 2."
            ),
        ),
        (
            "nobody_moves_twice_in_a_row",
            0,
            0,
            Concept.SMR,
            (
                "State 1 is not symmetric metarational for A: A would gain by moving to state 2, and "
                "the only state that the others can reach from there, state 3, is better for A than "
                "state 1."
            ),
        ),
    ],
)
def test_certificates_of_known_models_are_told(
    name: str, focal: int, state: int, concept: Concept, said: str
) -> None:
    model = KNOWN[name]
    found = certificate(model, focal, state, concept)
    assert sentences(model, found, lambda number: f"state {number + 1}") == [said]


def test_things_are_called_as_they_are_given() -> None:
    model = GraphModel([([0], [1]), ([1], [0])], [[0, 1], [0, 0]])
    found = [certificate(model, 0, 0, concept) for concept in (Concept.GMR, Concept.SMR)]
    said = [sentences(model, one, ["today", "the war (1)"], ["The EU", "the two Koreas"]) for one in found]
    assert said == [
        [
            (
                "Today is general metarational for the EU: the EU would gain by moving to the war "
                "(1), but the two Koreas can then move to today, where it began."
            )
        ],
        [
            (
                "Today is not symmetric metarational for the EU: the EU would gain by moving to the "
                "war (1), and the only state that the others can reach from there, today itself, lets"
                " the EU move on to the war (1), which is better for the EU than today."
            )
        ],
    ]


def test_a_reply_that_leads_back_is_told() -> None:
    model = GraphModel([([0, 2], [1, 0]), ([1], [2])], [[1, 2, 0], [0, 0, 0]], ["A", "B"])
    assert sentences(model, certificate(model, 0, 0, Concept.SMR)) == [
        (
            "State 0 is symmetric metarational for A: A would gain by moving to state 1, but B can "
            "then move to state 2, which is worse for A than state 0; the best that A can move to "
            "from there is state 0 itself."
        )
    ]


@pytest.mark.parametrize(
    ("number", "last"),
    [(8, "C to state 9"), (9, "after 1 more move B to state 10"), (12, "after 4 more moves C to state 13")],
)
def test_of_a_long_punishment_the_first_moves_and_the_last_are_told(number: int, last: str) -> None:
    by_b, by_c = (list(range(first, number + 1, 2)) for first in (1, 2))
    moves = [([0], [1]), *((states, [state + 1 for state in states]) for states in (by_b, by_c))]
    model = GraphModel(moves, [[1] + [2] * number + [0], [0] * (number + 2), [0] * (number + 2)], "ABC")
    [said] = sentences(model, certificate(model, 0, 0, Concept.GMR))
    begin = (
        "but B can then move to state 2, then C to state 3, then B to state 4, then C to state 5, then B to "
    )
    assert f"{begin}state 6, then C to state 7, then B to state 8, then {last}, which is worse for A" in said


def _states(first: int, stop: int) -> str:
    return ", ".join(f"state {one}" for one in range(first, stop, -1))


@pytest.mark.parametrize(
    ("improvements", "last"),
    [
        (6, "From state 1 B can move to state 7, which is only as good for A as state 0."),
        (7, "A move to state 1 can be punished too."),
        (
            15,
            f"Moves to {_states(9, 1)} and state 1 can be punished too.",
        ),
        (
            1016,
            f"Moves to {_states(1010, 1002)} and 1,002 others can be punished too.",
        ),
    ],
)
def test_of_many_improvements_those_that_are_liked_best_are_told(improvements: int, last: str) -> None:
    better, end = list(range(1, improvements + 1)), improvements + 1
    moves = [([0] * improvements, better), (better, [end] * improvements)]
    model = GraphModel(moves, [[0, *better, 0], [0] * (end + 1)], ["A", "B"])
    said = sentences(model, certificate(model, 0, 0, Concept.GMR))
    assert said[0].startswith(
        f"State 0 is general metarational for A: A would gain by each of {improvements:,} moves"
    )
    assert said[1].startswith(f"From state {improvements} B can move to state {end}, which")
    assert said[-1] == last
    assert len(said) == 7 + (improvements > 6)


@given(drawn(3))
def test_what_is_said_to_be_better_or_worse_is(drew: tuple[Moves, Payoffs]) -> None:
    model, payoffs = model_of(*drew), drew[1]
    for focal, concept in product(range(len(payoffs)), Concept):
        for one in certificates(model, focal, concept):
            said = sentences(model, one)
            verdict = (
                f"State {one.state} is {'' if one.stable else 'not '}{CONCEPT_SAYS[concept]} for {focal}: "
            )
            assert said[0].startswith(verdict)
            for state, how in COMPARED.findall(" ".join(said)):
                gain = payoffs[focal][int(state)] - payoffs[focal][one.state]
                assert how == ("better" if gain > 0 else "worse" if gain < 0 else "only as good")
