"""Agreement within each bloc, of all raters, and between what the blocs say as blocs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.threats.agreement.kendall_w import Concordance, kendall_w
from detente.threats.agreement.krippendorff_alpha import krippendorff_alpha
from detente.threats.agreement.level import Level
from detente.threats.agreement.pooled_answers import Pool, pooled_answers
from detente.threats.agreement.ratings import read_ratings
from detente.threats.agreement.undefined import Undefined
from detente.threats.agreement.within_between import WithinBetween, check_blocs, within_between

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.threats.agreement.krippendorff_alpha import Alpha
    from detente.threats.agreement.ratings import Table

__all__ = ["Agreement", "BlocAgreement", "bloc_agreement"]


@dataclass(frozen=True)
class Agreement:
    """Krippendorff's alpha and Kendall's W of the same raters; each may be undefined for its own reason."""

    alpha: Alpha
    concordance: Concordance


@dataclass(frozen=True)
class BlocAgreement:
    """How far raters agree.

    ``whole``: all of them; ``within``: those of each bloc; ``between``: the blocs as raters, each with its
    pooled answers, or None for nominal answers, which cannot be pooled; ``split``: disagreement by pairs of
    raters within and across blocs.

    Alpha within a bloc measures against what this bloc's own answers would give by chance: a bloc that sees
    all items alike has a low one though its raters differ little. ``split`` measures all by the same.
    """

    whole: Agreement
    within: Mapping[str, Agreement]
    between: Agreement | None
    pool: Pool
    split: WithinBetween


def bloc_agreement(
    ratings: Table, blocs: Sequence[str], level: Level | str, pool: Pool | str = Pool.MEDIAN
) -> BlocAgreement:
    """Return alpha and W within each bloc, of all, and between the blocs' pooled answers.

    ``ratings``: (raters, items), None where a rater gave no answer; ``blocs``: the bloc of each rater;
    ``pool``: median or mean. A bloc of one rater, or one that answered nothing, has an undefined value with
    its reason. Pooled answers hide how far a bloc is divided: so read ``between`` with ``within``.

    Raises ``ValueError`` for a table, a level or a pool that cannot be, where not every rater has a bloc, and
    for fewer than two blocs.

    Sources: as for ``krippendorff_alpha`` and ``kendall_w``.

    >>> found = bloc_agreement([[1, 5, 3], [1, 4, 3], [4, 2, 3], [5, 2, 3]], ["n", "n", "r", "r"], "interval")
    >>> found.within["n"].concordance.value, found.between.concordance.value, found.between.alpha.value
    (Fraction(1, 1), Fraction(0, 1), Fraction(-71, 114))
    """
    kind, how = Level.of(level), Pool.of(pool)
    rows = read_ratings(ratings, kind).rows
    check_blocs(blocs, len(rows))
    names = list(dict.fromkeys(blocs))
    if len(names) < 2:  # noqa: PLR2004 - between takes two
        raise ValueError(f"agreement between blocs takes two of them, and all raters are of {names[0]!r}")
    own = {name: [row for row, bloc in zip(ratings, blocs, strict=True) if bloc == name] for name in names}
    between = None
    if kind is not Level.NOMINAL:
        between = _agreement(list(pooled_answers(ratings, blocs, how).values()), kind)
    return BlocAgreement(
        _agreement(ratings, kind),
        {name: _agreement(raters, kind) for name, raters in own.items()},
        between,
        how,
        within_between(ratings, blocs, kind),
    )


def _agreement(ratings: Table, level: Level) -> Agreement:
    if level is Level.NOMINAL:
        unordered = Concordance(None, Undefined.NOMINAL, (), (), ())
        return Agreement(krippendorff_alpha(ratings, level), unordered)
    return Agreement(krippendorff_alpha(ratings, level), kendall_w(ratings))
