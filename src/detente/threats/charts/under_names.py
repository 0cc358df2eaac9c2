"""Threats below each other, each under its name and all over one axis, whatever is drawn of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.outcomes.charts.theme import INK, at_x, plotted, themed, wrapped
from detente.threats.said import threat_called, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt

    from detente.threats.result import Threats

__all__ = ["UnderNames", "under_names"]

LINE, BELOW, GAP = 16, 4, 12
"""Pixels: of a line of a name, from a name to what is drawn, and between threats."""
AXIS, TITLE_LINE = 36, 15
"""Pixels: of the numbers of the axis with what stands around the chart, and of a line of its title."""
WIDTH, MOST_LINES = 40, 3
"""Characters of a name, or of the title of the axis, in one line, and lines of it; the table has all."""


@dataclass(frozen=True)
class UnderNames:
    """Where the room of each threat begins, in pixels from the top, and how high all of it is.

    ``names``: where each name stands.
    """

    result: Threats
    tops: Mapping[str, float]
    names: tuple[dict[str, object], ...]
    height: float

    def y(self, field: str) -> alt.Y:
        """Return a field that holds pixels from the top."""
        import altair as alt

        return alt.Y(field, axis=None, scale=alt.Scale(domain=[self.height, 0], nice=False, zero=False))

    def x(self, field: str, scale: str) -> alt.X:
        """Return a field on a scale, ``likelihood`` or ``impact``, whose axis tells its unit."""
        import altair as alt

        measure = getattr(self.result.assessment, scale)
        ends = [float(measure.least.low), float(measure.most.low)]
        axis = alt.Axis(grid=True, tickCount=5, title=self._title(scale), orient="bottom")
        return alt.X(field, axis=axis, scale=alt.Scale(domain=ends, nice=False))

    def themed(self, layers: Sequence[alt.Chart], scale: str) -> alt.LayerChart:
        """Return layers over a scale and under the names of threats, in the common look."""
        import altair as alt

        look: dict[str, Any] = {"color": INK, "fontSize": 13, "lineHeight": LINE, "aria": False}
        names = plotted(self.names).mark_text(align="left", baseline="top", **look)
        named = names.encode(x=at_x(0), y=self.y("y:Q"), text=alt.Text("lines:N"))
        return themed([*layers, named], self.height + AXIS + TITLE_LINE * len(self._title(scale)))

    def _title(self, scale: str) -> list[str]:
        return wrapped(unit_of(self.result, scale), WIDTH, MOST_LINES)


def under_names(result: Threats, heights: Mapping[str, float]) -> UnderNames:
    """Return where threats stand; ``heights``: the pixels that are drawn of each below its name."""
    tops: dict[str, float] = {}
    names: list[dict[str, object]] = []
    end: float = 0
    for threat, height in heights.items():
        lines = wrapped(threat_called(result, threat), WIDTH, MOST_LINES)
        names.append({"y": end, "lines": lines})
        tops[threat] = end + LINE * len(lines) + BELOW
        end = tops[threat] + height + GAP
    return UnderNames(result, tops, tuple(names), max(end - GAP, LINE))
