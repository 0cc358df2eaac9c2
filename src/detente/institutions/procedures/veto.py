"""Whether convening gives a veto: whether a party, by convening, can hold up a step of another's own.

Asked of every situation in which the other could take its step at once. The party is first in each unit and
makes only moves towards a meeting, or none; all others work for the step. How long they
need at worst is how long it is held up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detente.case.naming import capitalised
from detente.institutions.procedures.forcing import FIRST, SECOND, units
from detente.institutions.procedures.playing import led_to
from detente.institutions.procedures.properties import Property, PropertyName
from detente.institutions.procedures.study import Aim
from detente.institutions.procedures.wording import listed_names, move_says, span, third_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.institutions.procedures.forcing import Forced
    from detente.institutions.procedures.situations import Edge
    from detente.institutions.procedures.story import Counterexample
    from detente.institutions.procedures.study import Study

__all__ = ["held_up", "whether_convening_gives_no_veto"]


class _Held(NamedTuple):
    """How long whose step can be held up from a situation, and the game over it."""

    delay: float
    other: int
    move: int
    game: Forced


def whether_convening_gives_no_veto(study: Study) -> Property:
    """Decide for each party whether it cannot hold up a step of another's own by convening."""
    machine = study.machine
    by_party, counterexamples, notes = {}, {}, []
    for player, key in enumerate(machine.players):
        worst, victim = 0.0, player
        held: dict[int, _Held] = {}
        for other, move, found in _steps_of_others(study, player):
            for place in _ready(study, other, move):
                delay = _delay(found, place)
                if delay > worst:
                    worst, victim = delay, other
                if delay > 0 and (place not in held or delay > held[place].delay):
                    held[place] = _Held(delay, other, move, found)
        by_party[key] = not held
        if held:
            long = "for ever" if worst == float("inf") else f"for up to {span(machine, int(worst))}"
            who = capitalised(listed_names(machine, [player]))
            notes.append(f"{who} can hold up a step of {listed_names(machine, [victim])} {long}.")
            counterexamples[key] = _story(study, player, held)
    return Property(PropertyName.VETO, by_party, counterexamples, tuple(notes), _nothing_held_up(study))


def _nothing_held_up(study: Study) -> str | None:
    """Return as a clause why no step could be held up by convening, if no situation allows of that."""
    steps = [index for index, move in enumerate(study.machine.moves) if move.own_step]
    players = range(len(study.machine.players))
    if not steps:
        return "the procedure names no such steps"
    if len(players) == 1 or not any(_ready(study, player, step) for step in steps for player in players):
        return "nobody ever comes to where another could take one"
    if not study.goals(Aim.CONVENE):
        return "no meeting is ever reached"
    return None


def held_up(study: Study) -> dict[str, dict[str, int | None]]:
    """Return by party and by the other party how long the other's own steps can be held up, in units.

    None stands for ever. Only what can be held up at all is listed.
    """
    machine = study.machine
    found: dict[str, dict[str, int | None]] = {key: {} for key in machine.players}
    for player, key in enumerate(machine.players):
        longest: dict[str, float] = {}
        for other, move, game in _steps_of_others(study, player):
            name = machine.players[other]
            longest[name] = max(longest.get(name, 0), _longest(study, game, other, move))
        found[key] = {
            name: None if delay == float("inf") else int(delay) for name, delay in longest.items() if delay
        }
    return found


def _steps_of_others(study: Study, player: int) -> Iterator[tuple[int, int, Forced]]:
    """Yield the own steps of all other parties, each with the game over it."""
    machine = study.machine
    for move, one in enumerate(machine.moves):
        for other in range(len(machine.players)):
            if one.own_step and other != player and _ready(study, other, move):
                yield other, move, study.own_step(1 << other, move, 1 << player)


def _ready(study: Study, player: int, move: int) -> list[int]:
    """Return the situations in which a player can take a step."""
    return [
        place
        for place, edges in enumerate(study.situations.edges)
        if any(edge.move == move and edge.winning[1 << player] for edge in edges)
    ]


def _delay(found: Forced, place: int) -> float:
    cost = units(found.cost[FIRST][place])
    return float("inf") if cost is None else cost


def _longest(study: Study, found: Forced, other: int, move: int) -> float:
    return max((_delay(found, place) for place in _ready(study, other, move)), default=0)


def _story(study: Study, player: int, held: dict[int, _Held]) -> Counterexample:
    """Tell how a step is held up as long as can be, from the nearest situation in which one is."""
    machine = study.machine
    telling = led_to(study, held, 1 << player, lambda place: held[place].delay)
    _, other, move, found = held[telling.place]
    ready = _ready(study, other, move)
    who, step = listed_names(machine, [other]), move_says(machine, move)
    telling.remark(f"{capitalised(who)} could {step}.")
    seen: set[int] = set()
    while True:
        if telling.place in seen:
            telling.remark(f"So it can go on for ever, and {who} never {third_person(step)}.")
            break
        seen.add(telling.place)
        edge = _holding(found, telling.place)
        if edge is not None:
            telling.move(edge, 1 << player)
        if telling.place in ready:
            telling.remark(f"Only now can {who} {step}, on {telling.when().lower()}.")
            break
        reply = found.soonest(telling.place)
        if reply is not None:
            telling.move(reply, found.coalition)
        telling.withheld(1 << player)
        telling.go_on()
    return telling.ended(1 << player)


def _holding(found: Forced, place: int) -> Edge | None:
    """Return the move after which the others need longest; None where that is none."""

    def need(target: int) -> float:
        cost = found.cost[SECOND][target]
        return float("inf") if cost is None else cost

    best = max(found.options(FIRST, place), key=lambda edge: need(edge.target), default=None)
    return None if best is None or need(best.target) <= need(place) else best
