"""The chance that blocs stand as far apart as they do, if raters had been put into blocs at random."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import factorial, prod
from typing import TYPE_CHECKING

from detente.threats.agreement.level import Level
from detente.threats.agreement.ratings import read_ratings
from detente.threats.agreement.within_between import check_blocs, rater_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detente.threats.agreement.ratings import Table
    from detente.threats.agreement.within_between import Sums

__all__ = ["MOST_DIVISIONS", "bloc_permutation_p"]

MOST_DIVISIONS = 5_000
"""Above so many divisions of raters nothing is counted out: about a second."""


def bloc_permutation_p(
    ratings: Table, blocs: Sequence[str], level: Level | str, most: int = MOST_DIVISIONS
) -> Fraction | None:
    """Return the share of all divisions of the raters into blocs of these sizes that differ across as much.

    As much: the mean disagreement across blocs less that within is at least the one found. With few raters
    no division is rare: of two blocs of two, one division in three does as well as any, so that the chance
    cannot be below 1/3.

    ``ratings``: (raters, items); ``blocs``: the bloc of each rater. None where pairs within or across blocs
    are missing, be it in the division found, and where there are more than ``most`` divisions. A division
    without one sort of pair does not count.

    Raises ``ValueError`` for a table that cannot be, and where not every rater has a bloc.

    Source: P. W. Mielke and K. J. Berry, *Permutation Methods: A Distance Function Approach* (2001), with the
    disagreement of Krippendorff's alpha as distance.

    >>> bloc_permutation_p([[1, 5], [1, 4], [4, 2], [5, 2]], ["n", "n", "r", "r"], "interval")
    Fraction(1, 3)
    """
    kind = Level.of(level)
    read = read_ratings(ratings, kind)
    check_blocs(blocs, len(read.rows))
    pairs = rater_pairs(read, kind)
    seen = _excess(pairs, blocs)
    sizes = Counter(blocs).values()
    if seen is None or factorial(len(blocs)) // prod(map(factorial, sizes)) > most:
        return None
    excesses = [_excess(pairs, division) for division in _divisions(tuple(blocs))]
    counted = [one for one in excesses if one is not None]
    return Fraction(sum(one >= seen for one in counted), len(counted))


def _excess(pairs: Mapping[tuple[int, int], Sums], blocs: Sequence[str]) -> Fraction | None:
    within = [found for (one, other), found in pairs.items() if blocs[one] == blocs[other]]
    across = [found for (one, other), found in pairs.items() if blocs[one] != blocs[other]]
    inside, outside = _mean(within), _mean(across)
    return None if inside is None or outside is None else outside - inside


def _mean(sums: Sequence[Sums]) -> Fraction | None:
    weight = sum((one for _, one in sums), Fraction(0))
    return sum((one for one, _ in sums), Fraction(0)) / weight if weight else None


def _divisions(blocs: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield every different order of the blocs' names once."""
    if not blocs:
        yield ()
    for first in sorted(set(blocs)):
        rest = list(blocs)
        rest.remove(first)
        for division in _divisions(rest):
            yield (first, *division)
