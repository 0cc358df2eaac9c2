"""Kendall's coefficient of concordance W: how far raters put items into the same order."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.threats.agreement.average_ranks import average_ranks, tie_sizes
from detente.threats.agreement.ratings import read_ratings
from detente.threats.agreement.undefined import Undefined

if TYPE_CHECKING:
    from detente.threats.agreement.ratings import Table

__all__ = ["Concordance", "kendall_w", "kendall_w_of_ranks"]


@dataclass(frozen=True)
class Concordance:
    """W, or None and the reason.

    ``items``: the columns that count, those answered by all; ``ranks``: (raters, items) over these alone, 1
    for the least answer, ties sharing their mean; ``mean_ranks``: of each of these items.
    """

    value: Fraction | None
    reason: Undefined | None
    items: tuple[int, ...]
    ranks: tuple[tuple[Fraction, ...], ...]
    mean_ranks: tuple[Fraction, ...]

    @property
    def squares(self) -> Fraction:
        """The sum of squared deviations of the items' sums of ranks from their mean, often written s."""
        raters, centre = len(self.ranks), Fraction(len(self.ranks) * (len(self.items) + 1), 2)
        return sum(((raters * mean - centre) ** 2 for mean in self.mean_ranks), Fraction(0))


def kendall_w(ratings: Table) -> Concordance:
    """Return W = 12 s / (m^2 (n^3 - n) - m T) for m raters and n items, from answers that have an order.

    T is the sum of t^3 - t over all groups of t items that a rater ties. 1: all put the items into the same
    order; 0: all items have the same mean rank.

    ``ratings``: (raters, items). W knows no gaps: an item that one rater left out is left out for all, and
    ``items`` says which remain. Always exact. None for one rater, for fewer than two items, and where every
    rater ties all of them.

    Raises ``ValueError`` for a table that cannot be.

    Sources: M. G. Kendall and B. Babington Smith, "The problem of m rankings", Annals of Mathematical
    Statistics 10 (1939); ties as in S. Siegel, *Nonparametric Statistics* (1956), ch. 9.

    >>> found = kendall_w([[10, 20, 30], [1, 2, 2], [5, 4, 9]])
    >>> found.value, [str(mean) for mean in found.mean_ranks]
    (Fraction(7, 11), ['4/3', '11/6', '17/6'])
    """
    rows = read_ratings(ratings, "ordinal").numbers
    items = tuple(number for number, item in enumerate(zip(*rows, strict=True)) if None not in item)
    complete = [[one for item in items if (one := row[item]) is not None] for row in rows]
    ranks = tuple(map(average_ranks, complete))
    means = tuple(sum(item, Fraction(0)) / len(rows) for item in zip(*ranks, strict=True))
    found = Concordance(None, None, items, ranks, means)
    raters, count = len(rows), len(items)
    ties = sum(size**3 - size for row in complete for size in tie_sizes(row))
    most = raters**2 * (count**3 - count) - raters * ties
    if raters == 1:
        reason = Undefined.ONE_RATER
    elif count < 2:  # noqa: PLR2004 - an order takes two
        reason = Undefined.FEW_ITEMS
    elif not most:
        reason = Undefined.ALL_TIED
    else:
        return Concordance(12 * found.squares / most, None, items, ranks, means)
    return Concordance(None, reason, items, ranks, means)


def kendall_w_of_ranks(ranks: Table) -> Concordance:
    """Return W from ranks, which are checked: each row ranks all items, and ties share the mean rank.

    ``ranks``: (raters, items). Rank 1 may be the best or the worst, as long as it is so for all raters.

    Raises ``ValueError`` for a row that is no ranking.

    >>> kendall_w_of_ranks([[1, 2, 3], [1, 3, 2]]).value
    Fraction(3, 4)
    """
    for number, row in enumerate(read_ratings(ranks, "ordinal").numbers, 1):
        given = [rank for rank in row if rank is not None]
        if len(given) < len(row) or tuple(given) != average_ranks(given):
            raise ValueError(
                f"rater {number} gives no ranking: ranks run from 1 to {len(row)}, and ties share the mean "
                "of their ranks"
            )
    return kendall_w(ranks)
