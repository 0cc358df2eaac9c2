"""Whether they could verify it, in words: how likely a breach is to be noticed, limits, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, option_name, together
from detente.outcomes.chance_said import chance
from detente.outcomes.dates_said import day_says
from detente.outcomes.naming import name_of
from detente.report.pictures import Picture
from detente.report.tables import Table
from detente.verification.charts.charts import charts
from detente.verification.notifications import Reached
from detente.verification.said import category_name, design_name, regime_name, who, zone_name
from detente.verification.sentences import due_says, regime_says, verdict_says

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.model import CaseFile
    from detente.verification.regime_found import RegimeFound
    from detente.verification.result import Verification

__all__ = ["RegimeSaid", "VerificationSaid", "verification_said"]


@dataclass(frozen=True)
class RegimeSaid:
    """One regime: what it is and when it is in force, what was found, and its pictures and tables."""

    name: str
    says: str
    sentences: tuple[str, ...]
    pictures: tuple[Picture, ...]
    tables: tuple[tuple[str, Table], ...]


@dataclass(frozen=True)
class VerificationSaid:
    """The section in words; a case without regimes has none."""

    compared: tuple[str, ...]
    picture: Picture | None
    regimes: tuple[RegimeSaid, ...]

    @property
    def there(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.regimes)

    @property
    def pictures(self) -> Iterator[Picture]:
        """All pictures of the section."""
        if self.picture is not None:
            yield self.picture
        for regime in self.regimes:
            yield from regime.pictures


def verification_said(result: Verification) -> VerificationSaid:
    """Return the section in words."""
    case, drawn = result.case, charts(result)
    inspected = [found for found in result.regimes.values() if found.sides]
    return VerificationSaid(
        tuple(_compared(case, found) for found in inspected) if len(inspected) > 1 else (),
        _detection_picture(case, inspected, drawn["detection"]) if "detection" in drawn else None,
        tuple(_regime(case, key, found, drawn) for key, found in result.regimes.items()),
    )


def _compared(case: CaseFile, found: RegimeFound) -> str:
    """Say how likely a breach is to be noticed under a regime by the side that is least looked at."""
    as_it_is = [one for one in found.sides if one.design is None]
    least = min(as_it_is, key=lambda one: one.detection)
    low, high = least.within
    ranges = "" if low == high else f", {chance(low)} to {chance(high)} over the ranges given"
    when = _when(case, found)
    side = "" if len(as_it_is) == 1 else f" (the least looked at is {who(case, found, least.side)})"
    return (
        f"{capitalised(regime_name(found))}{when}: a breach is noticed within a year with a chance of"
        f" {chance(least.detection)}{ranges}{side}."
    )


def _when(case: CaseFile, found: RegimeFound) -> str:
    options = [
        f"“{option_name(case, issue, option)}” on “{name_of(case, issue)}”"
        for issue, option in found.regime.under.items()
    ]
    return f", in force under {together(options)}" if options else ""


def _regime(case: CaseFile, key: str, found: RegimeFound, drawn: Mapping[str, object]) -> RegimeSaid:
    says = " ".join(part.rstrip(".") + "." for part in (found.regime.says or "",) if part)
    when = _when(case, found).removeprefix(", ")
    pictures = []
    if f"{key}: designs" in drawn:
        pictures.append(_designs_picture(case, key, found, drawn[f"{key}: designs"]))
    if found.site_inspections is not None and found.site_inspections.problem.sites:
        pictures.append(_sites_picture(key, found, drawn[f"{key}: coverage"]))
    if f"{key}: limits" in drawn:
        pictures.append(_limits_picture(case, key, found, drawn[f"{key}: limits"]))
    return RegimeSaid(
        capitalised(regime_name(found)),
        " ".join(part for part in (says, f"{capitalised(when)}." if when else "") if part),
        tuple(said.strip() for said in regime_says(case, found)),
        tuple(pictures),
        tuple(_tables(case, found)),
    )


def _detection_picture(case: CaseFile, regimes: list[RegimeFound], chart: object) -> Picture:
    rows = tuple(
        (regime_name(found), *row) for found in regimes for row in _detections(case, found, designs=False)
    )
    return _of_detection("verification", "How likely a breach is to be noticed within a year", chart, rows)


def _designs_picture(case: CaseFile, key: str, found: RegimeFound, chart: object) -> Picture:
    rows = tuple(
        (capitalised(design_name(found, one.design)), *row)
        for one, row in zip(found.sides, _detections(case, found, designs=True), strict=True)
    )
    caption = f"{capitalised(regime_name(found))}: other ways to inspect"
    return _of_detection(f"designs_{key}", caption, chart, rows)


def _of_detection(name: str, caption: str, chart: object, rows: tuple[tuple[str, ...], ...]) -> Picture:
    said = "; ".join(f"{of}, {side}: {probability}" for of, side, *_, probability, _, _ in rows)
    columns: tuple[str, ...] = (
        "Under",
        "A breach by",
        "Objects inspected",
        "By inspections",
        "By other means",
        "Noticed",
        "Deters from",
    )
    if any(row[-1] for row in rows):
        columns = (*columns, "Costs a year")
    else:
        rows = tuple(row[:-1] for row in rows)
    return Picture(
        name,
        caption,
        f"Bars. {said}.",
        chart,
        Table(caption, columns, rows, frozenset(range(2, len(columns)))),
        "Dark: deters, at the midpoints of the ranges. Red: does not. Pale: what a breach brings and costs is"
        " not said.",
        narrow_only=True,
    )


def _detections(case: CaseFile, found: RegimeFound, *, designs: bool) -> Iterator[tuple[str, ...]]:
    for one in found.sides:
        if one.design is not None and not designs:
            continue
        looked, deters, (low, high) = one.looked, one.deterrence, one.within
        ranges = "" if low == high else f" ({chance(low)} to {chance(high)})"
        yield (
            capitalised(who(case, found, one.side)),
            f"{looked.sample:,} of {looked.objects:,}",
            chance(looked.by_inspection),
            chance(looked.other_means),
            f"{chance(one.detection)}{ranges}",
            "–" if deters is None else "never" if deters.threshold is None else chance(deters.threshold),
            "" if one.cost is None else f"{float(one.cost):,g}",
        )


def _limits_picture(case: CaseFile, key: str, found: RegimeFound, chart: object) -> Picture:
    told = [one for one in found.verdicts if one.amount.high is not None]
    rows = tuple(
        (
            capitalised(who(case, found, one.on)),
            category_name(found, one.category),
            zone_name(found, one.limit.zone) or "everywhere",
            str(one.amount),
            f"{one.at_most:,}",
            one.limit.article,
            str(one.compliance),
        )
        for one in told
    )
    said = "; ".join(
        f"{on}, {category}, {zone}: {amount} of {most}" for on, category, zone, amount, most, *_ in rows
    )
    caption = f"{capitalised(regime_name(found))}: what is held of what is allowed"
    columns = ("Who", "What", "Where", "Counted", "At most", "Article", "Verdict")
    table = Table(caption, columns, rows, frozenset({3, 4}))
    note = "Red: more than is allowed. Those that cannot be told are left out."
    return Picture(f"limits_{key}", caption, f"Bars. {said}.", chart, table, note, narrow_only=True)


def _sites_picture(key: str, found: RegimeFound, chart: object) -> Picture:
    planned = found.site_inspections
    assert planned is not None
    allocation = planned.allocation
    rows = tuple(
        (
            capitalised(site.name),
            capitalised(site.state),
            f"{float(allocation.visits[site.name]):.2f}",
            f"{float(allocation.coverage[site.name]):.2f}",
        )
        for site in planned.problem.sites
    )
    caption = f"{capitalised(regime_name(found))}: where inspections go"
    said = "; ".join(f"{site}: {covered}" for site, *_, covered in rows)
    columns = ("Site", "Of", "Inspections a year, on average", "A breach is found with")
    return Picture(
        f"sites_{key}",
        caption,
        f"Bars. {said}.",
        chart,
        Table(caption, columns, rows, frozenset({2, 3})),
        "Dark: where a breach is worth most to whoever would make it.",
        narrow_only=True,
    )


def _tables(case: CaseFile, found: RegimeFound) -> Iterator[tuple[str, Table]]:
    due = tuple(
        (due_says(case, found, one), str(one.standing)) for one in found.due if one.reached is not Reached.NO
    )
    if due:
        yield "What must be announced, and when", Table("Announcements", ("What", "How it stands"), due)
    quotas = tuple(
        (
            capitalised(who(case, found, one.state)),
            one.quota.says or one.quota.id,
            str(one.objects),
            str(one.size),
            one.quota.article,
            str(one.quota.confidence),
        )
        for one in found.quotas
    )
    if quotas:
        heads = ("State", "Inspections", "Objects", "Must accept", "Article", "The figure is")
        yield "Inspections that each state must accept", Table("Quotas", heads, quotas, frozenset({2, 3}))
    planned = found.site_inspections
    if planned is not None and planned.calendar is not None:
        missions = tuple(
            (
                day_says(one.first.isoformat()),
                capitalised(one.donor),
                capitalised(together(one.sites)),
                capitalised(one.state),
            )
            for one in planned.calendar.missions
        )
        table = Table("A year of inspections, drawn at random", ("From", "By", "Where", "In"), missions)
        yield "The inspections of a year", table
    verdicts = tuple(
        (verdict_says(case, found, one), str(one.compliance), str(one.limit.confidence))
        for one in found.verdicts
    )
    if verdicts:
        columns = ("Limit", "Verdict", "The limit is")
        yield "Every limit, with what counts and what is left out", Table("Limits", columns, verdicts)
