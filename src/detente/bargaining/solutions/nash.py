"""The Nash bargaining solution on a finite set of packages."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.bargaining.solutions.gains import Gains

__all__ = ["largest_gaining_sets", "nash"]


def nash(gains: Gains) -> NDArray[np.intp]:
    """Return the packages with the greatest product of gains, all ties.

    Only packages that leave nobody below no agreement count, so two losses never make a gain. Where no
    package leaves everyone strictly better off, the product is taken over the largest set of signatories
    that can gain together; where several sets are largest, each gives its own maximum.

    The result is unchanged when one signatory's points are rescaled. Shape: (ties,), row numbers.

    Source: J. F. Nash, "The bargaining problem", Econometrica 18 (1950); for finite sets, M. Mariotti,
    "Nash bargaining theory when the number of alternatives can be finite", Social Choice and Welfare 15
    (1998).

    >>> from fractions import Fraction
    >>> from detente.bargaining.solutions.gains import Gains
    >>> nash(Gains(np.array([[4, 1], [2, 3], [3, 2], [-5, -5]]), (Fraction(1),) * 2)).tolist()
    [1, 2]
    """
    found: list[NDArray[np.intp]] = []
    for rows, columns in largest_gaining_sets(gains):
        steps = gains.steps[np.ix_(rows, columns)]
        if not columns.size:
            found.append(rows)
            continue
        score = np.log(steps.astype(float)).sum(axis=1)
        # Floating point only narrows the field; the products are compared as exact integers.
        close = np.flatnonzero(score >= score.max() - 1e-9 * max(1.0, abs(float(score.max()))))
        products = [math.prod(row) for row in steps[close].tolist()]
        best = max(products)
        found.append(rows[close[[product == best for product in products]]])
    return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.intp)


def largest_gaining_sets(gains: Gains) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Return, for each largest set of signatories that can gain together, the packages in which they do.

    Each entry holds row numbers and the columns that gain in all of them; only packages that leave nobody
    below no agreement count. Without such a package the list is empty.
    """
    rational = np.flatnonzero(gains.rational)
    if not rational.size:
        return []
    gaining = gains.steps[rational] > 0
    most = gaining.sum(axis=1)
    largest = np.flatnonzero(most == most.max())
    sets, which = np.unique(gaining[largest], axis=0, return_inverse=True)
    return [
        (rational[largest[which.reshape(-1) == index]], np.flatnonzero(columns))
        for index, columns in enumerate(sets)
    ]
