"""What sides believe, threat by threat: the densities of two sides above and below a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.outcomes.charts.theme import INK, SERIES, at_x, plotted, themed
from detente.threats.said import number_says, threat_called

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import altair as alt

    from detente.threats.pooled import Estimated, Pool
    from detente.threats.result import Threats

__all__ = ["density_chart"]

LABEL, HALF, GAP = 18, 22, 12
"""Pixels: of a label, of the greatest density on one side of its line, and between threats."""


def density_chart(result: Threats, scale: str, pools: Sequence[Pool]) -> alt.LayerChart:
    """Return densities on a scale, ``likelihood`` or ``impact``: of the first pool above, the second below.

    Each threat has a line of its own, and all densities of a threat the same measure. What lies beyond the
    ends of the scale is cut off. With a single pool there is nothing below the lines.
    """
    import altair as alt

    measure = getattr(result.assessment, scale)
    least, most = float(measure.least.low), float(measure.most.low)
    drawn = [threat for threat in result.assessment.listed if any(threat in _of(one, scale) for one in pools)]
    step = LABEL + (2 if len(pools) > 1 else 1) * HALF + GAP
    rows: list[dict[str, object]] = []
    labels: list[dict[str, object]] = []
    for place, threat in enumerate(drawn):
        line = place * step + LABEL + HALF
        labels.append({"y": line - HALF - 4, "label": threat_called(result, threat)})
        found = [
            (side, _of(one, scale)[threat]) for side, one in enumerate(pools) if threat in _of(one, scale)
        ]
        top = max(float(np.max(one.distribution.steps / one.distribution.range.length)) for _, one in found)
        for side, one in found:
            sign = -1 if side == 0 else 1
            says = f"{threat_called(result, threat)}, {pools[side].name}: median {number_says(one.median)}"
            rows += [
                {
                    "from": low,
                    "to": high,
                    "line": line,
                    "edge": line + sign * HALF * density / top,
                    "colour": SERIES[side],
                    "says": says,
                }
                for low, high, density in _parts(one, least, most)
            ]
    height = max(len(drawn) * step - GAP, step)
    y: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[height, 0], nice=False, zero=False)}
    x: dict[str, Any] = {"scale": alt.Scale(domain=[least, most], nice=False)}
    axis = alt.Axis(grid=True, tickCount=5, title=None, orient="bottom")
    layers = [
        plotted(rows)
        .mark_rect()
        .encode(
            x=alt.X("from:Q", axis=axis, **x),
            x2=alt.X2("to:Q"),
            y=alt.Y("line:Q", **y),
            y2=alt.Y2("edge:Q"),
            color=alt.Color("colour:N", scale=None),
            description=alt.Description("says:N"),
        ),
        plotted(labels)
        .mark_text(align="left", baseline="bottom", color=INK, fontSize=13, aria=False)
        .encode(x=at_x(0), y=alt.Y("y:Q", **y), text=alt.Text("label:N")),
    ]
    return themed(layers, height + 24)


def _of(pool: Pool, scale: str) -> dict[str, Estimated]:
    return dict(pool.likelihood if scale == "likelihood" else pool.impact)


def _parts(one: Estimated, least: float, most: float) -> Iterator[tuple[float, float, float]]:
    """Yield the steps of a density within the scale: where each begins and ends, and how high it is."""
    ends = one.distribution.range.value(one.distribution.positions)
    heights = one.distribution.steps / one.distribution.range.length
    for low, high, density in zip(ends[:-1].tolist(), ends[1:].tolist(), heights.tolist(), strict=True):
        if high > least and low < most:
            yield max(low, least), min(high, most), density
