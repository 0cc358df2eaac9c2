"""How the sides of a game play in a counterexample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.institutions.procedures.forcing import FIRST, SECOND, units
from detente.institutions.procedures.shortest import shortest_way
from detente.institutions.procedures.story import Telling
from detente.institutions.procedures.wording import span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from detente.institutions.procedures.forcing import Forced
    from detente.institutions.procedures.situations import Edge
    from detente.institutions.procedures.story import Counterexample
    from detente.institutions.procedures.study import Study

__all__ = ["brought_about", "came_to_nothing", "led_to"]


def led_to(
    study: Study, failing: Collection[int], rather: int, worth: Callable[[int], float] = lambda _: 0
) -> Telling:
    """Return a story that has come by the shortest way to a situation in which a property fails.

    Of situations that are equally near it comes to the one of the greatest ``worth``.
    """
    way = shortest_way(study.situations, 0, failing, worth)
    assert way is not None
    telling = Telling(study)
    telling.follow(way, rather)
    if telling.time > (telling.steps[-1].time if telling.steps else 0):
        telling.remark(f"Nobody makes a move until {telling.when().lower()}.")
    return telling


def came_to_nothing(study: Study, found: Forced, telling: Telling, *, opponents: int) -> Counterexample:
    """Tell how a coalition tries to convene and does not succeed, from where it cannot force it.

    Its opponents do nothing as long as that is enough.
    """
    machine, limit = study.machine, study.limit
    coalition, start = found.coalition, telling.time
    seen: set[int] = set()
    entered = {study.situations.all[telling.place].state}
    while True:
        left = None if limit is None else limit - (telling.time - start)
        if left is not None and left < 0:
            verb = "is" if limit == 1 else "are"
            telling.remark(f"{span(machine, limit or 0)} {verb} over, and there was no meeting.")
            break
        if telling.place in seen:
            lost = study.to_meeting[telling.place] is None
            telling.remark("No way to a meeting is left." if lost else "So it can go on for ever.")
            break
        seen.add(telling.place)
        if opponents:
            edge = _stopping(found, telling.place, left)
            if edge is not None:
                telling.move(edge, opponents)
        step = _attempt(study, found, telling.place, entered)
        if step is not None:
            telling.move(step, coalition)
        entered.add(study.situations.all[telling.place].state)
        telling.refused(coalition)
        telling.go_on()
    return telling.ended(coalition)


def _stopping(found: Forced, place: int, left: int | None) -> Edge | None:
    """Return the move by which opponents keep a coalition from its goal; None where doing nothing does."""

    def stopped(target: int) -> bool:
        cost = units(found.cost[SECOND][target])
        return cost is None or (left is not None and cost > left)

    if stopped(place):
        return None
    return next(edge for edge in found.options(FIRST, place) if stopped(edge.target))


def _attempt(study: Study, found: Forced, place: int, entered: set[int]) -> Edge | None:
    """Return the move by which a coalition tries to come to a meeting, if it has one.

    It makes the move that brings the meeting nearest, or else one that leads to a state not tried before.
    """

    def nearer(edge: Edge) -> int:
        return study.approach(place, edge.target) or 0

    options = [
        edge
        for edge in found.options(SECOND, place)
        if nearer(edge) > 0
        or (study.convenes(place, edge.target) and study.situations.all[edge.target].state not in entered)
    ]
    return max(options, key=nearer, default=None)


def brought_about(found: Forced, telling: Telling, said: str) -> Counterexample:
    """Tell how a coalition brings about a harm that it can force; the others do nothing."""
    while telling.place not in found.goals:
        edge = found.soonest(telling.place)
        if edge is not None:
            telling.move(edge, found.coalition)
            continue
        telling.withheld(found.coalition)
        telling.go_on()
    telling.remark(said)
    return telling.ended(found.coalition)
