"""Inspection games as charts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.outcomes.charts.bar_rows import Row, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT, FAINT, HARM, at_x, at_y, plotted, themed
from detente.verification.games.said import about, fraction_says
from detente.verification.games.seen_dates import seen_delay

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from detente.verification.games.inspection_game import InspectionGame
    from detente.verification.games.timely_inspections import TimelyInspections

__all__ = ["dates_chart", "delays_chart", "stages_chart"]

HEIGHT = 260
MOST_DOTS = 60
"""With more periods than this, lines stand without dots."""
MOST_TICKS = 5
HEADROOM = 1.3
"""The scale reaches so many times as high as the lines, so that their names fit above them."""


@dataclass(frozen=True)
class _Line:
    """Probabilities from the first period on, and what they are of."""

    name: str
    chances: Sequence[Fraction]
    colour: str
    shape: str
    mark: str

    def rows(self) -> list[dict[str, object]]:
        return [
            {"period": period, "chance": float(chance), "says": f"Period {period}, {self.name}: {chance:.1%}"}
            for period, chance in enumerate(map(float, self.chances), 1)
        ]


def stages_chart(game: InspectionGame) -> alt.LayerChart:
    """Return the probabilities of inspecting and violating in each period, as long as none is inspected."""
    stages = game.uninspected
    return _lines(
        _Line("inspect", [one.inspect for one in stages], ACCENT, "circle", "●"),
        _Line("violate", [one.violate for one in stages], HARM, "square", "■"),
        "Period, as long as none was inspected before",
    )


def dates_chart(found: TimelyInspections) -> alt.LayerChart:
    """Return for each period the probability that its end is inspected, and that a violation begins in it.

    The inspection at the end of the last period is left out: it is certain.
    """
    return _lines(
        _Line("inspected at its end", found.unseen.inspected, ACCENT, "circle", "●"),
        _Line("violation begins", found.unseen.starts, HARM, "square", "■"),
        "Period",
    )


def _lines(upper: _Line, lower: _Line, title: str) -> alt.LayerChart:
    import altair as alt

    last = max(len(upper.chances), len(lower.chances))
    highest = float(max(*upper.chances, *lower.chances))
    x = alt.X(
        "period:Q",
        title=title,
        scale=alt.Scale(domain=[0.5, last + 0.5], nice=False, zero=False),
        axis=alt.Axis(format="d", tickMinStep=1, grid=False),
    )
    y = alt.Y(
        "chance:Q",
        title="Probability",
        scale=alt.Scale(domain=[0, highest * HEADROOM], nice=False),
        axis=alt.Axis(format="%", values=_ticks(highest)),
    )
    layers: list[alt.Chart] = []
    for place, line in enumerate((upper, lower)):
        chart = plotted(line.rows())
        layers.append(chart.mark_line(color=line.colour, strokeWidth=2, aria=False).encode(x=x, y=y))
        if last <= MOST_DOTS:
            dots = chart.mark_point(filled=True, color=line.colour, shape=line.shape, size=45, opacity=1)
            layers.append(dots.encode(x=x, y=y, description=alt.Description("says:N")))
        name = plotted([{"text": f"{line.mark} {line.name}"}]).mark_text(
            align="left", baseline="top", color=line.colour, fontSize=12, fontWeight="bold", aria=False
        )
        layers.append(name.encode(x=at_x(8), y=at_y(4 + 16 * place), text=alt.Text("text:N")))
    return themed(layers, HEIGHT)


def _ticks(highest: float) -> list[float]:
    """Return round probabilities from 0 up to the highest, few of them."""
    step = next(
        step
        for step in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
        if highest / step <= MOST_TICKS
    )
    return [round(place * step, 6) for place in range(int(highest / step + 1e-9) + 1)]


def delays_chart(found: TimelyInspections) -> alt.LayerChart:
    """Return a bar for the delay of each way to inspect: the mean, and the longest of evenly spaced ones."""
    ways = []
    if not found.seen:
        ways.append(("Dates drawn, not seen", found.unseen.most, ACCENT))
    ways.append(("Dates drawn, and seen", seen_delay(found.periods, found.inspections), FAINT))
    if found.seen:
        ways[-1] = (*ways[-1][:2], ACCENT)
    ways.append(("Evenly spaced and known", Fraction(found.even[1]), FAINT))
    return bar_rows(
        [
            Row(
                label,
                f"{about(delay)} {'period' if delay == 1 else 'periods'}",
                (Segment(float(delay), colour, f"{label}: {fraction_says(delay)}"),),
                strong=colour == ACCENT,
            )
            for label, delay, colour in ways
        ]
    )
