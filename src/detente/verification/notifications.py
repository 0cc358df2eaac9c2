"""What has to be announced, and until when: planned activities against the thresholds of a regime."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from detente.case.naming import spaced
from detente.case.nesting import above
from detente.case.regimes import Duty
from detente.outcomes.dates_said import day_says
from detente.verification.limits.amounts import NONE, Amount, amount_of, either

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.declarations import Activity
    from detente.case.regimes import Regime, Threshold

__all__ = ["Due", "Excess", "Reached", "Standing", "due", "excesses", "reaches", "taking_part"]


class Reached(Enum):
    """Whether an activity reaches a threshold."""

    YES = "reached"
    NO = "not reached"
    UNTOLD = "cannot be told"

    def __str__(self) -> str:
        """Return it in words."""
        return self.value


class Standing(Enum):
    """How a state stands with what is due."""

    NOT_DUE = "not due"
    DUE = "due"
    OVERDUE = "overdue"
    IN_TIME = "in time"
    LATE = "late"
    UNTOLD = "cannot be told"

    def __str__(self) -> str:
        """Return it in words."""
        return self.value


@dataclass(frozen=True)
class Due:
    """What a threshold asks of the state that plans an activity.

    ``by``: the last day on which it is in time. ``reasons``: the numbers by which the threshold is reached,
    or that are not known, in words. ``done``: the day on which it was done, if it was.
    """

    regime: str
    activity: Activity
    threshold: Threshold
    reached: Reached
    reasons: tuple[str, ...]
    by: str
    done: str | None
    standing: Standing


@dataclass(frozen=True)
class Excess:
    """More activities than a constraint allows: which, and in which years or at which time.

    ``sure``: whether so many are large enough whatever is not known; else there may be too many.
    """

    regime: str
    threshold: Threshold
    state: str
    activities: tuple[Activity, ...]
    when: str
    sure: bool


def due(key: str, regime: Regime, date: str | None) -> tuple[Due, ...]:
    """Return what every activity asks for under every threshold from which it is announced or observed.

    ``date``: the day on which the question is asked, by which something may be overdue; None where that is
    open. ``key`` is the name of the regime in results.
    """
    return tuple(
        _due(key, regime, activity, threshold, date)
        for activity in sorted(regime.activities, key=lambda one: one.begins)
        for threshold in regime.thresholds
        if threshold.asks is not Duty.CONSTRAIN
    )


def reaches(threshold: Threshold, of: Mapping[str, Amount]) -> tuple[Reached, dict[str, str]]:
    """Tell whether numbers reach a threshold, and are not beyond it.

    With each number by which they do, or for want of which it cannot be told, and in words what it is
    compared with. What an activity does not mention takes no part in it.
    """
    word, written = ("from", threshold.from_) if threshold.from_ else ("above", threshold.above)
    least = {one: number + (word == "above") for one, number in written.items()}
    reached, by = _any_from(least, of)
    beyond, too_large = _any_from({one: most + 1 for one, most in threshold.not_above.items()}, of)
    if Reached.NO is reached or beyond is Reached.YES:
        return Reached.NO, {}
    reasons = {one: f"{word} {written[one]:,}" for one in by}
    if beyond is Reached.UNTOLD:
        open_ = {} if reached is Reached.YES else reasons
        return beyond, {**open_, **{one: f"not above {threshold.not_above[one]:,}" for one in too_large}}
    return reached, reasons


def _any_from(least: Mapping[str, int], of: Mapping[str, Amount]) -> tuple[Reached, tuple[str, ...]]:
    """Tell whether any of some numbers is as large as it must be, and which is or may be."""
    sure = tuple(one for one, number in least.items() if one in of and of[one].low >= number)
    if sure:
        return Reached.YES, sure
    high = {one: of[one].high for one in least if one in of}
    perhaps = tuple(one for one, most in high.items() if most is None or most >= least[one])
    return (Reached.UNTOLD, perhaps) if perhaps else (Reached.NO, ())


def taking_part(regime: Regime, activity: Activity) -> dict[str, Amount]:
    """Return how many of each category take part in an activity, where it says anything of them.

    The parts of a category count as that category. Where only a larger category is named, there may be as
    many of its parts, or none.
    """
    said = {category: amount_of(count) for category, count in activity.of.items()}
    found = {}
    for category in regime.categories:
        own = _listed(regime, said, category)
        larger = [said[one] for one in above(regime.categories, category)[1:] if one in said]
        if larger:
            own = own or NONE
            own = Amount(own.low, max((either(own, one) for one in larger), key=_most).high)
        if own is not None:
            found[category] = own
    return found


def _listed(regime: Regime, said: Mapping[str, Amount], category: str) -> Amount | None:
    """Return how many of a category an activity names, itself and by its parts; None if it names none."""
    parts = [key for key, one in regime.categories.items() if one.within == category]
    named = [one for part in parts if (one := _listed(regime, said, part)) is not None]
    own, total = said.get(category), reduce(add, named, NONE)
    if own is None or own == total:
        return total if named else own
    # The parts are among those that are named as a whole.
    return Amount(max(own.low, total.low), None if own.high is None else max(own.high, total.low))


def _most(amount: Amount) -> float:
    return math.inf if amount.high is None else amount.high


def excesses(key: str, regime: Regime) -> tuple[Excess, ...]:
    """Return where a state plans more activities than a constraint allows, or may for all that is known.

    Calendar years are counted by the first day; of activities at the same time, both days included.
    """
    return tuple(
        found
        for threshold in regime.thresholds
        if threshold.asks is Duty.CONSTRAIN
        for state in dict.fromkeys(one.by for one in regime.activities)
        for found in _of_state(key, regime, threshold, state)
    )


def _due(key: str, regime: Regime, activity: Activity, threshold: Threshold, date: str | None) -> Due:
    reached, reasons = _reached(regime, threshold, activity)
    days = threshold.days_before
    if activity.alert and threshold.alert_days_before is not None:
        days = threshold.alert_days_before
    assert days is not None
    begins = dt.date.fromisoformat(activity.begins)
    by = dt.date.fromordinal(max(begins.toordinal() - days, 1)).isoformat()
    done = activity.notified if threshold.asks is Duty.NOTIFY else activity.observers_from
    return Due(key, activity, threshold, reached, reasons, by, done, _standing(reached, by, done, date))


def _standing(reached: Reached, by: str, done: str | None, date: str | None) -> Standing:
    if done is not None and reached is not Reached.NO:
        return Standing.IN_TIME if done <= by else Standing.LATE
    if reached is Reached.NO:
        return Standing.NOT_DUE
    if reached is Reached.UNTOLD:
        return Standing.UNTOLD
    return Standing.OVERDUE if date is not None and date > by else Standing.DUE


def _of_state(key: str, regime: Regime, threshold: Threshold, state: str) -> Iterator[Excess]:
    sizes = {one.id: _reached(regime, threshold, one)[0] for one in regime.activities if one.by == state}
    large = [one for one in regime.activities if sizes.get(one.id, Reached.NO) is not Reached.NO]
    large.sort(key=lambda one: (one.begins, one.id))
    assert threshold.at_most is not None
    for when, together in _together(threshold, large):
        if len(together) > threshold.at_most:
            sure = sum(sizes[one.id] is Reached.YES for one in together) > threshold.at_most
            yield Excess(key, threshold, state, tuple(together), when, sure)


def _reached(regime: Regime, threshold: Threshold, activity: Activity) -> tuple[Reached, tuple[str, ...]]:
    """Tell whether an activity reaches a threshold, with the numbers by which it does, or may, in words."""
    if not activity.of:
        return Reached.UNTOLD, ("it is not said what takes part",)
    amounts = taking_part(regime, activity)
    reached, reasons = reaches(threshold, amounts)
    names = {one: regime.categories[one].name or spaced(one) for one in reasons}
    numbers = {one: f"{amounts[one]}{' of' if amounts[one] == Amount(0, None) else ''}" for one in names}
    return reached, tuple(f"{numbers[one]} {names[one]}, {words}" for one, words in reasons.items())


def _together(threshold: Threshold, activities: list[Activity]) -> Iterator[tuple[str, list[Activity]]]:
    """Yield what counts together under a constraint: what is under way on a day, or begins in some years."""
    if threshold.at_the_same_time:
        for day in dict.fromkeys(one.begins for one in activities):
            yield (
                f"on {day_says(day)}",
                [one for one in activities if one.begins <= day <= (one.ends or one.begins)],
            )
        return
    assert threshold.years is not None
    for year in dict.fromkeys(int(one.begins[:4]) for one in activities):
        last = year + threshold.years - 1
        said = f"in {year}" if last == year else f"from {year} to {last}"
        yield said, [one for one in activities if year <= int(one.begins[:4]) <= last]
