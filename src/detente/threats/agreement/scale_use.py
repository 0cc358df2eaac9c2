"""Where two blocs differ in substance, and where only in how they use the scale."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from detente.threats.agreement.kendall_tau import kendall_tau
from detente.threats.agreement.pooled_answers import Pool, pooled_answers
from detente.threats.agreement.undefined import Undefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.threats.agreement.kendall_tau import RankCorrelation
    from detente.threats.agreement.ratings import Table

__all__ = ["ItemDifference", "ScaleUse", "Use", "scale_use"]


@dataclass(frozen=True)
class Use:
    """How a bloc uses the scale: the mean of its answers, and the mean distance from it."""

    location: Fraction
    spread: Fraction


@dataclass(frozen=True)
class ItemDifference:
    """The second bloc's answer to an item less the first's, as the sum of three parts, in its points.

    ``location``: the blocs' means differ; ``spread``: one bloc goes further from its mean than the other on
    every item; ``substance``: the rest, where the blocs place the item otherwise among the others. The last
    two are None where spreads cannot be told.
    """

    item: int
    difference: Fraction
    location: Fraction
    spread: Fraction | None
    substance: Fraction | None


@dataclass(frozen=True)
class ScaleUse:
    """Two blocs compared on the items that both answered.

    ``order``: whether they put the items into the same order, whatever the scale. ``reason``: why spread and
    substance cannot be told apart, or None.
    """

    blocs: tuple[str, str]
    order: RankCorrelation
    uses: tuple[Use, Use] | None
    items: tuple[ItemDifference, ...]
    reason: Undefined | None


def scale_use(ratings: Table, blocs: Sequence[str], pool: Pool | str = Pool.MEDIAN) -> tuple[ScaleUse, ...]:
    """Compare each two blocs' pooled answers item by item, and split every difference into three parts.

    With answers a = location + spread * z of one bloc and b of the other, z its standard answers::

        b - a = (location_b - location_a)
              + (spread_b - spread_a) (z_a + z_b) / 2
              + (spread_a + spread_b) / 2 * (z_b - z_a)

    The first two parts are use of the scale, the third is substance. The sum holds exactly. Exchanging the
    blocs turns all signs. If all answers are put on another scale, x to c + d x with d above 0, every part is
    multiplied by d. If only one bloc's are, z_b - z_a, and so the sign of each item's substance, stays; if
    that makes both blocs' answers the same, substance is 0. ``order`` stays under any increasing change of a
    bloc's pooled answers, and so of its raters' answers where these are medians of odd numbers. Fractions
    throughout: spread is the mean distance from the mean, not the root of the mean square.

    What it cannot tell: a bloc that fears everything more has the same answers as one that says more of
    everything. Which it is takes anchors, items that both know to be equal (King and others 2004). With two
    items, standard answers are -1 and 1: substance is then 0, or the order is reversed. Of ordinal answers
    the order alone is meant; the parts take steps of the scale as equal.

    ``ratings``: (raters, items); ``blocs``: the bloc of each rater; ``pool``: median or mean. One result for
    each two blocs, in the order in which they first occur; the first is a, the second b.

    Raises ``ValueError`` for a table or a pool that cannot be, where not every rater has a bloc, and for
    fewer than two blocs.

    Sources: R. Fischer, "Standardization to account for cross-cultural response bias", Journal of
    Cross-Cultural Psychology 35 (2004), for standard answers within groups; E. M. Kitagawa, "Components of a
    difference between two rates", Journal of the American Statistical Association 50 (1955), for the split
    with means as weights; G. King, C. Murray, J. Salomon and A. Tandon, "Enhancing the validity and
    cross-cultural comparability of measurement in survey research", American Political Science Review 98
    (2004), for anchors.

    >>> found, = scale_use([[1, 2, 3, 2], [2, 6, 6, 4]], ["n", "r"])
    >>> [str(part) for part in (found.order.value, *vars(found.items[1]).values())]
    ['4/5', '1', '4', '5/2', '1/2', '1']
    """
    pooled = pooled_answers(ratings, blocs, pool)
    if len(pooled) < 2:  # noqa: PLR2004 - a comparison takes two
        raise ValueError(f"a comparison takes two blocs, and all raters are of {next(iter(pooled))!r}")
    return tuple(
        _compared((one, other), pooled[one], pooled[other]) for one, other in combinations(pooled, 2)
    )


def _compared(
    blocs: tuple[str, str], one: Sequence[Fraction | None], other: Sequence[Fraction | None]
) -> ScaleUse:
    shared = [
        (item, a, b)
        for item, (a, b) in enumerate(zip(one, other, strict=True))
        if a is not None and b is not None
    ]
    first, second = [a for _, a, _ in shared], [b for _, _, b in shared]
    order = kendall_tau(first, second)
    if not shared:
        return ScaleUse(blocs, order, None, (), Undefined.FEW_SHARED)
    uses = _use(first), _use(second)
    reason = None
    if len(shared) < 2:  # noqa: PLR2004 - one answer has no spread
        reason = Undefined.FEW_SHARED
    elif not uses[0].spread or not uses[1].spread:
        reason = Undefined.NO_SPREAD
    items = tuple(_difference(item, a, b, uses, told=reason is None) for item, a, b in shared)
    return ScaleUse(blocs, order, uses, items, reason)


def _use(answers: Sequence[Fraction]) -> Use:
    location = sum(answers, Fraction(0)) / len(answers)
    return Use(location, sum((abs(one - location) for one in answers), Fraction(0)) / len(answers))


def _difference(item: int, a: Fraction, b: Fraction, uses: tuple[Use, Use], *, told: bool) -> ItemDifference:
    one, other = uses
    location = other.location - one.location
    if not told:
        return ItemDifference(item, b - a, location, None, None)
    standard, met = (a - one.location) / one.spread, (b - other.location) / other.spread
    spread = (other.spread - one.spread) * (standard + met) / 2
    return ItemDifference(item, b - a, location, spread, (one.spread + other.spread) / 2 * (met - standard))
