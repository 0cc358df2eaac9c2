"""Who would lose without deciding: by what could be signed, and by single steps that others could take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.bargaining.charts.lettered import lettered
from detente.bargaining.steps import Step, single_steps
from detente.outcomes.holders import members

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.bargaining.charts.lettered import Lettered
    from detente.bargaining.points import Point
    from detente.bargaining.result import Bargaining

__all__ = ["Loser", "Losers", "losers_of"]


@dataclass(frozen=True)
class Loser:
    """A party without a part in the negotiation that some package of the frontier leaves worse off.

    ``values`` is at how many values of the frontier every package does so; ``letters`` are the solutions
    among them. ``avoidable`` is at how many values some packages do so and others, worth the same to those
    who sign, do not; ``spared_by`` is one of those that do not, with its issues on the table.
    """

    party: str
    values: int
    letters: tuple[str, ...]
    avoidable: int = 0
    spared_by: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Losers:
    """All who lose without deciding; ``steps`` are those that their deciders would take today.

    ``packages`` are those who cannot be spared at some value of the frontier, ``spared`` those who can be at
    every one. Where not all packages were looked at (``all_packages`` is false), ``packages`` are those who
    lose by the one package that is named for each value, and ``spared`` is empty.
    """

    of: int
    packages: tuple[Loser, ...]
    steps: tuple[tuple[Step, tuple[str, ...]], ...]
    spared: tuple[Loser, ...] = ()
    all_packages: bool = True


def losers_of(result: Bargaining) -> Losers:
    """Return who would lose by what others sign."""
    case = result.negotiation.case
    picked = lettered(result)
    losers = [_loser(party, result, picked) for party in case.parties]
    steps = []
    for one in single_steps(result.negotiation.certain):
        if one.signable:
            deciding = {party for key in one.move.deciders for party in members(case, key)}
            outside = tuple(party for party in one.losers if party not in deciding)
            if outside:
                steps.append((one, outside))
    return Losers(
        len(result.frontier),
        tuple(one for one in losers if one.values),
        tuple(steps),
        tuple(one for one in losers if one.avoidable and not one.values),
        all(point.unavoidable is not None for point in result.frontier),
    )


def _loser(party: str, result: Bargaining, picked: Sequence[Lettered]) -> Loser:
    avoidable = [point.avoidable[party] for point in result.frontier if party in point.avoidable]
    return Loser(
        party,
        sum(_loses(party, point) for point in result.frontier),
        tuple(one.letter for one in picked if _loses(party, one.point)),
        len(avoidable),
        next(iter(avoidable), None),
    )


def _loses(party: str, point: Point) -> bool:
    return party in (point.losers if point.unavoidable is None else point.unavoidable)
