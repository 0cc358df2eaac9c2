"""The probability of detection by sample as a chart, with the least sample that reaches the level."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log10
from typing import TYPE_CHECKING, Any

from detente.outcomes.charts.theme import ACCENT, HARM, INK, MUTED, SERIES, at_x, plotted, themed
from detente.verification.sampling.chances_said import chance_says, share_says
from detente.verification.sampling.charts.detection_curve import around, curve, marked
from detente.verification.sampling.detection import detection_probability

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from detente.verification.sampling.sample_answer import SampleAnswer

__all__ = ["certificate_chart", "detection_chart"]

HEIGHT = 260
LINE = 0.085
"""Height of a line of the legend, as a share of the plot."""
LOOKS = {
    "one fewer": ("One fewer", HARM, "circle"),
    "least": ("Least", ACCENT, "circle"),
    "given": ("This sample", SERIES[2], "square"),
    "IAEA": ("IAEA", SERIES[3], "diamond"),
}
"""What a mark is called, its colour and its shape."""
LEGEND = 0.6
"""Share of the width that the legend takes on a telephone."""


@dataclass(frozen=True)
class _Axes:
    """The two axes, and the least and the greatest value on each."""

    x: alt.X
    y: alt.Y
    ends: tuple[float, float]
    domain: tuple[float, float]

    @classmethod
    def about(cls, rows: Sequence[tuple[int, float]], domain: tuple[float, float], margin: float) -> _Axes:
        """Return axes on which samples have a margin at either end."""
        import altair as alt

        ends = (rows[0][0] - margin, rows[-1][0] + margin)
        across = alt.Axis(title="Items looked at", grid=False, format=",d", tickMinStep=1, labelOverlap=True)
        up = alt.Axis(title="Probability of detection", grid=False, tickCount=5, labelExpr=_labels(domain))
        x = alt.X("sample:Q", axis=across, scale=alt.Scale(domain=list(ends), nice=False))
        y = alt.Y("chance:Q", axis=up, scale=alt.Scale(domain=list(domain), nice=False))
        return cls(x, y, ends, domain)

    def sample(self, share: float) -> float:
        """Return the sample at a share of the width."""
        return self.ends[0] + share * (self.ends[1] - self.ends[0])

    def chance(self, share: float) -> float:
        """Return the chance at a share of the height."""
        return self.domain[0] + share * (self.domain[1] - self.domain[0])


def detection_chart(answer: SampleAnswer) -> alt.LayerChart:
    """Return the curve from no item on, with the level and the samples that matter."""
    rows = curve(answer)
    top = max(rows[-1][1], float(answer.level), 1e-9)
    domain = (0.0, min(top * 1.08, 1.06))
    return _chart(answer, rows, domain, line=True)


def certificate_chart(answer: SampleAnswer) -> alt.LayerChart:
    """Return the samples about the least one, close enough to see that one fewer does not reach the level."""
    rows = around(answer)
    low, high = rows[0][1], rows[-1][1]
    room = (high - low) * 0.12 or 0.01
    return _chart(answer, rows, (low - room, high + room), line=False)


def _chart(
    answer: SampleAnswer, rows: Sequence[tuple[int, float]], domain: tuple[float, float], *, line: bool
) -> alt.LayerChart:
    import altair as alt

    axes = _Axes.about(rows, domain, 0.0 if line else 0.5)
    shown = [one for one in _marks(answer) if axes.ends[0] <= one["sample"] <= axes.ends[1]]
    places = {one["sample"] for one in shown}
    values = [{"sample": sample, "chance": chance} for sample, chance in rows if line or sample not in places]
    curved = plotted(values).mark_line(color=ACCENT, strokeWidth=2.5, aria=False)
    dotted = plotted(values).mark_circle(color=MUTED, size=40, aria=False)
    layers = [(curved if line else dotted).encode(x=axes.x, y=axes.y), *_level(answer, axes.y)]
    for one in shown:
        point = _point(one).encode(x=axes.x, y=axes.y, description=alt.Description("says:N"))
        layers.append(point)
    at = _free_place(rows, float(answer.level), len(shown), axes)
    return themed([*layers, *_legend(shown, at, axes)], HEIGHT)


def _point(mark: dict[str, Any]) -> alt.Chart:
    look: dict[str, Any] = {"color": mark["colour"], "shape": mark["shape"], "size": 110, "opacity": 1}
    chart: alt.Chart = plotted([mark]).mark_point(filled=mark["filled"], strokeWidth=2, **look)
    return chart


def _labels(domain: tuple[float, float]) -> str:
    """Return how an axis writes chances in per cent, with the decimals that tell its ticks apart."""
    decimals = max(0, ceil(-log10((domain[1] - domain[0]) * 10)))
    return f"format(100 * datum.value, '.{decimals}f') + '%'"


def _level(answer: SampleAnswer, y: alt.Y) -> list[alt.Chart]:
    import altair as alt

    chart = plotted([{"chance": float(answer.level), "says": f"level {share_says(answer.level)}"}])
    # Where the level is reached, the curve ends above it at the right; else it stays below it at the left.
    side: dict[str, Any] = {"align": "left", "baseline": "bottom", "dx": 6, "dy": -3}
    if answer.needed:
        side = {"align": "right", "baseline": "top", "dx": -6, "dy": 5}
    text = chart.mark_text(color=INK, fontSize=12, aria=False, **side)
    return [
        chart.mark_rule(color=HARM, strokeWidth=1.5, strokeDash=[5, 3], aria=False).encode(y=y),
        text.encode(x=at_x("width" if answer.needed else 0), y=y, text=alt.Text("says:N")),
    ]


def _marks(answer: SampleAnswer) -> list[dict[str, Any]]:
    found = []
    for kind, sample in marked(answer):
        name, colour, shape = LOOKS[kind]
        chance = detection_probability(answer.population, answer.violations or 0, sample, answer.detection)
        reaches = answer.needed is not None and sample >= answer.needed
        said = chance_says(chance, answer.level, above=reaches)
        found.append(
            {
                "sample": sample,
                "chance": float(chance),
                "colour": colour,
                "shape": shape,
                "filled": kind != "one fewer",
                "says": f"{name}: {sample:,} ({said})",
            }
        )
    return found


def _legend(shown: Sequence[dict[str, Any]], at: tuple[float, float], axes: _Axes) -> list[alt.Chart]:
    """Return the names of the marks, one below the other from a place on: shares of width and height."""
    import altair as alt

    layers = []
    for rank, one in enumerate(shown):
        mark = {**one, "sample": axes.sample(at[0]), "chance": axes.chance(at[1] - LINE * rank)}
        text = plotted([mark]).mark_text(
            align="left", baseline="middle", dx=12, color=INK, fontSize=12, aria=False
        )
        layers += [
            _point(mark).encode(x=axes.x, y=axes.y),
            text.encode(x=axes.x, y=axes.y, text=alt.Text("says:N")),
        ]
    return layers


def _free_place(
    rows: Sequence[tuple[int, float]], level: float, lines: int, axes: _Axes
) -> tuple[float, float]:
    """Return where the legend begins: the first place at which neither the curve nor the level runs."""
    height = LINE * lines
    above_level = (level - axes.domain[0]) / (axes.domain[1] - axes.domain[0]) + height + LINE / 2
    lefts = (0.3, 0.36, 0.42)
    places = [(left, top) for top in (height, above_level) for left in lefts] + [(0.03, 0.95)]
    for left, top in places:
        low, high = axes.chance(top - height), axes.chance(top + LINE / 2)
        first, last = axes.sample(left - 0.02), axes.sample(left + LEGEND)
        # Between two places the curve passes through all that lies between their chances.
        crossed = any(
            one[0] <= last and other[0] >= first and one[1] <= high and other[1] >= low
            for one, other in pairwise(rows)
        )
        if not crossed and not low <= level <= high and high <= axes.domain[1]:
            return left, top
    return places[-1]
