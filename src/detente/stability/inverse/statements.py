"""The fewest moves of statements in their orders of importance that make a state an equilibrium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.stability.concepts import Concept
from detente.stability.inverse.changes import OutOfReach
from detente.stability.inverse.is_stable import is_stable
from detente.stability.inverse.question import asked_of
from detente.stability.inverse.statement_changes import StatementMoves
from detente.stability.inverse.statement_choices import StatementChoices
from detente.stability.inverse.statement_orders import Step
from detente.stability.inverse.statement_search import nearest_choices
from detente.stability.preferences.option_prioritising import option_prioritising

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.inverse.statement_choices import Choice

__all__ = ["statement_moves"]


def statement_moves(  # noqa: PLR0913 - what is asked for, and what may change
    model: GraphModel,
    statements: Sequence[npt.ArrayLike | None],
    state: int,
    concept: Concept | str,
    *,
    focal: int | None = None,
    step: Step | str = Step.MOVE,
) -> StatementMoves | OutOfReach:
    """Return the fewest moves of statements by which a state is an equilibrium, or why there are none.

    ``statements``: for each decision maker what is true of which state, (statements, states), the most
    important first: of two states that one is better for which the first statement is true that tells them
    apart. None stands for who keeps its ranks in the model. ``state``, ``focal``: as for ``least_swaps``.
    ``step``: what counts as one: ``move`` takes one statement to any other place, as analysts do in a list;
    ``swap`` lets two neighbours change places, which counts how far each goes.

    For Nash, general and symmetric metarationality each decision maker is looked at alone, else all together.
    Orders are gone through by rising number of steps, so that the first that does it takes the fewest. All
    orders are looked at of up to 7 statements of each (``MOST_ORDERS``), and for the sequential concepts
    up to ``MOST_TRIED`` choices of all; past that, the result says what is proved.

    Raises ``ValueError`` for states, decision makers and statements that do not fit the model.

    Sources: for statements K. W. Hipel, D. M. Kilgour, L. Fang and X. Peng, "The decision support system GMCR
    in environmental conflict management", Applied Mathematics and Computation 83 (1997); for the question R.
    A. Kinsara, D. M. Kilgour and K. W. Hipel, "Inverse approach to the graph model for conflict resolution",
    IEEE Transactions on Systems, Man, and Cybernetics: Systems 45 (2015).

    >>> from detente.stability.examples import DILEMMA
    >>> row, column = np.array([[0, 0, 1, 1], [0, 1, 0, 1]]) > 0  # who speaks
    >>> stated = [[~column, row, row == column], [~row, column, row == column]]
    >>> found = statement_moves(DILEMMA, stated, 0, "nash")
    >>> found.orders, found.steps, found.proved_minimal
    (((0, 2, 1), (0, 2, 1)), (1, 1), True)
    """
    concept, step = Concept(concept), Step(step)
    tables = _read(model, statements)
    rows = [
        model.ranks[maker] if maker not in tables else option_prioritising(tables[maker])
        for maker in range(len(model.moves))
    ]
    stated = model.with_payoffs(np.stack(rows))
    focals, _ = asked_of(model, state, focal, None)
    ranks, steps, at_least = stated.ranks.copy(), [0] * len(rows), 0
    orders = [tuple(range(len(tables[maker]))) if maker in tables else None for maker in range(len(rows))]

    for part in [focals] if concept.improving else [[one] for one in focals]:
        changing = [one for one in tables if concept.improving or one in part]
        choices = {one: StatementChoices(tables[one], model.moves[one], state, step) for one in changing}
        farthest = {one: _farthest(len(tables[one]), step) for one in changing}

        def does_it(picked: Mapping[int, Choice], part: Sequence[int] = part) -> bool:
            tried = stated.ranks.copy()
            for maker, (_, row) in picked.items():
                tried[maker] = row
            return is_stable(model.with_payoffs(tried), state, concept, part)

        found = nearest_choices(choices, farthest, does_it)
        at_least += found.at_least
        if found.chosen is None:
            return _none(model, part, proved=found.exhausted)
        for maker, ((order, row), taken) in found.chosen.items():
            orders[maker], ranks[maker], steps[maker] = order, row, taken
    if not is_stable(model.with_payoffs(ranks), state, concept, focals):
        raise AssertionError("orders were found by which the state is not stable")
    return StatementMoves(stated, state, concept, focal, step, tuple(orders), ranks, tuple(steps), at_least)


def _read(model: GraphModel, statements: Sequence[npt.ArrayLike | None]) -> dict[int, npt.NDArray[np.bool_]]:
    if len(statements) != len(model.moves):
        raise ValueError(
            f"there are statements of {len(statements)} decision makers, and moves of {len(model.moves)}"
        )
    tables: dict[int, npt.NDArray[np.bool_]] = {}
    for maker, rows in enumerate(statements):
        if rows is None:
            continue
        table = np.asarray(rows)
        if table.ndim != 2 or table.shape[1] != model.states or table.dtype != np.bool_:  # noqa: PLR2004 - a table
            raise ValueError(
                f"statements of {model.decision_makers[maker]} are a table of True and False: a row for each"
                f" statement, a column for each of the {model.states} states"
            )
        tables[maker] = table
    return tables


def _farthest(statements: int, step: Step) -> int:
    return max(statements - 1, 0) if step is Step.MOVE else statements * (statements - 1) // 2


def _none(model: GraphModel, part: Sequence[int], *, proved: bool) -> OutOfReach:
    who = f"{model.decision_makers[part[0]]} to stay" if len(part) == 1 else "everybody to stay"
    return OutOfReach(
        f"no order of the statements leads {who}" if proved else f"none of the orders looked at leads {who}",
        proved=proved,
    )
