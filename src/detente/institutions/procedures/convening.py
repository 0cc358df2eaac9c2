"""Whether any party alone can always convene a meeting in time.

From every situation that can be reached, closed ones left out, and whatever all others do, who are first in
each unit of time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.institutions.procedures.playing import came_to_nothing, led_to
from detente.institutions.procedures.properties import Property, PropertyName
from detente.institutions.procedures.study import Aim

if TYPE_CHECKING:
    from detente.institutions.procedures.study import Study

__all__ = ["failing_to_convene", "whether_any_party_can_convene"]


def whether_any_party_can_convene(study: Study) -> Property:
    """Decide for each party whether it alone can always convene."""
    machine = study.machine
    by_party, counterexamples = {}, {}
    for player, key in enumerate(machine.players):
        alone = 1 << player
        failing = failing_to_convene(study, alone)
        by_party[key] = not failing
        if failing:
            telling = led_to(study, failing, alone)
            found = study.pursued(Aim.CONVENE, alone)
            counterexamples[key] = came_to_nothing(study, found, telling, opponents=machine.everybody ^ alone)
    return Property(PropertyName.CONVENE, by_party, counterexamples, only_because=study.nowhere(Aim.CONVENE))


def failing_to_convene(study: Study, coalition: int, opponents: int | None = None) -> frozenset[int]:
    """Return the situations from which a coalition cannot convene in time."""
    found = study.pursued(Aim.CONVENE, coalition, opponents)
    return frozenset(
        place for place in study.beginnings(Aim.CONVENE) if not study.reaches(Aim.CONVENE, found, place)
    )
