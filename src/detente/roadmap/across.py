"""How a roadmap fares over draws: the chance of its goal in each, and when its blocks can start."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.problems import TooLargeError
from detente.outcomes.published import UndefinedQuantityError
from detente.roadmap.chance_of import chance_of
from detente.roadmap.exact.possible import Possible, barriers_today
from detente.roadmap.exact.startable import TooManyError
from detente.roadmap.problem_of import problem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from detente.case.uncertainty import CertainCase

__all__ = ["MOST_DRAWS", "RoadAcross", "road_across"]

MOST_DRAWS = 20
"""Draws over which a roadmap is looked at, as exact ones take long."""


@dataclass(frozen=True)
class RoadAcross:
    """The greatest ``chances`` of the goal in each of some draws over all that is uncertain.

    ``today`` and ``ever``: in how many of them each block can start today, and at all in time. Blocks have
    their keys. ``of``: all draws that were asked for, of which these are the first.
    """

    chances: tuple[float, ...]
    today: Mapping[str, int]
    ever: Mapping[str, int]
    of: int

    @property
    def draws(self) -> int:
        """How many draws were looked at."""
        return len(self.chances)


def road_across(drawn: Sequence[CertainCase], of: int, progress: Callable[[str], None]) -> RoadAcross | None:
    """Look at the roadmap in each of some certain cases, the first ``of`` so many draws.

    None where it is too large for the exact method in one of them.
    """
    chances: list[float] = []
    today: Counter[str] = Counter()
    ever: Counter[str] = Counter()
    try:
        for done, certain in enumerate(drawn, start=1):
            progress(f"the roadmap in draw {done} of {len(drawn)}")
            problem = problem_of(certain)
            chances.append(float(chance_of(certain)))
            starts = Possible(problem).earliest_starts
            for place, block in enumerate(problem.blocks):
                today[block.key] += not barriers_today(problem, place)
                ever[block.key] += starts[place] is not None
    except (TooManyError, TooLargeError, UndefinedQuantityError):
        return None
    return RoadAcross(tuple(chances), today, ever, of)
