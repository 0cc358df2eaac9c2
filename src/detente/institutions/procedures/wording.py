"""Moves, times and parties of a procedure in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, spaced, together, within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.institutions.procedures.machine import Machine

__all__ = ["acts", "does_not", "listed_names", "moment", "move_says", "span", "state_name", "third_person"]

_IRREGULAR = {"have": "has", "be": "is", "do": "does", "go": "goes"}


def third_person(infinitive: str) -> str:
    """Return what one does from what one may do.

    >>> third_person("ask for a meeting"), third_person("reply"), third_person("go on")
    ('asks for a meeting', 'replies', 'goes on')
    """
    verb, space, rest = infinitive.partition(" ")
    if verb in _IRREGULAR:
        verb = _IRREGULAR[verb]
    elif verb.endswith("y") and verb[-2:-1] not in set("aeiou"):
        verb = f"{verb[:-1]}ies"
    elif verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        verb += "es"
    else:
        verb += "s"
    return verb + space + rest


def move_says(machine: Machine, move: int) -> str:
    """Return what whoever makes a move does, in the infinitive; of a timeout, what happens."""
    one = machine.moves[move]
    if one.says:
        return one.says
    return "the time runs out" if one.after is not None else spaced(one.id)


def state_name(machine: Machine, state: int) -> str:
    """Return the name of a state, or else its key with the words apart."""
    key = machine.states[state]
    return machine.procedure.states[key].name or spaced(key)


def listed_names(machine: Machine, players: Iterable[int]) -> str:
    """Return the names of players as they stand within a sentence."""
    return together(within(machine.name(player)) for player in players)


def acts(machine: Machine, players: Iterable[int], move: int, named: int = -1) -> str:
    """Return as a sentence that some players make a move, together where they are several."""
    who = tuple(players)
    says = move_says(machine, move)
    toward = f" to {listed_names(machine, [named])}" if named >= 0 else ""
    if len(who) == 1:
        return f"{capitalised(listed_names(machine, who))} {third_person(says)}{toward}."
    return f"{capitalised(listed_names(machine, who))} together {says}{toward}."


def does_not(machine: Machine, players: Iterable[int], move: int) -> str:
    """Return as a sentence that some players do not make a move."""
    who = tuple(players)
    verb = "does not" if len(who) == 1 else "do not"
    return f"{capitalised(listed_names(machine, who))} {verb} {move_says(machine, move)}."


def moment(machine: Machine, time: int) -> str:
    """Return a time on the clock of the procedure, as ``Day 14``."""
    return f"{capitalised(str(machine.procedure.unit))} {time}"


def span(machine: Machine, count: int) -> str:
    """Return a length of time, as ``14 days``."""
    return f"{count:,} {machine.procedure.unit}{'' if count == 1 else 's'}"
