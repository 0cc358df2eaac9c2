"""Timely detection in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import joined
from detente.verification.games.said import about, counted, fraction_says
from detente.verification.games.seen_dates import seen_delay

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.verification.games.delays import Dates
    from detente.verification.games.timely_inspections import TimelyInspections

__all__ = ["sentences"]

MOST_SAID = 12
"""So many schedules are said one by one."""

ASSUMED = (
    "Assumed: an inspection finds whatever has begun by then, surely; the violation will come, and what"
    " counts is how long it goes undetected."
)


def sentences(found: TimelyInspections) -> list[str]:
    """Return the answer in sentences, the most important first."""
    return [
        _delay(found),
        *(_seen(found) if found.seen else _unseen(found)),
        *_limit(found),
        _even(found),
        ASSUMED,
    ]


def _periods(value: Fraction | int) -> str:
    return f"{fraction_says(value)} {'period' if value == 1 else 'periods'}"


def _delay(found: TimelyInspections) -> str:
    knows = "sees" if found.seen else "does not see"
    interim = counted(found.inspections, "interim inspection")
    if found.inspections:
        interim += f" that the violator {knows}"
    lasts = "the mean delay is at most" if found.value > 1 else "it is found after"
    begins = f"any of {found.periods:,} periods" if found.periods > 1 else "the only period"
    return (
        f"A violation may begin in {begins}; with {interim}, and one inspection at the end, {lasts}"
        f" {_periods(found.value)}."
    )


def _unseen(found: TimelyInspections) -> list[str]:
    unseen = found.unseen
    lines = _every_period(found)
    if 1 < len(unseen.schedules) <= MOST_SAID:
        lines.append("Draw one of these schedules beforehand, and keep it to yourself:")
        lines += [
            f"- {_after(dates)}: probability {fraction_says(weight)}." for dates, weight in unseen.schedules
        ]
    elif len(unseen.schedules) > MOST_SAID:
        dates, weight = max(unseen.schedules, key=lambda one: one[1])
        lines.append(
            f"Draw one of {len(unseen.schedules):,} schedules beforehand, which --json and --csv list, and"
            f" keep it to yourself; the likeliest has probability {about(weight)}: {_after(dates)}."
        )
    if found.exact:
        lines.append(
            "No way of inspecting does better against a violator who draws its beginning well: this is the"
            " value of the game, exactly."
        )
    else:
        lines.append(
            "No way of inspecting gets below"
            f" {about(found.least)} periods against a violator who draws its beginning well; between these"
            f" two bounds, both exact, lie {float(found.value - found.least):.1e} periods."
        )
    return lines


def _seen(found: TimelyInspections) -> list[str]:
    ways = [
        f"{counted(date, 'period')} with probability {fraction_says(chance)}"
        if chance != 1
        else counted(date, "period")
        for date, chance in found.next_date.items()
    ]
    exactly = "This is the value of the game, exactly."
    if not found.inspections or found.value == 1:
        return [*_every_period(found), exactly]
    return [
        f"Inspect next after {joined(ways)}; then ask again with the periods and inspections that are left.",
        (
            f"The violator begins at once with probability {fraction_says(found.starts_now)}, and else waits"
            f" until just after the next inspection. {exactly}"
        ),
    ]


def _every_period(found: TimelyInspections) -> list[str]:
    """Say that inspections are left over where every period is inspected."""
    used = found.periods - 1
    if not found.inspections or found.inspections < used:
        return []
    more = found.inspections - used
    if not used:
        return [f"{counted(more, 'interim inspection')} cannot be used.".capitalize()]
    return ["Every period is inspected" + (f"; {more:,} more cannot be used." if more else ".")]


def _after(dates: Dates) -> str:
    return f"inspect after {'period' if len(dates) == 1 else 'periods'} {joined(map(str, dates))}"


def _even(found: TimelyInspections) -> str:
    dates, longest = found.even
    if not dates:
        return f"Nothing stands in between: what begins at once is found after {_periods(longest)}."
    against = (
        ""
        if found.seen
        else (
            f" If the violator saw the inspections, the mean would be"
            f" {fraction_says(seen_delay(found.periods, found.inspections))}."
        )
    )
    spaced = f"For comparison: evenly spaced inspections that everybody knows, after {_listed(dates)}, leave"
    return f"{spaced} a delay of up to {_periods(longest)}.{against}"


def _listed(dates: Dates) -> str:
    if len(dates) > MOST_SAID:
        return f"{joined(map(str, dates[:2]))} and so on"
    return f"{'period' if len(dates) == 1 else 'periods'} {joined(map(str, dates))}"


def _limit(found: TimelyInspections) -> list[str]:
    if found.seen or found.inspections != 1 or found.periods == 1:
        return []
    share = float(found.value / found.periods)
    return [
        (
            f"The delay is {share:.1%} of the whole time; the finer the periods, the nearer it comes to 1/e,"
            " or 36.8% (Diamond 1982)."
        )
    ]
