"""What the verification analysis found, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.verification.site_plan import shown_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.verification.limits.amounts import Amount
    from detente.verification.limits.balance import Balance
    from detente.verification.limits.compliance import Verdict
    from detente.verification.notifications import Due, Excess
    from detente.verification.quotas import QuotaOf
    from detente.verification.regime_found import RegimeFound
    from detente.verification.result import Verification
    from detente.verification.side_detection import SideDetection

__all__ = ["plain"]


def plain(result: Verification) -> dict[str, Any]:
    """Return what was found in the form that the reference describes."""
    found = result.regimes
    return {
        "date": result.date,
        "exactness": result.exactness,
        "method": result.method,
        "verdicts": [_verdict(one) for of in found.values() for one in of.verdicts],
        "balance": [_balance(one) for of in found.values() for one in of.balances],
        "duplicates": [
            {
                "regime": one.regime,
                "party": one.state,
                "date": one.date,
                "times": one.times,
                "alike": one.alike,
            }
            for of in found.values()
            for one in of.duplicates
        ],
        "notifications": [_due(one) for of in found.values() for one in of.due],
        "excesses": [_excess(one) for of in found.values() for one in of.excesses],
        "quotas": [_quota(one) for of in found.values() for one in of.quotas],
        "detection": {key: _detection(of) for key, of in found.items()},
        "deterrence": {key: _deterrence(of) for key, of in found.items()},
        "schedule": [visit for of in found.values() for visit in _schedule(of)],
        "sites": {
            key: _keyed(of.site_inspections.to_json(), _keys(of))
            for key, of in found.items()
            if of.site_inspections is not None
        },
        "no_schedule": {key: of.why_no_plan for key, of in found.items() if of.why_no_plan},
    }


def _verdict(one: Verdict) -> dict[str, Any]:
    return {
        "regime": one.regime,
        "id": one.limit.id,
        "article": one.limit.article,
        "confidence": str(one.limit.confidence),
        "party": one.on,
        "category": one.category,
        "zone": one.limit.zone,
        "date": one.date,
        "limit": one.at_most,
        "counted": _amount(one.amount),
        "verdict": str(one.compliance),
        "excess": None if one.excess is None else _amount(one.excess),
        "items": [
            {"party": of.state, "counted": _amount(of.amount), "declared": of.declared} for of in one.counted
        ],
        "left_out": [
            {"party": item.state, "count": _amount(item.amount), "why": item.why} for item in one.left_out
        ],
        "unknown": [{"party": state, "why": why} for state, why in (*one.missing, *one.doubts)],
    }


def _balance(one: Balance) -> dict[str, Any]:
    return {
        "regime": one.regime,
        "party": one.state,
        "category": one.category,
        "zone": one.zone,
        "from": one.since,
        "to": one.until,
        "previous": _amount(one.previous),
        "came": _amount(one.came),
        "went": _amount(one.went),
        "now": _amount(one.now),
        "difference": _range(*one.difference),
        "outcome": str(one.outcome),
    }


def _due(one: Due) -> dict[str, Any]:
    return {
        "regime": one.regime,
        "activity": one.activity.id,
        "party": one.activity.by,
        "begins": one.activity.begins,
        "threshold": one.threshold.id,
        "article": one.threshold.article,
        "confidence": str(one.threshold.confidence),
        "asks": str(one.threshold.asks),
        "reached": str(one.reached),
        "because": list(one.reasons),
        "by": one.by,
        "done": one.done,
        "standing": str(one.standing),
    }


def _excess(one: Excess) -> dict[str, Any]:
    return {
        "regime": one.regime,
        "threshold": one.threshold.id,
        "article": one.threshold.article,
        "confidence": str(one.threshold.confidence),
        "party": one.state,
        "when": one.when,
        "sure": one.sure,
        "at_most": one.threshold.at_most,
        "activities": [activity.id for activity in one.activities],
    }


def _quota(one: QuotaOf) -> dict[str, Any]:
    return {
        "regime": one.regime,
        "party": one.state,
        "quota": one.quota.id,
        "article": one.quota.article,
        "confidence": str(one.quota.confidence),
        "objects": _amount(one.objects),
        "inspections": _amount(one.size),
        "days": one.quota.days,
        "refusable": one.quota.refusable,
    }


def _detection(found: RegimeFound) -> dict[str, Any]:
    return {side: _side(found, side) for side in found.regime.inspected}


def _side(found: RegimeFound, side: str) -> dict[str, Any]:
    as_it_is, *others = [one for one in found.sides if one.side == side]
    designs = {str(one.design): _looked(one) for one in others}
    return {**_looked(as_it_is), "designs": designs}


def _looked(one: SideDetection) -> dict[str, Any]:
    looked = one.looked
    return {
        "objects": looked.objects,
        "inspections": looked.sample,
        "breach": looked.showing,
        "seen": float(looked.seen),
        "other_means": float(looked.other_means),
        "by_inspection": float(looked.by_inspection),
        "probability": float(one.detection),
        "interval": [float(end) for end in one.within],
    }


def _deterrence(found: RegimeFound) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for one in found.sides:
        deters = one.deterrence
        if deters is None:
            continue
        entry = {
            "gain": float(deters.gain),
            "penalty": float(deters.penalty),
            "keeps_gain": deters.keeps_gain,
            "threshold": None if deters.threshold is None else str(deters.threshold),
            "detection": float(deters.detection),
            "worth": float(deters.worth),
            "deters": deters.deters,
            "deters_in_all": one.deters_in_all,
            "residual_risk": float(deters.residual_risk),
        }
        if one.design is None:
            said[one.side] = {**entry, "designs": {}}
        else:
            said[one.side]["designs"][one.design] = entry
    return said


def _schedule(found: RegimeFound) -> list[dict[str, Any]]:
    """Return the inspections of a year: who makes each, where, and when if there is a calendar."""
    planned, keys = found.site_inspections, _keys(found)
    if planned is None:
        return []
    made: list[tuple[str, str, str, str | None, str | None]]
    if planned.calendar is None:
        made = [(one.donor, one.state, one.site, None, None) for one in planned.schedule.visits]
    else:
        made = [
            (one.donor, one.state, site, one.first.isoformat(), one.last.isoformat())
            for one in planned.calendar.missions
            for site in one.sites
        ]
    return [
        {"regime": found.key, "by": keys[by], "party": keys[of], "site": keys[at], "from": first, "to": last}
        for by, of, at, first, last in made
    ]


def _keys(found: RegimeFound) -> dict[str, str]:
    """Return the short names of sites and states, by the names under which they appear in the plan."""
    return {shown: key for key, shown in shown_names(found.certain.case, found.key).items()}


def _keyed(value: Any, keys: Mapping[str, str]) -> Any:  # noqa: ANN401 - plain values of any shape
    """Return plain values with short names in place of the names that are shown."""
    if isinstance(value, dict):
        return {name: _keyed(one, keys) for name, one in value.items()}
    if isinstance(value, list):
        return [_keyed(one, keys) for one in value]
    return keys.get(value, value) if isinstance(value, str) else value


def _amount(amount: Amount) -> int | list[int | None]:
    return amount.low if amount.certain else [amount.low, amount.high]


def _range(least: int | None, most: int | None) -> int | list[int | None] | None:
    return least if least == most else [least, most]
