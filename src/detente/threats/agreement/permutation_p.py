"""The exact chance of a W as great as was found, if each rater had ordered the items at random."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import factorial, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.threats.agreement.kendall_w import Concordance

__all__ = ["MOST_STEPS", "permutation_p"]

MOST_STEPS = 300_000
"""Above so many steps no exact chance is counted: about a second."""


def permutation_p(found: Concordance, most: int = MOST_STEPS) -> Fraction | None:
    """Return the share of all orders, one by each rater, with at least the W that was found.

    Each rater keeps its ties, and gives its ranks to the items in any order with the same chance. The law of
    the sums of ranks is the same for every item, so that sums which differ in the order of items alone are
    counted as one; raters are added one by one.

    None where W is undefined, and where it would take more than ``most`` steps: sums so far times orders of
    the next rater.

    Source: M. G. Kendall and B. Babington Smith, "The problem of m rankings", Annals of Mathematical
    Statistics 10 (1939), who counted out their tables in this way.

    >>> from detente.threats.agreement.kendall_w import kendall_w
    >>> permutation_p(kendall_w([[1, 2, 3], [1, 2, 3], [1, 2, 3]]))
    Fraction(1, 36)
    """
    if found.value is None:
        return None
    # Doubled, all ranks are whole numbers.
    rows = [[int(2 * rank) for rank in row] for row in found.ranks]
    seen = sum(sum(item) ** 2 for item in zip(*rows, strict=True))
    sums = {tuple(sorted(rows[0])): 1}
    for row in rows[1:]:
        most -= len(sums) * _number_of_orders(row)
        if most < 0:
            return None
        orders = list(_orders(row))
        after: Counter[tuple[int, ...]] = Counter()
        for before, ways in sums.items():
            for order in orders:
                after[tuple(sorted(map(int.__add__, before, order)))] += ways
        sums = dict(after)
    # The sum of all ranks is fixed, so that W grows with the sum of squares.
    reached = sum(ways for final, ways in sums.items() if sum(one * one for one in final) >= seen)
    return Fraction(reached, sum(sums.values()))


def _number_of_orders(row: Sequence[int]) -> int:
    return factorial(len(row)) // prod(map(factorial, Counter(row).values()))


def _orders(row: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield every different order once, so that ties cost nothing."""
    if not row:
        yield ()
    for first in sorted(set(row)):
        rest = list(row)
        rest.remove(first)
        for order in _orders(rest):
            yield (first, *order)
