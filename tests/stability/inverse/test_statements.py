"""The fewest moves of statements, against all orders of them, and what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.stability import analyse
from detente.stability.examples import DILEMMA
from detente.stability.inverse import OutOfReach, StatementMoves, statement_choices, statement_moves
from detente.stability.inverse.statement_orders import Step, moved_statements
from detente.stability.preferences.option_prioritising import option_prioritising
from tests.stability.enumeration import CONCEPTS, Moves, Payoffs, stable
from tests.stability.inverse.neighbours import Order, fewest, order_distance
from tests.stability.models import drawn, model_of

ORDERS_OF_FIVE = set(order_distance(5, "move"))
Tables = list[list[list[bool]]]


def payoffs_of(table: list[list[bool]], order: Order) -> list[int]:
    """Return what each state is worth where each statement is worth more than all after it."""
    weights = [2 ** (len(order) - place) for place in range(len(order))]
    return [
        sum(weight for weight, one in zip(weights, order, strict=True) if table[one][state])
        for state in range(len(table[0]))
    ]


@given(drawn(5), st.sampled_from(sorted(CONCEPTS)), st.sampled_from(["move", "swap"]), st.data())
def test_no_fewer_steps_do_it_than_those_found(
    model: tuple[Moves, Payoffs], concept: str, step: str, data: st.DataObject
) -> None:
    moves, payoffs = model[0][:2], model[1][:2]
    states, makers = len(payoffs[0]), range(len(moves))
    size = data.draw(st.integers(1, 3))
    tables: Tables = [
        [
            [bool(data.draw(st.integers(0, 2**states - 1)) >> one & 1) for one in range(states)]
            for _ in range(size)
        ]
        for _ in makers
    ]
    given_tables = [table if data.draw(st.booleans()) else None for table in tables]
    state = data.draw(st.integers(0, states - 1))
    found = statement_moves(model_of(moves, payoffs), given_tables, state, concept, step=step)

    def does_it(orders: list[Order]) -> bool:
        paid = [
            payoffs[maker] if table is None else payoffs_of(table, order)
            for maker, (table, order) in enumerate(zip(given_tables, orders, strict=True))
        ]
        return all(stable(moves, paid, focal, state, concept) for focal in makers)

    choices = [order_distance(0 if table is None else size, step) for table in given_tables]
    least = fewest(choices, does_it)  # type: ignore[arg-type]
    if isinstance(found, OutOfReach):
        assert least is None
        assert found.proved
    else:
        assert found.proved_minimal
        assert sum(found.steps) == least
        assert does_it([order or () for order in found.orders])
        for table, order, steps in zip(given_tables, found.orders, found.steps, strict=True):
            assert (order is None) == (table is None)
            assert order is None or (steps, order) in order_distance(size, step)


@given(st.permutations(range(5)))
def test_moved_statements_are_as_few_as_can_be(order: list[int]) -> None:
    moved = moved_statements(order)
    kept = [one for one in order if one not in moved]
    assert kept == sorted(kept)
    assert (len(moved), tuple(order)) in ORDERS_OF_FIVE


@given(st.lists(st.lists(st.booleans(), min_size=5, max_size=5), max_size=4))
def test_a_statement_weighs_more_than_all_after_it(rows: list[list[bool]]) -> None:
    ranks = option_prioritising(np.array(rows, dtype=np.bool_).reshape(len(rows), 5))
    worth = payoffs_of(rows, tuple(range(len(rows)))) if rows else [0] * 5
    assert ranks.tolist() == [sorted(set(worth)).index(one) for one in worth]


def test_steps_past_those_looked_at_are_not_said_to_be_the_fewest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A construction: the last of three statements has to come first, by two swaps; one is looked at."""
    table = np.array([[0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0]]) > 0
    model = model_of([[{1, 2}, set(), set(), set()]], [[0] * 4])
    found = statement_moves(model, [table], 0, "nash", step=Step.SWAP)
    assert isinstance(found, StatementMoves)
    assert (found.orders, found.steps, found.at_least) == (((2, 0, 1),), (2,), 2)
    monkeypatch.setattr(statement_choices, "MOST_ORDERS", 3)
    missed = statement_moves(model, [table], 0, "nash", step=Step.SWAP)
    assert missed == OutOfReach("none of the orders looked at leads 0 to stay", proved=False)


def test_statements_may_only_make_a_sanction_an_improvement() -> None:
    """A construction: both orders of b put states 1 and 2 above 0; only the second puts 2 above 1."""
    model = model_of([[{1}, set(), set()], [set(), {2}, set()]], [[1, 2, 0], [0, 0, 0]])
    found = statement_moves(model, [None, [[False, True, False], [False, False, True]]], 0, "seq")
    assert isinstance(found, StatementMoves)
    assert (found.orders, found.steps, found.proved_minimal) == ((None, (1, 0)), (0, 1), True)


def test_that_no_order_does_it_is_proved_by_looking_at_all() -> None:
    """A construction: state 0 meets no statement, and state 1 the last, in whatever order they are."""
    table = np.zeros((5, 2), dtype=np.bool_)
    table[4, 1] = True
    assert math.factorial(7) == statement_choices.MOST_ORDERS
    found = statement_moves(model_of([[{1}, set()]], [[0, 0]]), [table], 0, "nash")
    assert found == OutOfReach("no order of the statements leads 0 to stay", proved=True)


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        ([None], "there are statements of 1 decision makers, and moves of 2"),
        ([None, [[True, False]]], "statements of column are a table of True and False"),
        ([None, [[1, 0, 0, 0]]], "statements of column are a table of True and False"),
        ([[True, False, True, False], None], "statements of row are a table of True and False"),
    ],
)
def test_statements_that_do_not_fit_are_refused(statements: list[list[list[bool]] | None], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        statement_moves(DILEMMA, statements, 0, "nash")


def test_a_model_that_was_analysed_before_has_no_say_in_what_statements_give() -> None:
    """A construction: one moves freely among three states, and its one statement puts 0 above the others."""
    model = model_of([[{1, 2}, {0, 2}, {0, 1}]], [[0, 1, 2]])
    assert analyse(model).equilibria["nash"].tolist() == [False, False, True]
    found = statement_moves(model, [[[True, False, False]]], 1, "nash")
    assert found == OutOfReach("no order of the statements leads 0 to stay", proved=True)
