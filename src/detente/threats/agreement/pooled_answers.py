"""One answer of each bloc to each item: the median or the mean of its raters' answers."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.threats.agreement.ratings import read_ratings
from detente.threats.agreement.within_between import check_blocs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.threats.agreement.ratings import Table

__all__ = ["Pool", "pooled_answers"]


class Pool(Enum):
    """How answers become one."""

    MEDIAN = "median"
    MEAN = "mean"

    def __str__(self) -> str:
        return self.value

    @classmethod
    def of(cls, pool: Pool | str) -> Pool:
        """Return the pool of a name; raises ``ValueError`` for any other name.

        >>> print(Pool.of("mean"))
        mean
        """
        try:
            return cls(pool)
        except ValueError:
            raise ValueError(f"answers are pooled by their median or their mean, not by {pool!r}") from None


def pooled_answers(
    ratings: Table, blocs: Sequence[str], pool: Pool | str = Pool.MEDIAN
) -> dict[str, tuple[Fraction | None, ...]]:
    """Return each bloc's answer to each item, of those of its raters who answered; None where nobody did.

    ``ratings``: (raters, items), numbers; ``blocs``: the bloc of each rater. The median of an even number of
    answers is the mean of the two in the middle, which may lie between two steps of an ordinal scale.

    Raises ``ValueError`` for a table or a pool that cannot be, and where not every rater has a bloc.

    >>> pooled_answers([[1, 5], [2, None], [4, None]], ["nato", "nato", "russia"])
    {'nato': (Fraction(3, 2), Fraction(5, 1)), 'russia': (Fraction(4, 1), None)}
    """
    how = Pool.of(pool)
    rows = read_ratings(ratings, "ordinal").numbers
    check_blocs(blocs, len(rows))
    found = {}
    for bloc in dict.fromkeys(blocs):
        own = [row for row, other in zip(rows, blocs, strict=True) if other == bloc]
        found[bloc] = tuple(
            _pooled([one for one in item if one is not None], how) for item in zip(*own, strict=True)
        )
    return found


def _pooled(answers: Sequence[Fraction], pool: Pool) -> Fraction | None:
    if not answers:
        return None
    if pool is Pool.MEAN:
        return sum(answers, Fraction(0)) / len(answers)
    ordered = sorted(answers)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
