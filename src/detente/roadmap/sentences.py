"""The roadmap in sentences."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from detente.case.naming import joined, spaced
from detente.case.wording import in_words
from detente.outcomes.per_cent import per_cent
from detente.roadmap.barriers_said import barrier_says, block_says, pair_says
from detente.roadmap.heuristic import Bounds
from detente.roadmap.out_of_reach import why_out_of_reach
from detente.roadmap.parts import holds_today
from detente.roadmap.problem_of import period_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.roadmap.across import RoadAcross
    from detente.roadmap.result import Roadmap
    from detente.roadmap.simulation import Simulation

__all__ = ["barrier_says", "by_topic", "chance_says", "draws_say", "pair_says", "sentences", "telling_dates"]

FEWEST = 0.0005
"""Chances that differ by less are said alike."""
NEARLY = 1e-12
"""What is so near to certainty differs from it by rounding alone."""
TOO_LARGE = "the roadmap is too large for the exact method"
MOST_NAMED = 3
MOST_DATES = 6
"""Dates to which one may wait that are told."""


def sentences(result: Roadmap) -> list[str]:
    """Return what was found, the most important first."""
    return [one for said in by_topic(result).values() for one in said]


def by_topic(result: Roadmap) -> dict[str, list[str]]:
    """Return what was found by what it is about, the most important first."""
    if holds_today(result):
        nothing = ["The goal holds today already, so there is nothing to do.", _goal_says(result)]
        none = {topic: list[str]() for topic in ("across", "order", "importance", "waiting", "worst")}
        return {"chance": nothing, **none, "today": _today(result), "lesser": _lesser(result)}
    return {
        "chance": _chance(result),
        "across": _across(result),
        "order": _order(result),
        "today": _today(result),
        "importance": _importance(result),
        "waiting": _waiting(result),
        "worst": _worst(result),
        "lesser": _lesser(result),
    }


def chance_says(chance: float) -> str:
    """Return a chance as it is read.

    >>> chance_says(0.4032), chance_says(0.0), chance_says(0.0001), chance_says(1.0)
    ('40.3%', '0%', 'less than 0.1%', '100%')
    >>> chance_says(0.9999), chance_says(0.9995)
    ('more than 99.9%', 'more than 99.9%')
    """
    if chance == 0 or abs(chance - 1) < NEARLY:
        return f"{chance:.0%}"
    return per_cent(chance, "less than", "more than")


def _until(result: Roadmap) -> str:
    return f"by the end of {period_at(result.case, result.problem.periods - 1)}"


def _goal_says(result: Roadmap) -> str:
    return f"The goal is: {in_words(result.problem.goal, result.case)}."


def _chance(result: Roadmap) -> list[str]:
    goal = _goal_says(result)
    if _out_of_reach(result):
        return [f"The goal cannot be reached {_until(result)}: {why_out_of_reach(result)}. {goal}"]
    check = result.monte_carlo
    low, high = check.interval
    if result.exactness != "exact":
        return [*_estimate(result, check), goal]
    played = (
        f"played out {check.runs:,} times (seed {check.seed}) it was reached in"
        f" {chance_says(check.probability)} ({chance_says(low)} to {chance_says(high)})"
    )
    said = f"At best, the goal is reached {_until(result)} with a chance of {chance_says(result.probability)}"
    time = result.expected_time
    when = "" if time is None or time == 0 else f", on average by {_period_of(result, time)}"
    return [f"{said} ({result.exactness}{when}); {played}.", goal]


def _across(result: Roadmap) -> list[str]:
    """Say how the chance lies over draws."""
    if result.across is None:
        return [f"Over draws it was not looked at: {TOO_LARGE}."] if result.drawn else []
    chances = result.across.chances
    said = f"Over {draws_say(result.across)} of all that is uncertain, "
    low, middle, high = (
        chance_says(chance) for chance in np.quantile(chances, [0, 0.5, 1], method="lower").tolist()
    )
    none = sum(chance == 0 for chance in chances)
    if none == len(chances):
        return [f"{said}the goal cannot be reached in any."]
    if none:
        rest = f"the chance in the middle one is {middle}, and at most it is {high}"
        return [f"{said}the goal cannot be reached in {none}; {rest}."]
    if low == high:
        return [f"{said}the chance is {low} in each."]
    return [f"{said}the chance lies between {low} and {high}, in the middle one at {middle}."]


def draws_say(across: RoadAcross) -> str:
    """Say over which draws a roadmap was looked at.

    >>> from detente.roadmap.across import RoadAcross
    >>> draws_say(RoadAcross((0.1,) * 20, {}, {}, 1000)), draws_say(RoadAcross((0.1,), {}, {}, 1))
    ('the first 20 of 1,000 draws', '1 draw')
    """
    many = "draw" if across.of == 1 else "draws"
    which = f"the first {across.draws} of " if across.of > across.draws else ""
    return f"{which}{across.of:,} {many}"


def _out_of_reach(result: Roadmap) -> bool:
    """Tell whether it is certain that the goal has no chance: that no run reached it does not show this."""
    if result.exactness == "exact":
        return result.probability == 0
    return isinstance(result.possible, Bounds) and not result.possible.goal_possible


def _estimate(result: Roadmap, check: Simulation) -> list[str]:
    """Say what a policy reaches that was found by trying, and that there may be better ones."""
    low, high = check.interval
    what = "that looks ahead at every decision" if "rollout" in result.solution.method else "of a fixed order"
    time = result.expected_time
    when = "" if not time else f", on average by {_period_of(result, time)} where it is reached"
    said = (
        f"An estimate, as the roadmap is too large to be solved exactly: a policy {what} reaches the goal"
        f" {_until(result)} with a chance of about {chance_says(check.probability)} ({chance_says(low)} to"
        f" {chance_says(high)} at 95%, from {check.runs:,} runs, seed {check.seed}{when})."
    )
    return [
        said,
        "There may be better policies: the greatest chance is at least this high, as far as the runs tell.",
    ]


def _period_of(result: Roadmap, time: float) -> str:
    """Return the period at whose end a time lies, to the nearest one."""
    return period_at(result.case, min(max(round(time) - 1, 0), result.problem.periods - 1))


def _order(result: Roadmap) -> list[str]:
    if _out_of_reach(result) or not result.fixed_order.order:
        return []
    order, case = result.fixed_order, result.case
    entries = [
        f"{block_says(result, one.block)} ({period_at(case, one.start)} to {period_at(case, one.end - 1)})"
        for one in result.calendar
    ]
    best = (
        "The best fixed order"
        if order.exact
        else "The best fixed order that was found (others may be better)"
    )
    gain = "to look at what happens and adapt is worth"
    estimated = result.exactness != "exact"
    more = "" if order.exact else "about " if estimated else "at most "
    reaches = "reaches it with about" if estimated else "reaches it with"
    order_says = (
        f"{best} {reaches} {chance_says(order.probability)}; {gain} {more}"
        f"{100 * result.value_of_adapting:.1f} points"
    )
    return [f"{order_says}. If all is delivered at the first attempt it runs: {', '.join(entries)}."]


def _today(result: Roadmap) -> list[str]:
    blocks = range(len(result.problem.blocks))
    free = [block_says(result, block) for block in blocks if not result.barriers[block]]
    said = [f"Can start today: {joined(free)}." if free else "Nothing can start today."]
    can = "can, by a bound," if isinstance(result.possible, Bounds) else "can"
    for block in blocks:
        if not result.barriers[block]:
            continue
        why = "; ".join(barrier_says(result, block, barrier) for barrier in result.barriers[block])
        earliest = result.possible.earliest_starts[block]
        then = (
            "it can never start"
            if earliest is None
            else f"it {can} start in {period_at(result.case, earliest)} at the earliest"
        )
        said.append(f"{block_says(result, block)} cannot start today: {why}; {then}.")
    return said


def _importance(result: Roadmap) -> list[str]:
    ranked = sorted(range(len(result.problem.blocks)), key=lambda block: -result.importance[block].difference)
    named = [
        f"{block_says(result, block)} ({chance_says(result.importance[block].impossible)} without it,"
        f" {chance_says(result.importance[block].certain)} if it is sure)"
        for block in ranked[:MOST_NAMED]
        if result.importance[block].difference > 0
    ]
    most = (
        "What matters most"
        if result.exactness == "exact"
        else "By estimates with fixed orders, what matters most"
    )
    said = [f"{most}: {joined(named)}."] if named else []
    even = [
        f"{block_says(result, block)} {value:.2f}"
        for block in ranked[:MOST_NAMED]
        if (value := result.breakeven[block]) is not None
    ]
    if even:
        level = chance_says(result.level)
        exact = result.exactness == "exact"
        # Where the roadmap is estimated, a level is crossed by the chance of the order, not of the policy.
        chance = result.probability if exact else result.fixed_order.probability
        turns = "rises to" if result.level > chance else "falls to"
        turns = "is" if abs(result.level - chance) < FEWEST else turns
        turns = turns if exact else f"in the fixed order {turns}, by estimate,"
        said.append(f"The chance {turns} {level} where the probability of delivery is: {joined(even)}.")
    return said


def _waiting(result: Roadmap) -> list[str]:
    if result.probability == 0:
        return []
    chances = dict(result.waiting)
    last = max((time for time, chance in chances.items() if chance > 0), default=0)
    lost = next((time for time, chance in chances.items() if chance == 0 and time > last), None)
    told = telling_dates(chances)
    later = [f"{chance_says(chances[time])} from {period_at(result.case, time)}" for time in told]
    some = "" if told == telling_dates(chances, len(chances)) else ", to name where it changes most,"
    if result.exactness != "exact":
        said = f"If one waits, fixed orders reach the goal, by estimate, with{some} {joined(later)}"
        over = "" if lost is None else f"; begun in {period_at(result.case, lost)}, no run reached it"
        return [f"{said}{over}."] if later else []
    said = f"If one waits, the chance is{some} {joined(later)}" if later else "It cannot wait"
    over = "" if lost is None else f"; from {period_at(result.case, lost)} on it is too late"
    return [f"{said}{over}."]


def telling_dates(chances: Mapping[int, float], most: int = MOST_DATES) -> list[int]:
    """Return the dates to which one may wait that tell most of how the chance then falls, so many at most.

    The last date with a chance is always among them; the others lie around the greatest changes.

    >>> telling_dates({0: 0.4, 1: 0.4, 2: 0.4, 3: 0.4, 4: 0.3, 5: 0.0})
    [3, 4]
    """
    dates = [time for time, chance in chances.items() if chance > 0]
    steps = sorted(pairwise(dates), key=lambda step: -abs(chances[step[1]] - chances[step[0]]))
    told = {date for date in dates[-1:] if date}
    for before, after in steps:
        if abs(chances[after] - chances[before]) < FEWEST:
            break
        for date in (after, before):
            if date and len(told) < most:
                told.add(date)
    return sorted(told)


def _worst(result: Roadmap) -> list[str]:
    worst = result.worst_case
    if result.probability > 0 and not _has_ranges(result):
        return ["No probability of delivery or breach is a range, so that there is no worst case over them."]
    if worst is None and result.probability > 0:
        return ["The worst case over the ranges was not looked for: the roadmap is too large for that."]
    if worst is None or result.probability == 0 or worst.least is None:
        return []
    if worst.greatest is not None:
        ends = f"{chance_says(worst.least)} to {chance_says(worst.greatest)}"
        return [f"Over the ranges of the probabilities of delivery and breach alone, the chance is {ends}."]
    least = (
        f"At the worst probabilities of delivery and breach the chance is at least {chance_says(worst.least)}"
    )
    return [f"{least}; success of one block can close the way to another, so this is a bound."]


def _has_ranges(result: Roadmap) -> bool:
    """Tell whether a probability of which the worst case would be looked for is a range."""
    blocks = (result.case.blocks[block.key] for block in result.problem.blocks)
    return not all(block.delivers.certain and block.breach.certain for block in blocks)


def _lesser(result: Roadmap) -> list[str]:
    until = _until(result)
    about = {key: "" if one == "exact" else "about " for key, one in result.lesser_exactness.items()}
    return [
        f"The lesser goal “{spaced(key)}”, sought alone, is reached with {about[key]}{chance_says(chance)}"
        f" {until}."
        for key, chance in result.lesser_goals.items()
    ]
