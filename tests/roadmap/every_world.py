"""Whether the goal of a small case has some chance in the corners of all its worlds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.case.free_inputs import free_inputs
from detente.roadmap.exact.chance import greatest_chance
from detente.roadmap.problem_of import problem_of
from tests.held_inputs import certain_at, corners

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.case import Case
    from detente.roadmap.problem import Problem
    from tests.held_inputs import Corner

__all__ = ["EveryWorld"]


@dataclass(frozen=True)
class EveryWorld:
    """The corners of all worlds of a case after a move."""

    case: Case
    moved: Mapping[str, str] = field(default_factory=dict)
    _known: dict[Corner, float] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        """The problem that the case poses as it says."""
        return problem_of(self.case.nominal, moved=self.moved)

    @property
    def inputs(self) -> list[str]:
        """The paths of the inputs that are free."""
        return [one.path for one in free_inputs(self.case)]

    def suffices(self, held: frozenset[str]) -> bool:
        """Tell whether there is some chance in every corner with these inputs held."""
        return all(self._chance(corner) > 0 for corner in corners(self.case, held))

    def _chance(self, corner: Corner) -> float:
        if corner not in self._known:
            certain = certain_at(self.case, corner)
            self._known[corner] = greatest_chance(problem_of(certain, moved=self.moved))
        return self._known[corner]
