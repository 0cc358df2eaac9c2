"""What the verification analysis found, in sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from detente.case.confidence import Certainty
from detente.case.naming import capitalised, together
from detente.case.regimes import Duty
from detente.outcomes.chance_said import chance
from detente.outcomes.dates_said import day_says
from detente.verification.limits.balance import Outcome
from detente.verification.limits.compliance import Compliance
from detente.verification.notifications import Reached, Standing
from detente.verification.said import (
    category_name,
    design_name,
    regime_name,
    sure_says,
    who,
    zone_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.model import CaseFile
    from detente.case.regimes import Threshold
    from detente.verification.limits.balance import Balance
    from detente.verification.limits.compliance import Verdict
    from detente.verification.notifications import Due
    from detente.verification.regime_found import RegimeFound
    from detente.verification.result import Verification
    from detente.verification.side_detection import SideDetection

__all__ = [
    "balance_says",
    "detection_says",
    "deterrence_says",
    "due_says",
    "regime_says",
    "sentences",
    "verdict_says",
]

MOST_LISTED = 12
"""Sentences of one kind about a regime; the tables have all."""


def sentences(result: Verification) -> list[str]:
    """Return what was found in sentences, regime by regime."""
    if not result.regimes:
        return ["The case has no regimes: it says nothing of limits, declarations or inspections."]
    listed = []
    for found in result.regimes.values():
        parts = regime_says(result.case, found)
        listed += [f"{regime_name(found)}:", *(f"  {said}" for said in parts)]
    return listed


def regime_says(case: CaseFile, found: RegimeFound) -> list[str]:
    """Return what was found of a regime in sentences."""
    said = [
        *_limits(case, found),
        *_first(
            [balance_says(case, found, one) for one in found.balances if one.outcome is Outcome.DIFFERS],
            "differences between declarations",
        ),
        *_duplicates(case, found),
        *_first([due_says(case, found, one) for one in found.due if one.reached is not Reached.NO], "duties"),
        *_excesses(case, found),
        *_detections(case, found),
        *([] if found.site_inspections is None else found.site_inspections.summary()),
        *([f"No year of inspections can be drawn: {found.why_no_plan}"] if found.why_no_plan else []),
    ]
    return said or ["Nothing is declared, planned or inspected under it."]


def _limits(case: CaseFile, found: RegimeFound) -> Iterator[str]:
    if found.regime.limits and not found.in_force:
        yield "It is not in force today, so its limits are not judged."
        return
    if found.regime.limits and found.date is None:
        yield "Its limits are not judged, as neither the case nor a declaration has a date."
        return
    if found.regime.limits and not found.verdicts:
        assert found.date is not None
        yield f"None of its limits binds on {day_says(found.date)}."
    if not found.verdicts:
        return
    counts = Counter(one.compliance for one in found.verdicts)
    assert found.date is not None
    told = [f"{_number(counts[kind])} {kind}" for kind in (Compliance.EXCEEDED, Compliance.MET)]
    untold = found.of(Compliance.UNTOLD)
    several = any(len({why for _, why in (*one.missing, *one.doubts)}) > 1 for one in untold)
    mixed = ", some for several reasons" if several else ""
    listed = together([*told, f"{len(untold) or 'none'} cannot be told{mixed}"])
    total = len(found.verdicts)
    if total == 1:
        kind = found.verdicts[0].compliance
        verdict = str(kind) if kind is Compliance.UNTOLD else f"is {kind}"
        yield f"The one limit on {day_says(found.date)} {verdict}."
    else:
        yield f"Of {total:,} limits on {day_says(found.date)}, {listed}."
    exceeded = [verdict_says(case, found, one) for one in found.of(Compliance.EXCEEDED)]
    yield from _first(exceeded, "limits that are exceeded")
    yield from _untold(case, found)


def _number(count: int) -> str:
    return "none is" if not count else f"{count:,} {'is' if count == 1 else 'are'}"


def verdict_says(case: CaseFile, found: RegimeFound, verdict: Verdict) -> str:
    """Return what can be said of a limit, with the article, what counts, and what is left out."""
    subject = who(case, found, verdict.on, begins=True)
    items = category_name(found, verdict.category)
    zone = f" in {zone_name(found, verdict.limit.zone)}" if verdict.limit.zone else ""
    held = f"{verdict.held} {items}{zone}"
    allowed = f"at most {verdict.at_most:,} ({verdict.limit.article}){sure_says(verdict)}"
    if verdict.compliance is Compliance.EXCEEDED:
        return f"{subject} holds {held}: {verdict.excess} more than allowed, {allowed}.{_left_out(verdict)}"
    if verdict.compliance is Compliance.MET:
        return f"{subject} holds {held}, {allowed}: met.{_left_out(verdict)}"
    why = "; ".join(_reasons(case, found, verdict)) or "the numbers that are declared allow both"
    subject = who(case, found, verdict.on)
    return f"Whether {subject} keeps to {allowed} of {items}{zone} cannot be told: {why}."


def _left_out(verdict: Verdict) -> str:
    if not verdict.left_out:
        return ""
    listed = "; ".join(f"{one.amount} {one.why}" for one in verdict.left_out)
    return f" Not counted: {listed}."


def _reasons(case: CaseFile, found: RegimeFound, verdict: Verdict) -> list[str]:
    by_reason: dict[str, list[str]] = {}
    for state, why in (*verdict.missing, *verdict.doubts):
        by_reason.setdefault(why, []).append(who(case, found, state))
    return [f"{together(states)}: {why}" for why, states in by_reason.items()]


def _untold(case: CaseFile, found: RegimeFound) -> Iterator[str]:
    """Say, reason by reason, why limits cannot be told, and of how many each reason keeps one from it."""
    reasons: dict[str, set[str]] = {}
    touched: Counter[str] = Counter()
    for verdict in found.of(Compliance.UNTOLD):
        given = dict.fromkeys(why for _, why in (*verdict.missing, *verdict.doubts))
        touched.update([*given] or ["the numbers that are declared allow both"])
        for state, why in (*verdict.missing, *verdict.doubts):
            reasons.setdefault(why, set()).add(state)
    lines = []
    for why, count in touched.most_common():
        states = [who(case, found, one) for one in found.regime.states if one in reasons.get(why, set())]
        named = together(states) if len(states) <= MOST_LISTED else f"{len(states)} states"
        limits = "one limit" if count == 1 else f"{count} limits"
        lines.append(f"{limits} cannot be told: {named + ': ' if states else ''}{why}.")
    yield from _first([capitalised(line) for line in lines], "reasons")


def balance_says(case: CaseFile, found: RegimeFound, one: Balance) -> str:
    """Return what two declarations and the changes between them leave open."""
    zone = f" in {zone_name(found, one.zone)}" if one.zone else ""
    items = f"{category_name(found, one.category)}{zone}"
    state, dates = who(case, found, one.state), f"{day_says(one.since)} to {day_says(one.until)}"
    terms = f"{one.previous} before, {one.came} came, {one.went} went, {one.now} declared"
    if one.outcome is Outcome.UNTOLD:
        return f"Whether the {items} of {state} balance from {dates} cannot be told: {terms}."
    if one.outcome is Outcome.BALANCES:
        return f"The {items} of {state} balance from {dates}: {terms}."
    least, most = one.difference
    size, more = (least, "more") if least is not None and least > 0 else (-(most or 0), "fewer")
    at_least = "" if least == most else "at least "
    return (
        f"The {items} of {state} do not balance from {dates}: {terms}, {at_least}{size:,} {more} than follow;"
        " to be clarified."
    )


def _duplicates(case: CaseFile, found: RegimeFound) -> Iterator[str]:
    for one in found.duplicates:
        said = f"{who(case, found, one.state, begins=True)} has declared {one.times} times for"
        said += f" {day_says(one.date)}"
        if one.alike:
            yield f"{said}, each time the same; it is counted once."
        else:
            yield f"{said}, not the same; what differs cannot be told until it is clarified."


def due_says(case: CaseFile, found: RegimeFound, one: Due) -> str:
    """Return what an activity asks of the state that plans it, until when, and how it stands."""
    name = one.activity.says or one.activity.id
    activity = (
        f"“{name.rstrip('.')}” ({who(case, found, one.activity.by)}, from {day_says(one.activity.begins)})"
    )
    if one.threshold.asks is Duty.NOTIFY:
        subject, asked, was = activity, "be announced", "it was"
    else:
        subject, asked, was = f"observers of {activity}", "be invited", "they were"
    article = f"{one.threshold.article}{_unconfirmed(one.threshold)}"
    if one.reached is Reached.NO:
        return f"{capitalised(subject)} need not {asked} ({article})."
    why = together(list(one.reasons))
    if one.reached is Reached.UNTOLD:
        done = "" if one.done is None else f"; {was}, on {day_says(one.done)}"
        return f"Whether {subject} must {asked} cannot be told: {why} ({article}){done}."
    stands = {
        Standing.IN_TIME: f"; {was}, on {day_says(one.done)}, in time" if one.done else "",
        Standing.LATE: f"; {was}, on {day_says(one.done)}, too late" if one.done else "",
        Standing.OVERDUE: "; that day has passed",
    }.get(one.standing, "")
    return f"{capitalised(subject)} must {asked} by {day_says(one.by)}: {why} ({article}){stands}."


def _unconfirmed(threshold: Threshold) -> str:
    certainty = threshold.confidence
    return "" if certainty is Certainty.CONFIRMED else f"; the threshold is {certainty}, not confirmed"


def _excesses(case: CaseFile, found: RegimeFound) -> Iterator[str]:
    for one in found.excesses:
        named = together(
            [f"“{activity.says or activity.id}”".replace(".”", "”") for activity in one.activities]
        )
        most = one.threshold.at_most
        state = who(case, found, one.state, begins=one.sure)
        article = f"{one.threshold.article}{_unconfirmed(one.threshold)}"
        allowed = f"at most {most} {'is' if most == 1 else 'are'} allowed ({article})"
        count = f"{len(one.activities)} such activities {one.when}"
        if one.sure:
            yield f"{state} plans {count}, and {allowed}: {named}."
        else:
            yield f"Whether {state} plans {count} cannot be told, and {allowed}: {named}."


def _detections(case: CaseFile, found: RegimeFound) -> Iterator[str]:
    for one in found.sides:
        deters = "" if one.deterrence is None else f" {deterrence_says(case, found, one)}"
        yield detection_says(case, found, one) + deters


def detection_says(case: CaseFile, found: RegimeFound, one: SideDetection) -> str:
    """Return with what chance a breach by a side is noticed in a year, and by what."""
    looked, side = one.looked, who(case, found, one.side)
    design = "" if one.design is None else f"In the design “{design_name(found, one.design)}” a"
    least, most = one.within
    ranges = "" if least == most else f" ({chance(least)} to {chance(most)} over the ranges given)"
    objects = f"{looked.showing} of {looked.objects:,} objects"
    said = (
        f"{design or 'A'} breach by {side} that shows at {objects} is noticed within a year with a chance of"
    )
    other = f"other means with {chance(looked.other_means)}" if looked.other_means else ""
    if not looked.sample:
        by = f"nothing is inspected{'; ' + other.replace('with', 'notice it with', 1) if other else ''}"
        return f"{said} {chance(one.detection)}{ranges}: {by}."
    number = "one inspection finds" if looked.sample == 1 else f"{looked.sample:,} inspections find"
    by = f"{number} it with {chance(looked.by_inspection)}{', ' + other if other else ''}"
    return f"{said} {chance(one.detection)}{ranges}: {by}."


def deterrence_says(case: CaseFile, found: RegimeFound, one: SideDetection) -> str:
    """Return whether that deters a breach, and from what chance on it would."""
    deters = one.deterrence
    assert deters is not None
    other = "does not deter" if deters.deters else "does deter"
    ranges = f" Over some of the ranges given it {other}." if one.deters_in_all is None else ""
    side = who(case, found, one.side)
    if deters.threshold is None:
        return (
            f"No chance of detection deters {side}: it keeps what a breach brings, and a penalty costs less."
            f"{ranges}"
        )
    needed = f"from {chance(deters.threshold)} on, a breach does not pay"
    if deters.deters:
        missed = chance(deters.residual_risk)
        return f"That deters {side}: {needed}; one that happens all the same is missed with {missed}.{ranges}"
    return f"That does not deter {side}: only {needed}.{ranges}"


def _first(said: list[str], what: str) -> list[str]:
    if len(said) <= MOST_LISTED:
        return said
    return [*said[:MOST_LISTED], f"{len(said) - MOST_LISTED:,} more {what} stand in the tables."]
