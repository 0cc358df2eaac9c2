"""What a coalition does, state by state, to force an aim or to keep the others from it: in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.institutions.procedures.forcing import END, FIRST, SECOND
from detente.institutions.procedures.machine import NOBODY
from detente.institutions.procedures.wording import move_says, span, state_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.institutions.procedures.forcing import Forced
    from detente.institutions.procedures.study import Aim, Study

__all__ = ["hindering", "pursuing"]

_PASSIVE = ("wait", "do nothing", "do not ")


def pursuing(study: Study, aim: Aim, coalition: int) -> tuple[str, ...]:
    """Return what a coalition does in each state from which it forces an aim."""
    found = study.pursued(aim, coalition)
    able = [place for place in study.beginnings(aim) if study.reaches(aim, found, place)]
    actions = {place: _best(study, found, place) for place in able if place not in found.goals}
    return tuple(_said(study, actions))


def _best(study: Study, found: Forced, place: int) -> str:
    """Return the move that leads to the goal soonest, or why it is enough to wait."""
    machine, situations = study.machine, study.situations
    best = found.soonest(place)
    if best is not None:
        return move_says(machine, best.move)
    state = situations.all[place].state
    timeout = machine.timeout[state]
    if timeout is None:
        return "wait"
    length = span(machine, machine.moves[timeout].after or 0)
    return f"wait; after {length}, {move_says(machine, timeout)}"


def hindering(study: Study, aim: Aim, coalition: int) -> tuple[str, ...]:
    """Return what a coalition does in each state in which it keeps all others from an aim."""
    others = study.machine.everybody ^ coalition
    found = study.pursued(aim, others)
    part = SECOND if found.turn == FIRST else FIRST
    kept = [place for place in study.beginnings(aim) if not study.reaches(aim, found, place)]
    actions = {place: _stop(study, found, part, place) for place in kept if place not in found.goals}
    return tuple(_said(study, actions))


def _stop(study: Study, found: Forced, part: int, place: int) -> str:
    """Return how the goal is kept out of reach: by refusing, by doing nothing, or by a move."""
    machine = study.machine
    following = END if part == SECOND else SECOND
    if found.cost[following][place] is None:
        refused = [
            move_says(machine, edge.move)
            for edge in study.situations.edges[place]
            if not edge.winning[found.coalition] and found.cost[following][edge.target] is not None
        ]
        return f"do not {' and do not '.join(dict.fromkeys(refused))}" if refused else "do nothing"
    slowest = max(
        found.options(part, place),
        key=lambda edge: _delay(found.cost[following][edge.target]),
        default=None,
    )
    here = _delay(found.cost[following][place])
    if slowest is None or _delay(found.cost[following][slowest.target]) <= here:
        return "do nothing"
    return move_says(machine, slowest.move)


def _delay(cost: int | None) -> float:
    return float("inf") if cost is None else cost


def _said(study: Study, actions: dict[int, str]) -> Iterable[str]:
    """Yield a sentence for each state, or for each part of it in which something else is done."""
    machine, situations = study.machine, study.situations
    states = dict.fromkeys(sorted(situations.all[place].state for place in actions))
    for state in states:
        here = {place: said for place, said in actions.items() if situations.all[place].state == state}
        if len(set(here.values())) == 1:
            yield f"In “{state_name(machine, state)}”: {next(iter(here.values()))}."
            continue
        by_roles: dict[str, dict[int, str]] = {}
        for place, said in here.items():
            by_roles.setdefault(_roles(study, place), {})[place] = said
        for roles, told in by_roles.items():
            where = f" ({roles})" if roles and len(by_roles) > 1 else ""
            earlier = ""
            for place in sorted(told, key=lambda place: situations.all[place].clock):
                if told[place] != earlier:
                    clock = situations.all[place].clock
                    since = f", from {machine.procedure.unit} {clock} of it on" if clock and earlier else ""
                    yield f"In “{state_name(machine, state)}”{where}{since}: {told[place]}."
                earlier = told[place]
                if not earlier.startswith(_PASSIVE):
                    break  # it acts as soon as it can, so that it never comes to what would be done later


def _roles(study: Study, place: int) -> str:
    """Say who holds which role."""
    machine, holders = study.machine, study.situations.all[place].holders
    return ", ".join(
        f"{role.replace('_', ' ')}: {machine.name(holder)}"
        for role, holder in zip(machine.roles, holders, strict=True)
        if holder != NOBODY
    )
