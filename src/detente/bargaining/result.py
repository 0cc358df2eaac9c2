"""What the bargaining analysis found, in sentences, tables and plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    import pandas as pd

    from detente.bargaining.adjusted_winner import AdjustedWinner
    from detente.bargaining.conflicts.conflicts import Conflicts
    from detente.bargaining.obstacles import Obstacle
    from detente.bargaining.positive_agenda import PositiveAgenda
    from detente.bargaining.zone import Zone
    from detente.outcomes.negotiation import Negotiation

__all__ = ["Bargaining", "Point", "Solution"]

METHOD = {
    "nash": "Nash (1950), greatest product of gains; on finite sets Mariotti (1998)",
    "kalai_smorodinsky": "Kalai–Smorodinsky (1975), leximin of gains as shares of the ideal (Imai 1983)",
    "egalitarian": "egalitarian (Kalai 1977), leximin of gains",
    "utilitarian": "utilitarian (Myerson 1981), greatest sum of gains",
}
"""The solutions by name, with the variant for finite sets that is meant."""
NEEDS_COMMON_SCALE = ("egalitarian", "utilitarian")
"""Solutions that compare points of different parties."""


@dataclass(frozen=True)
class Point:
    """A value on the frontier: a package that reaches it, and how many signable packages do.

    ``value`` is in points for each signatory; ``losers`` are parties without a part in the decision that
    this package leaves worse off than today.
    """

    package: Mapping[str, str]
    value: Mapping[str, Fraction]
    packages: int
    losers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Solution:
    """All points that a solution picks; none, with the reason, where it picks nothing.

    ``exactness`` is ``exact``; where the frontier is too wide to list, the points may be the best ones known
    (``bounded``), or none may be known (``unknown``).
    """

    points: tuple[Point, ...]
    reason: str = ""
    exactness: str = "exact"


@dataclass(frozen=True)
class Bargaining:
    """What can be signed in one negotiation over one certain case.

    ``exactness`` is ``exact``, ``bounded`` or ``unknown``. ``conflicts`` is None where something is signable.
    """

    negotiation: Negotiation
    zone: Zone
    exactness: str
    frontier: tuple[Point, ...]
    solutions: Mapping[str, Solution]
    conflicts: Conflicts | None
    positive_agenda: PositiveAgenda
    obstacles: tuple[Obstacle, ...]
    adjusted_winner: AdjustedWinner | None = field(default=None)

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
        from html import escape

        said = "".join(f"<li>{escape(sentence)}</li>" for sentence in self.summary())
        return f"<ul>{said}</ul>{self.to_frames()['frontier'].to_html(index=False)}"
