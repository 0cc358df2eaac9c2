"""All wedges among packages that are written out, worst first.

Worse is, in this order: the more even split of members by number; the greater gain of the other side; the
fewer changes from today. With several signatories on the other side its gain is the sum of theirs, each as a
share of the most that the signatory could gain by a package that the other side could sign.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from detente.cohesion.wedge import Wedge, Wedges, crossed_by

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from detente.cohesion.judged import Judged
    from detente.cohesion.sizes import Sizes

__all__ = ["MOST_KINDS", "gains_of", "wedges_listed"]

MOST_KINDS = 20
"""Kinds of wedges that are named; there are no more packages than are counted beside them."""
MOST_EXACT = 2**62
"""Sums past which they are made of Python's integers."""


def wedges_listed(sizes: Sizes, judged: Judged) -> Wedges:
    """Return the kinds of wedges among packages, worst first, each with its worst package."""
    sides = sizes.sides
    accepted = np.array([judged.within(one.acceptable) for one in sides.members], dtype=np.bool_)
    proposed = judged.within(sides.other_side)
    if not len(accepted):
        return Wedges((), complete=True)
    rows = np.flatnonzero(proposed & accepted.any(axis=0) & ~accepted.all(axis=0))
    if not rows.size:
        return Wedges((), complete=True)
    ranked = rows[_worst_first(sizes, judged, rows, accepted, proposed)]
    asked = sorted(
        frozenset().union(*(one.asks for one in sides.members)), key=lambda one: (one.id, one.path)
    )
    met = np.array([judged.meet(one)[ranked] for one in asked], dtype=np.bool_)
    told = np.packbits(np.concatenate([accepted[:, ranked], met]), axis=0)
    _, first, counts = np.unique(told, axis=1, return_index=True, return_counts=True)
    order = np.argsort(first)
    found = []
    for kind in order[:MOST_KINDS].tolist():
        place = int(first[kind])
        row = int(ranked[place])
        taken = accepted[:, row].tolist()
        accepting = tuple(one for one, yes in zip(sides.members, taken, strict=True) if yes)
        rejecting = tuple(one for one, yes in zip(sides.members, taken, strict=True) if not yes)
        unmet = {one: not bool(yes) for one, yes in zip(asked, met[:, place], strict=True)}
        found.append(
            Wedge(
                judged.valued.domain.named(judged.packages[row].tolist()),
                accepting,
                rejecting,
                crossed_by(sides, rejecting, unmet),
                gains_of(sizes, judged, row),
                int(counts[kind]),
            )
        )
    return Wedges(tuple(found), complete=len(order) <= MOST_KINDS)


def _worst_first(
    sizes: Sizes,
    judged: Judged,
    rows: NDArray[np.intp],
    accepted: NDArray[np.bool_],
    proposed: NDArray[np.bool_],
) -> NDArray[np.intp]:
    """Return an order of packages, given by their rows, from the worst wedge to the least."""
    sides = sizes.sides
    members = np.array([len(one.parties) for one in sides.members])
    accepting = members @ accepted[:, rows]
    smaller = np.minimum(accepting, sides.size - accepting)
    today = np.array(judged.valued.domain.today, dtype=np.int64)
    changes = (judged.packages[rows] != today).sum(axis=1)
    gain = _gain(sizes, judged, rows, proposed)
    return np.lexsort((rows, changes, _ranks(-gain), -smaller))


def _ranks(values: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return the place of each value among the distinct ones; Python's integers are no array's to sort."""
    return np.unique(values, return_inverse=True)[1].reshape(-1)


def _gain(
    sizes: Sizes, judged: Judged, rows: NDArray[np.intp], proposed: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return the gain of the other side by packages, in steps that are the same for all of them."""
    columns = [judged.valued.column_to(key) for key in sizes.sides.outside.signatories]
    own = [judged.values[:, column] for column in columns]
    if len(own) == 1:
        return own[0][rows]
    walk_away = sizes.sides.outside.walk_away
    total = np.zeros(len(rows), dtype=object)
    most: list[tuple[NDArray[np.int64], Fraction]] = []
    for key, column, worth in zip(walk_away, columns, own, strict=True):
        unit = judged.valued.domain.units[column]
        ideal = int(worth[proposed].max()) * unit - walk_away[key]
        if ideal > 0:
            most.append((worth[rows], unit / ideal))
    scale = math.lcm(*(factor.denominator for _, factor in most))
    for worth, factor in most:
        total += worth.astype(object) * int(factor * scale)
    largest = max((abs(one) for one in total), default=0)
    return total.astype(np.int64) if largest < MOST_EXACT else total


def gains_of(sizes: Sizes, judged: Judged, row: int) -> dict[str, Fraction]:
    """Return what a package adds to no agreement for each signatory on the other side."""
    outside, valued = sizes.sides.outside, judged.valued
    found = {}
    for key in outside.signatories:
        column = valued.column_to(key)
        value = int(judged.values[row, column]) * valued.domain.units[column]
        found[key] = value - outside.walk_away[key]
    return found
