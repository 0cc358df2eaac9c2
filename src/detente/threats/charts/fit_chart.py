"""What each answered alone, and the impartial observer: fitted densities, threat by threat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.case.threats import OBSERVER
from detente.outcomes.charts.theme import INK, SERIES, at_x, plotted, themed
from detente.threats.said import number_says, side_called, threat_called

if TYPE_CHECKING:
    from collections.abc import Iterator

    import altair as alt

    from detente.threats.fits import Fit
    from detente.threats.result import Threats

__all__ = ["fit_chart"]

LABEL, HEIGHT, GAP = 18, 46, 12
"""Pixels: of a label, of the greatest density, and between threats."""
POINTS = 40
"""Points of a curve over the scale, and as many again where it has its mass."""


def fit_chart(result: Threats, scale: str) -> alt.LayerChart:
    """Return a line for each fitted density on a scale, ``likelihood`` or ``impact``.

    The thick line is the observer's. Those of experts have the colour of their side. All densities of a
    threat have the same measure.
    """
    import altair as alt

    sides = list(dict.fromkeys(result.answered.sides.values()))
    measure = getattr(result.assessment, scale)
    least, most = float(measure.least.low), float(measure.most.low)
    rows: list[dict[str, object]] = []
    labels: list[dict[str, object]] = []
    for threat in result.assessment.listed:
        of = {who: fits[scale, threat] for who, fits in result.fits.items() if (scale, threat) in fits}
        if not of:
            continue
        line = len(labels) * (LABEL + HEIGHT + GAP) + LABEL + HEIGHT
        labels.append({"y": line - HEIGHT - 4, "label": threat_called(result, threat)})
        curves = {who: list(_curve(fit)) for who, fit in of.items()}
        top = max(density for curve in curves.values() for _, density in curve)
        for who, curve in curves.items():
            side = None if who == OBSERVER else result.answered.sides[who]
            name = "the observer" if side is None else f"an expert of {side_called(result, side)}"
            median = number_says(float(of[who].quantile(0.5)))
            look = {
                "colour": INK if side is None else SERIES[sides.index(side) % len(SERIES)],
                "width": 3.5 if side is None else 1.5,
                "line": f"{threat} {who}",
                "says": f"{threat_called(result, threat)}, {name}: median {median}",
            }
            rows += [{"x": x, "y": line - HEIGHT * density / top, **look} for x, density in curve]
    height = max(len(labels), 1) * (LABEL + HEIGHT + GAP) - GAP
    y: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[height, 0], nice=False, zero=False)}
    x_axis = alt.Axis(grid=True, tickCount=5, title=None, orient="bottom")
    layers = [
        plotted(rows)
        .mark_line()
        .encode(
            x=alt.X("x:Q", axis=x_axis, scale=alt.Scale(domain=[least, most], nice=False)),
            y=alt.Y("y:Q", **y),
            detail="line:N",
            color=alt.Color("colour:N", scale=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            description=alt.Description("says:N"),
        ),
        plotted(labels)
        .mark_text(align="left", baseline="bottom", color=INK, fontSize=13, aria=False)
        .encode(x=at_x(0), y=alt.Y("y:Q", **y), text=alt.Text("label:N")),
    ]
    return themed(layers, height + 24)


def _curve(fit: Fit) -> Iterator[tuple[float, float]]:
    """Yield points of a density on its scale, each in the middle of a step and as high as the step."""
    dense = fit.quantile((np.arange(POINTS) + 0.5) / POINTS)
    even = np.linspace(fit.least, fit.most, POINTS + 1)
    ends = np.unique(np.concatenate([even, dense[(dense > fit.least) & (dense < fit.most)]]))
    heights = np.diff(fit.cdf(ends)) / np.diff(ends)
    yield from zip(((ends[1:] + ends[:-1]) / 2).tolist(), heights.tolist(), strict=True)
