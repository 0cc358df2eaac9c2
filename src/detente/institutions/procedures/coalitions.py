"""The least coalitions that can bring something about, that can block it, and whose consent it needs.

Three things that are easily confused. A coalition *enables* where it can force an aim whatever the others do
(alpha-effectivity). It *blocks* where it can keep all others together from ever forcing it. And an aim *needs
the consent* of a party where no way leads to it without a move of that party, be everybody else as willing as
can be. Whoever's consent is needed can block; who can block need not be needed, as where any one of several
can stop what is going on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.institutions.procedures.shortest import distances
from detente.institutions.procedures.strategies import hindering, pursuing
from detente.institutions.procedures.study import Aim

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.institutions.procedures.study import Study

__all__ = ["Power", "Witness", "least_sets", "power_over"]


@dataclass(frozen=True)
class Witness:
    """A coalition, and in sentences what it does."""

    parties: tuple[str, ...]
    strategy: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"parties": list(self.parties), "strategy": list(self.strategy)}


@dataclass(frozen=True)
class Power:
    """Who can bring an aim about, who can block it, and whose consent it needs.

    ``possible``: whether it can come about at all. ``enabling`` and ``blocking`` are the least coalitions,
    with a strategy each; the empty one enables what happens by itself.
    """

    aim: Aim
    possible: bool
    needs: tuple[str, ...]
    enabling: tuple[Witness, ...]
    blocking: tuple[Witness, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "possible": self.possible,
            "needs_the_consent_of": list(self.needs),
            "enabling": [one.to_json() for one in self.enabling],
            "blocking": [one.to_json() for one in self.blocking],
        }


def least_sets(players: int, wins: Callable[[int], bool]) -> list[int]:
    """Return the least coalitions that win, the smallest first, where more members never do worse.

    >>> least_sets(3, lambda coalition: coalition & 1 or coalition == 6)
    [1, 6]
    """
    found: list[int] = []
    for coalition in sorted(range(1 << players), key=lambda one: (one.bit_count(), one)):
        if not any(one & coalition == one for one in found) and wins(coalition):
            found.append(coalition)
    return found


def power_over(study: Study, aim: Aim) -> Power:
    """Return who has what power over an aim."""
    machine, count = study.machine, len(study.machine.players)
    if not study.goals(aim) or not study.beginnings(aim):
        return Power(aim, possible=False, needs=(), enabling=(), blocking=())
    needs = [
        key
        for player, key in enumerate(machine.players)
        if _out_of_reach(study, aim, machine.everybody ^ (1 << player))
    ]
    enabling = least_sets(count, lambda coalition: study.enables(aim, coalition))
    blocking = least_sets(count, lambda coalition: study.blocks(aim, coalition))
    return Power(
        aim,
        possible=True,
        needs=tuple(needs),
        enabling=tuple(Witness(machine.named(one), pursuing(study, aim, one)) for one in enabling),
        blocking=tuple(Witness(machine.named(one), hindering(study, aim, one)) for one in blocking),
    )


def _out_of_reach(study: Study, aim: Aim, movers: int) -> bool:
    """Tell whether no way leads from the start to an aim by the moves of a coalition and by time alone.

    Of ending a meeting it is asked from where a meeting begins.
    """
    lengths = distances(study.situations, study.goals(aim), movers)
    starts = study.beginnings(aim) if aim is Aim.END_MEETING else [0]
    return all(lengths[start] is None for start in starts)
