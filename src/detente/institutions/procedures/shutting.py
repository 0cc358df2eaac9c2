"""Whether a party alone can close or suspend the channel.

It can where there is a situation from which it forces that, whatever the others do; it is first there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.case.procedures import StateKind
from detente.institutions.procedures.playing import brought_about, led_to
from detente.institutions.procedures.properties import Property, PropertyName
from detente.institutions.procedures.study import Aim
from detente.institutions.procedures.wording import listed_names

if TYPE_CHECKING:
    from detente.institutions.procedures.study import Study

__all__ = ["whether_no_party_can"]

_NAMES = {Aim.CLOSE: PropertyName.CLOSE, Aim.SUSPEND: PropertyName.SUSPEND}
_DONE = {Aim.CLOSE: "closed", Aim.SUSPEND: "suspended"}


def whether_no_party_can(study: Study, aim: Aim) -> Property:
    """Decide for each party whether it alone cannot close, or cannot suspend."""
    machine = study.machine
    by_party, counterexamples, notes = {}, {}, []
    for player, key in enumerate(machine.players):
        alone = 1 << player
        found = study.pursued(aim, alone)
        able = frozenset(place for place in study.beginnings(aim) if study.reaches(aim, found, place))
        by_party[key] = not able
        if able:
            telling = led_to(study, able, alone)
            said = f"The channel is {_DONE[aim]}."
            counterexamples[key] = brought_about(found, telling, said)
        elif _where_others_are_silent(study, aim, alone):
            name = capitalised(listed_names(machine, [player]))
            notes.append(f"{name} can have the channel {_DONE[aim]} where the others let it happen.")
    if not study.goals(aim):
        named = StateKind(_DONE[aim]) in study.machine.kinds
        missing = "No state is ever reached" if named else "There is no state"
        notes.append(f"{missing} in which the channel is {_DONE[aim]}.")
    return Property(_NAMES[aim], by_party, counterexamples, tuple(notes), study.nowhere(aim))


def _where_others_are_silent(study: Study, aim: Aim, alone: int) -> bool:
    """Tell whether a party reaches the aim where nobody else makes a move any more."""
    found = study.pursued(aim, alone, 0)
    return any(study.reaches(aim, found, place) for place in study.beginnings(aim))
