"""The pictures of the roadmap, each with its caption, its words and its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import block_name
from detente.report.pictures import Picture
from detente.report.roadmap_blocks import NOT_LOOKED_FOR
from detente.report.tables import Table
from detente.roadmap.charts.importance_chart import as_things_are, by_importance
from detente.roadmap.charts.order_chart import needs_says
from detente.roadmap.charts.reached_chart import reached_series
from detente.roadmap.charts.trust_panels import drawn_pairs, is_every_need_numbered
from detente.roadmap.parts import trust_of, waiting_of
from detente.roadmap.problem_of import period_at
from detente.roadmap.sentences import chance_says, pair_says

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.roadmap.result import Roadmap

__all__ = ["course_table", "roadmap_figures"]


def roadmap_figures(result: Roadmap) -> dict[str, Picture]:
    """Return the pictures by name; what was not found is left out."""
    drawn: Mapping[str, object] = result.charts()
    made = {"order": _order, "reached_by": _reached, "importance": _importance, "waiting": _waiting}
    return {name: made[name](result, chart) for name, chart in drawn.items()}


def _until(result: Roadmap) -> str:
    return period_at(result.case, result.problem.periods - 1)


def _order(result: Roadmap, chart: object) -> Picture:
    case, rows = result.case, []
    for number, entry in enumerate(result.calendar, 1):
        rows.append(
            (
                str(number),
                block_name(case, result.problem.blocks[entry.block].key),
                period_at(case, entry.start),
                period_at(case, entry.end - 1),
                needs_says(result, entry.block) or "none",
            )
        )
    said = "; ".join(f"{name}, {start} to {end}" for _, name, start, end, _ in rows)
    exact = "exact" if result.fixed_order.exact else "others may be better"
    pairs, course = drawn_pairs(result), trust_of(result)
    note = "Bars: when each block runs if all is delivered at the first attempt."
    if course is not None and pairs:
        note += (
            " Line: the mean of trust over all that can happen in this order; pale: in eight runs of ten it"
            " lies there. A run ends where the goal is reached, or blocks that it needs can no longer be done"
            " in time whatever trust may be; its trust then is counted on. Short lines with a number: the"
            " trust that the block of that number needs at its start."
        )
        if not is_every_need_numbered(result):
            note += " A number that would cover another is left out."
        said += ". Mean trust from start to end: " + "; ".join(
            f"{pair_says(result, course.pairs[place])} {course.mean[place, 0]:.2f} to"
            f" {course.mean[place, -1]:.2f}"
            for place in pairs
        )
        if len(pairs) < len(course.pairs):
            note += f" Of {len(course.pairs)} pairs those are drawn whose trust most blocks need."
    if course is None and any(needs_says(result, entry.block) for entry in result.calendar):
        note += f" How trust goes in this order was {NOT_LOOKED_FOR}."
    return Picture(
        "order",
        f"The best fixed order ({exact}), and how trust goes in it"
        if pairs
        else f"The best fixed order ({exact})",
        f"A calendar of bars. {said}.",
        chart,
        Table(
            "The best fixed order, if all is delivered at the first attempt",
            ("", "Block", "From", "To", "Needs trust"),
            tuple(rows),
            frozenset({0}),
        ),
        note,
    )


def course_table(result: Roadmap) -> Table | None:
    """Return how trust goes in the best fixed order as a table; None where no trust matters."""
    course = trust_of(result)
    if course is None:
        return None
    times = range(course.mean.shape[1])
    begins = [period_at(result.case, time) for time in times[:-1]]
    rows = tuple(
        (
            begins[time] if time < len(begins) else f"end of {begins[-1]}",
            *(
                f"{course.mean[place, time]:.2f} ({course.low[place, time]:.2f} to"
                f" {course.high[place, time]:.2f})"
                for place in range(len(course.pairs))
            ),
            chance_says(min(float(course.under_way[time]), 1.0)),
        )
        for time in times
    )
    return Table(
        "Trust at the beginning of each period in that order: mean, and where it lies in eight runs of ten",
        ("", *(_pair(result, pair) for pair in course.pairs), "Runs not ended"),
        rows,
        frozenset(range(1, len(course.pairs) + 2)),
    )


def _pair(result: Roadmap, pair: int) -> str:
    words = pair_says(result, pair).removeprefix("the trust of ")
    return words[:1].upper() + words[1:]


def _reached(result: Roadmap, chart: object) -> Picture:
    series = reached_series(result)
    rows = tuple(
        (
            period_at(result.case, time - 1),
            *(chance_says(min(chances[time], 1.0)) for _, chances in series),
        )
        for time in range(1, result.problem.periods + 1)
    )
    said = "; ".join(f"{name}: {chance_says(min(chances[-1], 1.0))}" for name, chances in series)
    return Picture(
        "reached_by",
        f"The chance that the goal is reached by the end of each period ({result.exactness})",
        f"Lines in steps. By the end of {_until(result)}: {said}.",
        chart,
        Table(
            "The chance that the goal is reached by the end of each period",
            ("Period", *(name for name, _ in series)),
            rows,
            frozenset(range(1, len(series) + 1)),
        ),
    )


def _importance(result: Roadmap, chart: object) -> Picture:
    rows = tuple(
        (
            block_name(result.case, result.problem.blocks[block].key),
            chance_says(known.impossible),
            chance_says(known.certain),
            f"{100 * known.difference:.1f}",
        )
        for block in by_importance(result)
        for known in [result.importance[block]]
    )
    said = "; ".join(f"{name}: {low} to {high}" for name, low, high, _ in rows)
    return Picture(
        "importance",
        f"The chance of the goal ({result.exactness}) if a block is impossible, and if it is certain",
        f"Bars, from the chance without a block to that with it for sure. {said}. As things are:"
        f" {chance_says(as_things_are(result))}.",
        chart,
        Table(
            "The chance of the goal by block",
            ("Block", "If impossible", "If certain", "Points between"),
            rows,
            frozenset({1, 2, 3}),
        ),
        "In both the best policy is found anew. A bar that begins at the line: the road can do without it."
        if result.exactness == "exact"
        else "Each is the chance of the best fixed order that was found then, estimated from runs: small"
        " differences may be luck. The line stands at that of the fixed order.",
    )


def _waiting(result: Roadmap, chart: object) -> Picture:
    rows = tuple(
        (period_at(result.case, time), chance_says(chance))
        for time, chance in (waiting_of(result) or {}).items()
    )
    said = "; ".join(f"{start}: {chance}" for start, chance in rows)
    return Picture(
        "waiting",
        f"The chance of the goal by {_until(result)} ({result.exactness}) if nothing starts before a period",
        f"Bars by start. {said}.",
        chart,
        Table(
            "The chance of the goal by the first start", ("Nothing before", "Chance"), rows, frozenset({1})
        ),
    )
