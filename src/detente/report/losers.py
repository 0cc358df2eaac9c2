"""Who would lose without deciding: by what could be signed, and by single steps that others could take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.bargaining.charts.lettered import lettered
from detente.bargaining.steps import Step, single_steps
from detente.outcomes.holders import members

if TYPE_CHECKING:
    from detente.bargaining.result import Bargaining

__all__ = ["Loser", "Losers", "losers_of"]


@dataclass(frozen=True)
class Loser:
    """A party without a part in the negotiation that some package of the frontier leaves worse off.

    ``values`` is how many values of the frontier do so; ``letters`` are the solutions among them.
    """

    party: str
    values: int
    letters: tuple[str, ...]


@dataclass(frozen=True)
class Losers:
    """All who lose without deciding; ``steps`` are those that their deciders would take today."""

    of: int
    packages: tuple[Loser, ...]
    steps: tuple[tuple[Step, tuple[str, ...]], ...]


def losers_of(result: Bargaining) -> Losers:
    """Return who would lose by what others sign."""
    case = result.negotiation.case
    picked = lettered(result)
    losing = dict.fromkeys(party for point in result.frontier for party in point.losers)
    packages = tuple(
        Loser(
            party,
            sum(party in point.losers for point in result.frontier),
            tuple(one.letter for one in picked if party in one.point.losers),
        )
        for party in case.parties
        if party in losing
    )
    steps = []
    for one in single_steps(result.negotiation.certain):
        if one.signable:
            deciding = {party for key in one.move.deciders for party in members(case, key)}
            outside = tuple(party for party in one.losers if party not in deciding)
            if outside:
                steps.append((one, outside))
    return Losers(len(result.frontier), packages, tuple(steps))
