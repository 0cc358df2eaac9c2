"""Inspections of several sites in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.dates_said import day_says

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from detente.verification.sites.allocation import Allocation
    from detente.verification.sites.result import SiteInspections

__all__ = ["BINDING", "decimal", "sentences"]

MOST_NAMED = 3
"""Sites and limits that sentences name; tables name all."""
BINDING = 1e-7
"""A price above this share of the range of the violator's payoffs is told from nought."""


def decimal(value: Fraction | float) -> str:
    """Return a number with at most three significant digits or, from 1,000 on, with none after the point.

    >>> decimal(1 / 3), decimal(5), decimal(-4 / 3), decimal(1234.5)
    ('0.333', '5', '-1.33', '1,234')
    """
    number = float(value)
    size = abs(number)
    places = next((places for places, below in ((3, 1), (2, 10), (1, 1000)) if size < below), 0)
    said = f"{number:,.{places}f}"
    said = said.rstrip("0").rstrip(".") if places else said
    return "0" if said in {"-0", ""} else said


def sentences(result: SiteInspections) -> list[str]:
    """Return what was found, the most important first."""
    return [*_allocated(result.allocation), *_scheduled(result), *_dated(result)]


def _allocated(found: Allocation) -> Iterator[str]:
    if found.violator_utility is None:
        yield "There is no site, so that nothing can be hidden and nothing is to be inspected."
        return
    assert found.defender_utility is not None  # both sides have something, or neither
    worth = decimal(found.violator_utility)
    defender = decimal(found.defender_utility)
    if found.complies:
        yield (
            f"Complying is the violator's best: no site is worth more to it than the {worth} it has of"
            f" complying; the defender has {defender}."
        )
    else:
        yield (
            f"The best that a violator can do is worth {worth} to it, at {_named(found.attack_set, 'or')};"
            f" for the defender that is worth {defender}."
        )
        if len(found.attack_set) > 1:
            yield (
                f"The figure for the defender is at {found.attacked}: among sites equally good for the"
                " violator the one that is best for the defender, to which a hair fewer inspections there"
                " would draw it."
            )
    if not found.problem.sites:
        return
    if found.gap is not None and found.lower_bound is not None:
        gap = f" to within {float(found.gap):.0e}" if found.gap else ""
        moved = (
            f" To keep every quota to the last digit, visits were moved by {float(found.change):.0e} at most."
        )
        yield (
            "No allocation within the quotas brings the violator's best below"
            f" {decimal(found.lower_bound)}, recomputed in fractions{gap}.{moved if found.change else ''}"
        )
    yield from _used(found)


def _used(found: Allocation) -> Iterator[str]:
    yield (
        f"This takes {decimal(found.inspections)} inspections a year on average; more at other sites would"
        " not lower the violator's best."
    )
    values = [curve.violator_uncovered for curve in found.region.curves]
    values += [curve.violator_uncovered - curve.drop for curve in found.region.curves]
    least = BINDING * float(max(values) - min(values))
    money = {limit.says for limit in found.region.limits if limit.costs}
    binding = sorted((-price, says) for says, price in found.prices.items() if price > least)
    for price, says in binding[:MOST_NAMED]:
        yield (
            f"What binds: {says}. A little more room there would lower the violator's best, at a rate of"
            f" {decimal(-price)} per {'unit of money' if says in money else 'inspection'}."
        )
    if len(binding) > MOST_NAMED:
        yield f"Of the limits, {len(binding) - MOST_NAMED} more bind."


def _scheduled(result: SiteInspections) -> Iterator[str]:
    schedule = result.schedule
    count, sites = len(schedule.visits), len(schedule.visits_by_site)
    if not count:
        yield "The list that was drawn is empty."
        return
    yield (
        f"The list that was drawn has {count} inspection{'' if count == 1 else 's'} of {sites}"
        f" site{'' if sites == 1 else 's'} (seed {schedule.seed})."
    )
    if schedule.exact:
        yield (
            "Over many lists each site is visited as often as allocated, exactly, and no list breaks a quota."
        )
    else:
        yield (
            f"These limits hold by rounding only on average: {_named(schedule.loose, 'and')}. Lists that"
            f" break them are drawn again (this is number {schedule.tries}), so that average visits differ"
            " somewhat from the allocation."
        )


def _dated(result: SiteInspections) -> Iterator[str]:
    calendar = result.calendar
    if calendar is None or not calendar.missions:
        return
    count = len(calendar.missions)
    first, last = calendar.missions[0].first, max(one.last for one in calendar.missions)
    yield (
        f"They are made in {count} mission{'' if count == 1 else 's'} from {day_says(first.isoformat())} to"
        f" {day_says(last.isoformat())}; {calendar.method}."
    )


def _named(names: Sequence[str], word: str) -> str:
    if len(names) > MOST_NAMED + 1:
        return f"{', '.join(names[:MOST_NAMED])} {word} {len(names) - MOST_NAMED} more"
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last
