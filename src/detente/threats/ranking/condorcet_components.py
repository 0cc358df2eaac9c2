"""Groups of alternatives that majorities order without doubt, by the extended Condorcet criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["condorcet_components", "ordered_groups"]


def condorcet_components(margins: NDArray[np.int64]) -> tuple[tuple[int, ...], ...]:
    """Return the finest groups such that each member of an earlier one beats each member of a later one.

    Every Kemeny order has the groups in this order: were a member of a later group right above one of an
    earlier group, exchanging the two would gain votes. So the groups can be ordered one by one (Truchon
    1998). They are the strongly connected components of the graph in which a leads to b where at least as
    many votes put a above b as below.

    ``margins``: (n, n), antisymmetric, votes for the row over the column less those against. Within a group
    the alternatives stand by number.

    Source: M. Truchon, *An extension of the Condorcet criterion and Kemeny orders*, cahier 9813, Université
    Laval (1998).

    >>> condorcet_components(np.array([[0, 1, -1, 3], [-1, 0, 1, 3], [1, -1, 0, 3], [-3, -3, -3, 0]]))
    ((0, 1, 2), (3,))
    """
    return ordered_groups(margins > 0)


def ordered_groups(above: NDArray[np.bool_]) -> tuple[tuple[int, ...], ...]:
    """Return the finest groups such that each member of an earlier one is above each member of a later one.

    Where k of n are above all others, each of them is above n - k at least, and each other above fewer, as no
    two are above each other. So only the first k by the number that they are above need be looked at.

    ``above``: (n, n), whether the row is above the column, which two are not of each other.

    >>> ordered_groups(np.array([[False, False, True], [False, False, True], [False, False, False]]))
    ((0, 1), (2,))
    """
    by_number = np.argsort(-above.sum(axis=1), kind="stable")
    arranged = above[np.ix_(by_number, by_number)]
    found, start = [], 0
    for end in range(1, len(above) + 1):
        if arranged[start:end, end:].all():
            found.append(tuple(sorted(by_number[start:end].tolist())))
            start = end
    return tuple(found)
