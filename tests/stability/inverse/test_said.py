"""Changes of preferences in sentences."""

from __future__ import annotations

import numpy as np

from detente.stability import GraphModel
from detente.stability.concepts import Concept
from detente.stability.examples import DILEMMA
from detente.stability.inverse import LeastSwaps, OutOfReach, changes_said, least_swaps, statement_moves
from tests.stability.models import model_of

MODEL = model_of([[{1, 2, 3}, set(), set(), set()]], [[0, 1, 2, 3]])


def test_pairs_and_halves_are_told_by_name() -> None:
    found = LeastSwaps(MODEL, 0, Concept.NASH, 0, np.array([[2, 0, 1, 2]], dtype=np.int32), (5,), 5)
    assert changes_said(found, ["w", "x", "y", "z"]) == [
        "It takes 2½ swaps to make w Nash stable for 0: 2½ of 0. No smaller change does.",
        "0 would have to like w better than x, like w better than y and like w as much as z.",
    ]


def test_many_pairs_are_counted() -> None:
    long = GraphModel([([0], [11])], [range(12)])
    assert changes_said(least_swaps(long, 0, "nash", new_ties=False))[1].endswith(
        "like state 0 better than state 8 and change 3 more pairs."
    )


def test_no_change_is_said_to_be_none() -> None:
    assert changes_said(least_swaps(DILEMMA, 3, "nash")) == [
        "It takes no change to make state 3 Nash stable for all."
    ]


def test_bounds_are_said() -> None:
    found = least_swaps(MODEL, 0, "nash", seconds=0.0)
    assert changes_said(found)[0] == (
        "It takes 2½ swaps to make state 0 Nash stable for all: 2½ of 0. Whether less does is not known; it"
        " takes ½ swap at least."
    )


def test_why_there_is_none_is_said() -> None:
    assert changes_said(OutOfReach("row would leave it", proved=True)) == [
        "No change makes it stable: row would leave it."
    ]
    assert changes_said(OutOfReach("none was found in the time allowed", proved=False)) == [
        "No change is known that makes it stable: none was found in the time allowed."
    ]


def test_statements_are_told_by_name_in_their_new_order() -> None:
    table = np.array([[0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0]]) > 0
    model = model_of([[{1, 2}, set(), set(), set()]], [[0] * 4])
    assert changes_said(statement_moves(model, [table], 0, "nash"), statements=[["p", "q", "r"]]) == [
        "It takes 1 move to make state 0 Nash stable for all: 1 of 0. No smaller change does.",
        "0 would have to move r to another place, which gives this order, the most important first: r, p, q.",
    ]
    assert changes_said(statement_moves(model, [table], 0, "nash", step="swap"))[1] == (
        "0 would have to bring its statements to this order, the most important first: statement 2,"
        " statement 0, statement 1."
    )
