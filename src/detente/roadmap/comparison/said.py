"""The comparison of variants in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import block_name, capitalised, joined, spaced
from detente.case.wording import in_words
from detente.roadmap.comparison.regret import NEARLY
from detente.roadmap.out_of_reach import why_out_of_reach
from detente.roadmap.problem_of import period_at
from detente.roadmap.sentences import chance_says

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.roadmap.comparison.comparison import Comparison, Plan
    from detente.roadmap.result import Roadmap

__all__ = ["order_says", "points_say", "sentences", "where_says"]

FEWEST = 0.0005
"""Differences below this are said to be less than 0.1 points."""
COUNTED = (
    "What an order gives up is counted against the best policy, which looks at what happens and adapts; an"
    " order is followed whatever happens: the first of its blocks that can start always does."
)


def sentences(result: Comparison) -> list[str]:
    """Return what was found, the most important first."""
    said = [_chance(result.base), _goal(result.base)]
    for place, road in enumerate(result.roadmaps[1:], 1):
        said.append(_difference(result, place))
        if road.problem.goal != result.base.problem.goal:
            said.append(_goal(road))
    return [*said, *_regret(result)]


def where_says(road: Roadmap) -> str:
    """Return in which variant a roadmap holds."""
    name = road.case.variant
    return "in the case as it stands" if name is None else f"in the variant “{spaced(name)}”"


def points_say(difference: float) -> str:
    """Return a difference of chances as it is read.

    >>> points_say(0.0312), points_say(0.00001), points_say(0.01)
    ('3.1 points', 'less than 0.1 points', '1.0 points')
    """
    return "less than 0.1 points" if abs(difference) < FEWEST else f"{100 * abs(difference):.1f} points"


def order_says(result: Comparison, order: Sequence[str]) -> str:
    """Return the blocks of an order by their names."""
    cases = [road.case for road in result.roadmaps]
    names = [block_name(next(case for case in cases if key in case.blocks), key) for key in order]
    return ", ".join(f"“{name}”" for name in names) or "nothing is begun"


def _chance(road: Roadmap) -> str:
    until = f"by the end of {period_at(road.case, road.problem.periods - 1)}"
    said = capitalised(where_says(road))
    if road.probability == 0 and road.exactness == "exact":
        return f"{said}, the goal cannot be reached {until}: {why_out_of_reach(road)}."
    if road.exactness != "exact":
        low, high = map(chance_says, road.monte_carlo.interval)
        chance = f"of about {chance_says(road.probability)} ({low} to {high})"
        found = f"{said}, a policy that was found reaches the goal {until}"
        return f"{found} with a chance {chance}; others may be better."
    chance = f"with a chance of {chance_says(road.probability)} ({road.exactness})"
    return f"{said}, the goal is reached {until} {chance} at best."


def _goal(road: Roadmap) -> str:
    return f"The goal {where_says(road)} is: {in_words(road.problem.goal, road.case)}."


def _difference(result: Comparison, place: int) -> str:
    road, base = result.roadmaps[place], result.base
    moved = road.problem.goal != base.problem.goal or road.case.horizon != base.case.horizon
    if moved or road.probability == 0:
        said = _chance(road).removesuffix(".")
    else:
        chance = f"{chance_says(road.probability)} ({road.exactness})"
        said = f"{capitalised(where_says(road))}, it is reached with a chance of {chance}"
    if road.exactness == base.exactness == "exact" and road.probability > 0:
        said += f"; that is {_more(road.probability - base.probability)} {where_says(base)}"
    pairs = result.differences[place - 1]
    low, high = (f"{100 * one:+.1f}" for one in pairs.interval)
    runs = f"over {pairs.runs:,} pairs of runs with the same luck (seed {result.seed})"
    return (
        f"{said}. Played out {runs} the difference is {100 * pairs.estimate:+.1f} points ({low} to {high})."
    )


def _more(difference: float) -> str:
    if abs(difference) <= NEARLY:
        return "as much as"
    which = "more" if difference > 0 else "less"
    if abs(difference) < FEWEST:
        return f"a little {which} (by under 0.1 points) than"
    return f"{points_say(difference)} {which} than"


def _regret(result: Comparison) -> list[str]:
    if result.regret is None:
        rough = joined(where_says(one) for one in result.roadmaps if one.exactness != "exact")
        why = f"{rough} the roadmap is too large for the exact method, so that the best chance is not known"
        return [f"Which order gives up least cannot be said: {why}."]
    if max(result.regret.attainable) <= 0:
        return ["The goal is out of reach in all of these, so that no order is better than another."]
    least, *others = result.plans
    return [
        *_least(result, least),
        *_others(result, others),
        COUNTED,
        *_calendar(result),
    ]


def _least(result: Comparison, plan: Plan) -> list[str]:
    assert result.regret is not None
    found, also = plan.judged, ""
    for exact in (True, False):
        best = [one for one in _best_in(result, plan) if one.fixed_order.exact == exact]
        if best:
            better = "No order is better" if exact else "No better order is known"
            also += f" {better} {joined(map(where_says, best))}."
    named = order_says(result, found.order)
    order = f"The order that gives up least, whichever of these holds: {named}.{also}"
    if not found.where:
        return [order, "It gives up nothing in any of them."]
    against = joined(
        f"{where_says(result.roadmaps[place])} ({chance_says(found.chances[place])}, and under the best"
        f" policy {chance_says(result.roadmaps[place].probability)})"
        for place in found.where
    )
    gives = f"It gives up at most {points_say(found.greatest)}, {against}"
    sure = (
        "no fixed order gives up less"
        if result.regret.exact
        else "it is the best order that was found, and another may give up less"
    )
    bound = result.regret.at_least
    if not result.regret.exact and bound > FEWEST:
        sure += f", though none less than {points_say(bound)}"
    return [order, f"{gives}; {sure}."]


def _best_in(result: Comparison, plan: Plan) -> list[Roadmap]:
    """Return the roadmaps in which no order is known that is better than that of a plan."""
    return [result.roadmaps[place] for place in plan.best_in]


def _others(result: Comparison, plans: Sequence[Plan]) -> Iterator[str]:
    """Yield what the best orders of the variants give up; those that give up as much are named together."""
    said: dict[tuple[str, str], list[str]] = {}
    for plan in plans:
        found = plan.judged
        where = joined(where_says(result.roadmaps[place]) for place in found.where)
        gives = f"as much as {points_say(found.greatest)}, {where}" if where else "nothing in any of them"
        best = _best_in(result, plan)
        known = "the best" if all(one.fixed_order.exact for one in best) else "the best known"
        said.setdefault((gives, known), []).append(joined(map(where_says, best)))
    for (gives, known), places in said.items():
        several = len(places) > 1
        which = f"{'Other orders' if several else 'Another order'}, {known} {', and '.join(places)}"
        yield f"{which}, {'give' if several else 'gives'} up {gives}."


def _calendar(result: Comparison) -> list[str]:
    for road, entries in zip(result.roadmaps, result.calendars, strict=True):
        if not entries:
            continue
        runs = [
            f"“{block_name(road.case, road.problem.blocks[one.block].key)}”"
            f" ({period_at(road.case, one.start)} to {period_at(road.case, one.end - 1)})"
            for one in entries
        ]
        when = f"{where_says(road)}, if all is delivered at the first attempt"
        return [f"The order that gives up least runs, {when}: {', '.join(runs)}."]
    return []
