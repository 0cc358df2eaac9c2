"""What the threats analysis found, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.threats.plain import plain
from detente.threats.pooled import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from detente.threats.agreement import BootstrapInterval
    from detente.threats.pooled import Pool
    from detente.threats.result import Threats

__all__ = ["frames"]

EXPERTS = ("expert", "side", "calibration", "information", "weight")
POOLS = ("pool", "threat", "scale", "mean", *(f"q{level:g}" for level in LEVELS))
CONCERN = ("pool", "threat", "concern")
AGREEMENT = (
    "measure",
    "who",
    "alpha",
    "alpha_low",
    "alpha_high",
    "kendall_w",
    "kendall_w_low",
    "kendall_w_high",
)
FITS = ("expert", "threat", "scale", "family", "parameter_1", "parameter_2", "sum_of_squares", "misses")
RANKING = ("threat", "kemeny_from", "kemeny_to", "borda", "shared_concern")
AGENDA = ("block", "threat", "lessens", "worth", "share_first")


def frames(result: Threats) -> dict[str, pd.DataFrame]:
    """Return experts, pools, concern, fits, agreement, ranking and agenda as tables.

    The last column of each tells whether all of it is an example.
    """
    import pandas as pd

    found = plain(result)

    def table(columns: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> pd.DataFrame:
        made = pd.DataFrame(list(rows), columns=list(columns))
        made["illustrative"] = result.illustrative
        return made

    return {
        "experts": table(EXPERTS, ((key, *one.values()) for key, one in found["experts"].items())),
        "pools": table(POOLS, (row for pool in result.pools.values() for row in _pool(pool))),
        "concern": table(CONCERN, (row for pool in result.pools.values() for row in _concern(result, pool))),
        "fits": table(FITS, _fits(result)),
        "agreement": table(AGREEMENT, _agreement(result)),
        "ranking": table(RANKING, _ranking(result)),
        "agenda": table(AGENDA, _agenda(result)),
    }


def _pool(pool: Pool) -> Iterator[tuple[object, ...]]:
    for scale, estimates in (("likelihood", pool.likelihood), ("impact", pool.impact)):
        for threat, one in estimates.items():
            yield pool.name, threat, scale, one.mean, *one.quantiles


def _concern(result: Threats, pool: Pool) -> Iterator[tuple[object, ...]]:
    for threat in result.assessment.listed:
        yield pool.name, threat, pool.concern(threat)


def _fits(result: Threats) -> Iterator[tuple[object, ...]]:
    for who, of in result.fits.items():
        for (scale, threat), fit in of.items():
            yield who, threat, scale, str(fit.family), *fit.parameters, fit.sum_of_squares, fit.misses


def _agreement(result: Threats) -> Iterator[tuple[object, ...]]:
    for measure, one in result.agreement.items():
        alpha, w = one.alpha.value, one.concordance.value
        yield measure, "all", _number(alpha), *_ends(one.alpha_within), _number(w), *_ends(one.w_within)
        if one.by_side is not None:
            for side, own in one.by_side.within.items():
                of_alpha, of_w = map(_ends, one.of_sides[side])
                both = _number(own.alpha.value), _number(own.concordance.value)
                yield measure, side, both[0], *of_alpha, both[1], *of_w


def _ends(interval: BootstrapInterval) -> tuple[float | None, float | None]:
    return interval.low, interval.high


def _ranking(result: Threats) -> Iterator[tuple[object, ...]]:
    found = result.ranking
    if found is None:
        return
    first = 1
    for group in found.kemeny.buckets:
        last = first + len(group) - 1
        for threat in group:
            yield threat, first, last, float(found.borda.points[threat]), result.shared.get(threat)
        first = last + 1


def _agenda(result: Threats) -> Iterator[tuple[object, ...]]:
    for one in result.agenda:
        for threat, value in one.lessens.items():
            yield one.block, threat, value, one.worth, one.first


def _number(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]
