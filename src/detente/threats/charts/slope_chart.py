"""How sides rank threats: a line for each threat from its rank with one side to that with the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.outcomes.charts.theme import INK, PAPER, SERIES, at_x, plotted, themed
from detente.threats.said import side_called, threat_called

if TYPE_CHECKING:
    from collections.abc import Mapping

    import altair as alt

    from detente.threats.ranked import JointRanking
    from detente.threats.result import Threats

__all__ = ["ranks_of", "slope_chart"]

STEP, HEAD = 26, 30
"""Pixels: between ranks, and above the first for the names of the sides."""
NAMES, END = 0.52, 0.94
"""Shares of the width: where the first side stands, to the right of the names, and the last one."""


def ranks_of(ranking: JointRanking) -> dict[str, dict[str, float]]:
    """Return the rank of each threat that a side has judged, by side and threat; ties share the mean."""
    found: dict[str, dict[str, float]] = {}
    for side, borda in ranking.of_side.items():
        above = 0
        ranks = {}
        for tier in borda.ranking:
            ranks.update(dict.fromkeys(tier, above + (len(tier) + 1) / 2))
            above += len(tier)
        found[side] = ranks
    return found


def slope_chart(result: Threats, ranking: JointRanking) -> alt.LayerChart:
    """Return a line for each threat across the sides, from the one feared most on; names at the left."""
    import altair as alt

    ranks = ranks_of(ranking)
    sides = list(ranks)
    judged = [threat for threat in result.assessment.listed if any(threat in of for of in ranks.values())]
    order = sorted(judged, key=lambda threat: ranks[sides[0]].get(threat, len(judged)))
    height = HEAD + STEP * len(order)
    y: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[height, 0], nice=False, zero=False)}
    across = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    named = [
        {"y": HEAD + STEP * (place + 0.5), "label": threat_called(result, threat)}
        for place, threat in enumerate(order)
    ]
    places = [NAMES + (END - NAMES) * number / max(len(sides) - 1, 1) for number in range(len(sides))]
    lines: list[dict[str, object]] = []
    dots: list[dict[str, object]] = []
    for place, threat in enumerate(order):
        colour = SERIES[place % len(SERIES)]
        spots = [
            (at, ranks[side][threat]) for at, side in zip(places, sides, strict=True) if threat in ranks[side]
        ]
        for at, rank in spots:
            spot = {"at": at, "y": HEAD + STEP * (rank - 0.5), "threat": threat, "colour": colour}
            lines.append(spot)
            says = f"{threat_called(result, threat)}: {', '.join(_ranks(result, ranks, threat))}"
            dots.append({**spot, "says": says, "rank": f"{rank:g}"})
    heads = [
        {"at": at, "y": 12, "label": side_called(result, side)}
        for at, side in zip(places, sides, strict=True)
    ]
    layers = [
        plotted(lines)
        .mark_line(strokeWidth=2, aria=False)
        .encode(x=across, y=alt.Y("y:Q", **y), detail="threat:N", color=alt.Color("colour:N", scale=None)),
        plotted(dots)
        .mark_circle(size=320, opacity=1)
        .encode(
            x=across,
            y=alt.Y("y:Q", **y),
            color=alt.Color("colour:N", scale=None),
            description=alt.Description("says:N"),
        ),
        plotted(dots)
        .mark_text(color=PAPER, fontSize=11, fontWeight="bold", aria=False)
        .encode(x=across, y=alt.Y("y:Q", **y), text=alt.Text("rank:N")),
        plotted(named)
        .mark_text(align="left", baseline="middle", color=INK, fontSize=13, aria=False)
        .encode(x=at_x(0), y=alt.Y("y:Q", **y), text=alt.Text("label:N")),
        plotted(heads)
        .mark_text(align="center", baseline="middle", color=INK, fontSize=12, fontWeight="bold", aria=False)
        .encode(x=across, y=alt.Y("y:Q", **y), text=alt.Text("label:N")),
    ]
    return themed(layers, height)


def _ranks(result: Threats, ranks: Mapping[str, Mapping[str, float]], threat: str) -> list[str]:
    return [f"{side_called(result, side)} {of[threat]:g}" for side, of in ranks.items() if threat in of]
