"""What the bargaining analysis found, in sentences, tables and plain values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.bargaining.adjusted_winner import AdjustedWinner, adjusted_winner
from detente.bargaining.conflicts.of_zone import conflicts_of
from detente.bargaining.frontier.of_zone import frontier_of
from detente.bargaining.obstacles import Obstacle, obstacles
from detente.bargaining.others import outsiders
from detente.bargaining.points import Point, points_of
from detente.bargaining.positive_agenda import PositiveAgenda, positive_agenda
from detente.bargaining.solutions.solution import Solution, picked
from detente.outcomes.notebook import in_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from detente.bargaining.conflicts.results import Conflicts
    from detente.bargaining.frontier.frontier import Frontier
    from detente.bargaining.zone import Zone
    from detente.case.model import CaseFile
    from detente.outcomes.negotiation import Negotiation

__all__ = ["Bargaining"]


@dataclass(frozen=True, eq=False)
class Bargaining:
    """What can be signed in one negotiation over one certain case.

    Each part is found when it is first asked for, and kept. ``drop_red_lines`` offers red lines for dropping
    as well as demands, where nothing can be signed.
    """

    zone: Zone
    drop_red_lines: bool = False

    @property
    def negotiation(self) -> Negotiation:
        """Who signs, and what is on the table."""
        return self.zone.negotiation

    @property
    def case(self) -> CaseFile:
        """The case."""
        return self.negotiation.case

    @property
    def method(self) -> str:
        """How the frontier was found, in words."""
        return self._frontier.method

    @property
    def seed(self) -> int | None:
        """The seed from which packages were drawn to estimate how many there are; None where none were."""
        counts = (self.zone.feasible, self.zone.signable)
        return next((one.seed for one in counts if one.seed is not None), None)

    @cached_property
    def frontier(self) -> tuple[Point, ...]:
        """The undominated values of the signable packages, highest first for the first signatory."""
        rows = range(len(self._frontier.values))
        fates = outsiders(self.negotiation).fates(self.zone, self._frontier, rows)
        return points_of(self.negotiation, self._frontier, rows, fates)

    @property
    def exactness(self) -> str:
        """Whether the frontier is ``exact``, ``bounded`` or ``unknown``."""
        return (
            "unknown"
            if self._frontier.exactness == "bounded" and not self.frontier
            else self._frontier.exactness
        )

    @cached_property
    def solutions(self) -> Mapping[str, Solution]:
        """The points that each of the four solutions picks."""
        return picked(self.negotiation, self._frontier, lambda rows: [self.frontier[row] for row in rows])

    @cached_property
    def conflicts(self) -> Conflicts | None:
        """What collides and the least to drop; None where something is signable, or that is not known."""
        return conflicts_of(self.zone, drop_red_lines=self.drop_red_lines)

    @cached_property
    def positive_agenda(self) -> PositiveAgenda:
        """What leaves nobody worse off than today."""
        return positive_agenda(self.zone)

    @cached_property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What moves made outside the negotiation do to it."""
        return obstacles(self.zone)

    @cached_property
    def adjusted_winner(self) -> AdjustedWinner | None:
        """The division by Brams and Taylor's adjusted winner, where two sign and any package can exist."""
        feasible = self.zone.feasible
        return adjusted_winner(self.negotiation) if feasible.value or not feasible.exact else None

    @cached_property
    def _frontier(self) -> Frontier:
        return frontier_of(self.zone)

    def find_all(self, progress: Callable[[str], None]) -> None:
        """Find every part now, and tell ``progress`` in words which one is being found."""
        progress("counting what can be signed")
        _ = self.zone.signable
        progress("finding the frontier")
        _ = self.frontier, self.solutions
        progress("looking for what collides")
        _ = self.conflicts
        progress("looking for what harms nobody")
        _ = self.positive_agenda
        progress("weighing moves made outside")
        _ = self.obstacles, self.adjusted_winner

    def summary(self) -> list[str]:
        """Return what was found in sentences, the most important first."""
        from detente.bargaining.sentences import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return what was found as named tables."""
        from detente.bargaining.frames import frames

        return frames(self)

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values, in the documented form."""
        from detente.bargaining.plain import plain

        return plain(self)

    def charts(self) -> dict[str, Any]:
        """Return what was found as Altair charts by name."""
        from detente.bargaining.charts.charts import charts

        return charts(self)

    def _repr_html_(self) -> str:
        """Show the sentences and the frontier in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["frontier"])
