"""Whether raters differ more across blocs than within them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from detente.threats.agreement.coincidence_matrix import coincidence_matrix
from detente.threats.agreement.krippendorff_alpha import expected_disagreement, krippendorff_alpha
from detente.threats.agreement.level import Level
from detente.threats.agreement.ratings import read_ratings
from detente.threats.agreement.squared_difference import squared_differences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.threats.agreement.krippendorff_alpha import Alpha
    from detente.threats.agreement.ratings import Number, Ratings, Table

__all__ = ["Pairs", "WithinBetween", "check_blocs", "rater_pairs", "within_between"]

Sums = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Pairs:
    """Pairs of raters of one sort.

    ``disagreement``: their mean squared difference on items that both answered; ``share``: of the weight of
    all pairs; ``alpha``: 1 - this disagreement / the expected one of all answers. The first and the last are
    None where there is no such pair, the last also where all answers are equal.
    """

    disagreement: Number | None
    share: Number
    alpha: Number | None


@dataclass(frozen=True)
class WithinBetween:
    """Observed disagreement by pairs of raters: ``within`` a bloc, ``between`` blocs, and bloc by bloc.

    ``of``: by two blocs in the order in which they first occur, or by one bloc twice; ``whole``: the alpha
    of all raters.
    """

    whole: Alpha
    within: Pairs
    between: Pairs
    of: Mapping[tuple[str, str], Pairs]

    @property
    def further_across(self) -> bool | None:
        """Whether pairs across blocs differ more than pairs within; None where there is only one sort."""
        if self.within.disagreement is None or self.between.disagreement is None:
            return None
        return self.between.disagreement > self.within.disagreement


def within_between(ratings: Table, blocs: Sequence[str], level: Level | str) -> WithinBetween:
    """Split the disagreement that alpha observes into that of pairs within blocs and of pairs across them.

    Alpha weighs a pair of answers to item u by 1 / (m(u) - 1), with m(u) answers there. The same weights are
    used here, and the same squared differences, those of all answers. So observed disagreement is the mean of
    the parts, weighed by their shares, and alpha the mean of their alphas.

    ``ratings``: (raters, items); ``blocs``: the bloc of each rater. Differences are those of the answers as
    they are: a bloc that uses the scale otherwise differs, as ``scale_use`` shows.

    A partition of the coefficient of K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011), by
    pairs, as in P. W. Mielke and K. J. Berry, *Permutation Methods: A Distance Function Approach* (2001).

    Raises ``ValueError`` for a table that cannot be, and where not every rater has a bloc.

    >>> found = within_between([[1, 5], [1, 4], [4, 2], [5, 2]], ["n", "n", "r", "r"], "interval")
    >>> found.within.disagreement, found.between.disagreement, found.further_across
    (Fraction(1, 2), Fraction(19, 2), True)
    """
    kind = Level.of(level)
    read = read_ratings(ratings, kind)
    check_blocs(blocs, len(read.rows))
    whole = krippendorff_alpha(ratings, kind)
    names = list(dict.fromkeys(blocs))
    empty = (Fraction(0), Fraction(0))
    sums: dict[tuple[str, str], Sums] = {
        (one, other): empty for number, one in enumerate(names) for other in names[number:]
    }
    for (one, other), found in rater_pairs(read, kind).items():
        first, second = sorted((blocs[one], blocs[other]), key=names.index)
        sums[first, second] = _added(sums[first, second], found)
    within, between = empty, empty
    for (first, second), found in sums.items():
        if first == second:
            within = _added(within, found)
        else:
            between = _added(between, found)
    weight = within[1] + between[1]
    counts = coincidence_matrix(read)
    expected = (
        expected_disagreement(counts.totals, squared_differences(kind, counts.values, counts.totals))
        if counts.pairable
        else None
    )

    def pairs(found: Sums) -> Pairs:
        return _pairs(read, found, weight, expected)

    return WithinBetween(
        whole, pairs(within), pairs(between), {blocs_of: pairs(found) for blocs_of, found in sums.items()}
    )


def check_blocs(blocs: Sequence[str], raters: int) -> None:
    """Raise ``ValueError`` where there is not one bloc for each rater.

    >>> check_blocs(["nato", "russia"], 2)
    """
    if len(blocs) != raters:
        raise ValueError(
            f"every rater belongs to a bloc: raters number {raters}, and blocs are named for {len(blocs)}"
        )


def rater_pairs(read: Ratings, level: Level) -> dict[tuple[int, int], Sums]:
    """Return for each two raters the sum of weighed squared differences, and the sum of the weights.

    >>> found = rater_pairs(read_ratings([[1, 5], [1, 4]], "interval"), Level.INTERVAL)
    >>> [int(one) for one in found[0, 1]]
    [2, 4]
    """
    counts = coincidence_matrix(read)
    apart = squared_differences(level, counts.values, counts.totals)
    place = {value: number for number, value in enumerate(counts.values)}
    found = dict.fromkeys(combinations(range(len(read.rows)), 2), (Fraction(0), Fraction(0)))
    for item in read.items:
        answered = [(rater, place[one]) for rater, one in enumerate(item) if one is not None and one in place]
        if len(answered) > 1:
            # Twice, as alpha counts each pair in both orders.
            weight = Fraction(2, len(answered) - 1)
            for (rater, one), (other, met) in combinations(answered, 2):
                found[rater, other] = _added(
                    found[rater, other], (weight * apart.scaled(one, met) / apart.scale, weight)
                )
    return found


def _added(one: Sums, other: Sums) -> Sums:
    return one[0] + other[0], one[1] + other[1]


def _pairs(read: Ratings, found: Sums, weight: Fraction, expected: Fraction | None) -> Pairs:
    total, own = found
    if not own:
        return Pairs(None, read.rounded(Fraction(0)), None)
    mean = total / own
    alpha = read.rounded(1 - mean / expected) if expected else None
    return Pairs(read.rounded(mean), read.rounded(own / weight), alpha)
