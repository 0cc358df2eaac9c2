"""What the verification analysis found, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.verification.said import design_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from detente.verification.limits.amounts import Amount
    from detente.verification.regime_found import RegimeFound
    from detente.verification.result import Verification

__all__ = ["frames"]

VERDICTS = (
    "regime",
    "limit",
    "article",
    "party",
    "category",
    "zone",
    "at_most",
    "counted_least",
    "counted_most",
    "verdict",
    "excess",
    "left_out",
    "unknown",
    "confidence",
)
ITEMS = ("regime", "limit", "party", "state", "category", "counted_least", "counted_most", "declared")
BALANCE = (
    "regime",
    "party",
    "category",
    "zone",
    "from",
    "to",
    "previous",
    "came",
    "went",
    "now",
    "difference_least",
    "difference_most",
    "outcome",
)
NOTIFICATIONS = (
    "regime",
    "activity",
    "party",
    "begins",
    "threshold",
    "article",
    "asks",
    "reached",
    "because",
    "by",
    "done",
    "standing",
)
EXCESSES = ("regime", "threshold", "article", "party", "when", "at_most", "activities", "sure", "confidence")
DUPLICATES = ("regime", "party", "date", "times", "alike")
QUOTAS = ("regime", "party", "quota", "article", "objects", "least", "most", "days", "confidence")
DETECTION = (
    "regime",
    "design",
    "party",
    "objects",
    "inspections",
    "breach",
    "seen",
    "by_inspection",
    "other_means",
    "detection",
    "least",
    "most",
    "threshold",
    "deters",
    "deters_in_all",
    "residual_risk",
    "cost",
)


def frames(result: Verification) -> dict[str, pd.DataFrame]:
    """Return the tables of limits, of what counts under them, of declarations, notices and inspections."""
    import pandas as pd

    def table(columns: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> pd.DataFrame:
        return pd.DataFrame(list(rows), columns=list(columns))

    found = tuple(result.regimes.values())
    return {
        "verdicts": table(VERDICTS, (row for one in found for row in _verdicts(one))),
        "counted": table(ITEMS, (row for one in found for row in _counted(one))),
        "balance": table(BALANCE, (row for one in found for row in _balance(one))),
        "notifications": table(NOTIFICATIONS, (row for one in found for row in _due(one))),
        "excesses": table(EXCESSES, (row for one in found for row in _excesses(one))),
        "duplicates": table(DUPLICATES, (row for one in found for row in _duplicates(one))),
        "quotas": table(QUOTAS, (row for one in found for row in _quotas(one))),
        **{
            f"{one.key}_{name}": frame
            for one in found
            if one.site_inspections is not None
            for name, frame in one.site_inspections.to_frames().items()
        },
        "detection": table(DETECTION, (row for one in found for row in _detection(one))),
    }


def _verdicts(found: RegimeFound) -> Iterator[tuple[object, ...]]:
    for one in found.verdicts:
        unknown = "; ".join(f"{state}: {why}" for state, why in (*one.missing, *one.doubts))
        left_out = "; ".join(f"{item.state}: {item.amount} {item.why}" for item in one.left_out)
        yield (
            one.regime,
            one.limit.id,
            one.limit.article,
            one.on,
            one.category,
            one.limit.zone,
            one.at_most,
            *_ends(one.amount),
            str(one.compliance),
            None if one.excess is None else str(one.excess),
            left_out,
            unknown,
            str(one.limit.confidence),
        )


def _counted(found: RegimeFound) -> Iterator[tuple[object, ...]]:
    for one in found.verdicts:
        for of in one.counted:
            yield (
                one.regime,
                one.limit.id,
                one.on,
                of.state,
                one.category,
                *_ends(of.amount),
                of.declared,
            )


def _balance(found: RegimeFound) -> Iterator[tuple[object, ...]]:
    for one in found.balances:
        terms = (one.previous, one.came, one.went, one.now)
        yield (
            one.regime,
            one.state,
            one.category,
            one.zone,
            one.since,
            one.until,
            *map(str, terms),
            *one.difference,
            str(one.outcome),
        )


def _due(found: RegimeFound) -> Iterator[tuple[object, ...]]:
    for one in found.due:
        yield (
            one.regime,
            one.activity.id,
            one.activity.by,
            one.activity.begins,
            one.threshold.id,
            one.threshold.article,
            str(one.threshold.asks),
            str(one.reached),
            "; ".join(one.reasons),
            one.by,
            one.done,
            str(one.standing),
        )


def _excesses(found: RegimeFound) -> Iterator[tuple[object, ...]]:
    for one in found.excesses:
        named = "; ".join(activity.id for activity in one.activities)
        of = one.threshold
        how_sure = str(of.confidence)
        yield one.regime, of.id, of.article, one.state, one.when, of.at_most, named, one.sure, how_sure


def _duplicates(found: RegimeFound) -> Iterator[tuple[object, ...]]:
    for one in found.duplicates:
        yield one.regime, one.state, one.date, one.times, one.alike


def _quotas(found: RegimeFound) -> Iterator[tuple[object, ...]]:
    for one in found.quotas:
        quota = one.quota
        yield (
            one.regime,
            one.state,
            quota.id,
            quota.article,
            str(one.objects),
            *_ends(one.size),
            quota.days,
            str(quota.confidence),
        )


def _detection(found: RegimeFound) -> Iterator[tuple[object, ...]]:
    for one in found.sides:
        looked = one.looked
        deters = one.deterrence
        needed = None if deters is None or deters.threshold is None else float(deters.threshold)
        yield (
            found.key,
            design_name(found, one.design),
            one.side,
            looked.objects,
            looked.sample,
            looked.showing,
            float(looked.seen),
            float(looked.by_inspection),
            float(looked.other_means),
            float(one.detection),
            *map(float, one.within),
            needed,
            None if deters is None else deters.deters,
            None if deters is None else one.deters_in_all,
            float(1 - one.detection),
            None if one.cost is None else float(one.cost),
        )


def _ends(amount: Amount) -> tuple[int, int | None]:
    return amount.low, amount.high
