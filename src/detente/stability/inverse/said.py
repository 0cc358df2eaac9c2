"""Changes of preferences in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, joined
from detente.stability.inverse.changes import OutOfReach
from detente.stability.inverse.statement_changes import StatementMoves
from detente.stability.inverse.statement_orders import Step, moved_statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.stability.inverse.changes import ChangedPair, LeastSwaps

__all__ = ["changes_said"]

MOST_LISTED = 8
"""Pairs of states that a sentence names."""
CONCEPTS = {
    "nash": "Nash stable",
    "gmr": "general metarational",
    "smr": "symmetric metarational",
    "seq": "sequentially stable",
    "sseq": "symmetric sequentially stable",
}


def changes_said(
    found: LeastSwaps | StatementMoves | OutOfReach,
    states: Sequence[str] | None = None,
    statements: Sequence[Sequence[str] | None] | None = None,
) -> list[str]:
    """Return what has to be preferred for a state to last, in sentences: the whole, then each decision maker.

    ``states``: what they are called; "state" with its number where none are given. ``statements``: what those
    of each decision maker are called; "statement" with its number likewise.

    >>> from detente.stability.examples import DILEMMA
    >>> from detente.stability.inverse import least_swaps
    >>> found = least_swaps(DILEMMA, 0, "nash")
    >>> for sentence in changes_said(found, ["both silent", "column speaks", "row speaks", "both speak"]):
    ...     print(sentence)
    It takes 1 swap to make both silent Nash stable for all: ½ of row and ½ of column. No smaller change does.
    Row would have to like both silent as much as row speaks.
    Column would have to like both silent as much as column speaks.
    """
    if isinstance(found, OutOfReach):
        none = "No change makes it stable" if found.proved else "No change is known that makes it stable"
        return [f"{none}: {found.reason}."]
    called = [f"state {one}" for one in range(found.model.states)] if states is None else list(states)
    makers = found.model.decision_makers
    whom = "all" if found.focal is None else makers[found.focal]
    stable = f"{called[found.state]} {CONCEPTS[str(found.concept)]} for {whom}"
    if isinstance(found, StatementMoves):
        counts, unit = [2 * steps for steps in found.steps], str(found.step)
    else:
        counts, unit = list(found.half_swaps), "swap"
    if not sum(counts):
        return [f"It takes no change to make {stable}."]
    parts = [f"{_halves(count)} of {name}" for name, count in zip(makers, counts, strict=True) if count]
    least = "No smaller change does." if found.proved_minimal else _bounded(found, unit)
    first = f"It takes {_counted(sum(counts), unit)} to make {stable}: {joined(parts)}. {least}"
    if isinstance(found, StatementMoves):
        return [first, *_orders_said(found, statements, makers)]
    return [first, *_pairs_said(found, called, makers)]


def _bounded(found: LeastSwaps | StatementMoves, unit: str) -> str:
    halves = 2 * found.at_least if isinstance(found, StatementMoves) else found.at_least
    return f"Whether less does is not known; it takes {_counted(halves, unit)} at least."


def _pairs_said(found: LeastSwaps, called: Sequence[str], names: Sequence[str]) -> list[str]:
    said = []
    for maker, name in enumerate(names):
        pairs = [_pair(pair, called) for pair in found.changed if pair.maker == maker]
        more = len(pairs) - MOST_LISTED
        if pairs:
            listed = [*pairs[:MOST_LISTED], *([f"change {more} more pairs"] if more > 0 else [])]
            said.append(f"{capitalised(name)} would have to {joined(listed)}.")
    return said


def _pair(pair: ChangedPair, called: Sequence[str]) -> str:
    risen, fallen = called[pair.risen], called[pair.fallen]
    return f"like {risen} better than {fallen}" if pair.after else f"like {risen} as much as {fallen}"


def _orders_said(
    found: StatementMoves, statements: Sequence[Sequence[str] | None] | None, names: Sequence[str]
) -> list[str]:
    said = []
    for maker, (name, order) in enumerate(zip(names, found.orders, strict=True)):
        if order is None or not found.steps[maker]:
            continue
        given = None if statements is None else statements[maker]
        called = [f"statement {one}" if given is None else given[one] for one in range(len(order))]
        moves = (
            f"move {joined([called[one] for one in moved_statements(order)])} to another place, which gives"
        )
        does = moves if found.step is Step.MOVE else "bring its statements to"
        order_said = ", ".join(called[one] for one in order)
        said.append(
            f"{capitalised(name)} would have to {does} this order, the most important first: {order_said}."
        )
    return said


def _counted(halves: int, unit: str) -> str:
    return f"{_halves(halves)} {unit}{'' if halves <= 2 else 's'}"  # noqa: PLR2004 - one whole is two halves


def _halves(halves: int) -> str:
    """Return a number of halves in print.

    >>> _halves(1), _halves(2), _halves(5)
    ('½', '1', '2½')
    """
    whole, half = divmod(halves, 2)
    return f"{whole or ('' if half else 0)}{'½' if half else ''}"
