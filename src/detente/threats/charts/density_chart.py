"""What sides believe, threat by threat: two sides above and below a line, or a line for each of more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.outcomes.charts.letter_marks import colour_of
from detente.outcomes.charts.theme import at_x, plotted, wrapped
from detente.threats.charts.under_names import under_names
from detente.threats.said import number_says, side_called, threat_called

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import altair as alt

    from detente.threats.pooled import Estimated, Pool
    from detente.threats.result import Threats

__all__ = ["ABOVE_AND_BELOW", "density_chart"]

LABEL, HALF = 20, 22
"""Pixels: of the name of a side, and of the greatest density on one side of its line."""
ABOVE_AND_BELOW = 2
"""Sides that share a line, one above and one below; of more, each has a line under its own name."""
WIDTH = 44
"""Characters of the name of a side in its line; the table has all of it."""


@dataclass(frozen=True)
class _Drawn:
    """A density: whose it is, in the order of the sides, its line, and its greatest height, in pixels."""

    side: int
    one: Estimated
    line: float
    reach: float


def density_chart(result: Threats, scale: str, pools: Sequence[Pool]) -> alt.LayerChart:
    """Return the densities of sides on a scale, ``likelihood`` or ``impact``.

    Of two pools the first is drawn above the line of each threat, the second below; of more, each has a line
    of its own under its name. All densities of a threat have the same measure. What lies beyond the ends of
    the scale is cut off.
    """
    import altair as alt

    found = {threat: _of(pools, scale, threat) for threat in result.assessment.listed}
    stack = under_names(result, {threat: _height(pools, of) for threat, of in found.items() if of})
    rows: list[dict[str, object]] = []
    labels: list[dict[str, object]] = []
    for threat, top in stack.tops.items():
        drawn = list(_placed(found[threat], top, len(pools)))
        rows += _rows(result, scale, threat, pools, drawn)
        if len(pools) > ABOVE_AND_BELOW:
            labels += [_label(result, pools[one.side], one) for one in drawn]
    layers = [
        plotted(rows)
        .mark_area(interpolate="step-after")
        .encode(
            x=stack.x("at:Q", scale),
            y=stack.y("edge:Q"),
            y2=alt.Y2("line:Q"),
            detail="of:N",
            color=alt.Color("colour:N", scale=None),
            description=alt.Description("says:N"),
        ),
        plotted(labels)
        .mark_text(align="left", baseline="top", fontSize=12, aria=False)
        .encode(
            x=at_x(0),
            y=stack.y("y:Q"),
            text=alt.Text("label:N"),
            color=alt.Color("colour:N", scale=None),
        ),
    ]
    return stack.themed(layers, scale)


def _of(pools: Sequence[Pool], scale: str, threat: str) -> dict[int, Estimated]:
    """Return what each pool that has it holds of a threat, by the place of the pool."""
    held = [pool.likelihood if scale == "likelihood" else pool.impact for pool in pools]
    return {place: of[threat] for place, of in enumerate(held) if threat in of}


def _height(pools: Sequence[Pool], of: Mapping[int, Estimated]) -> int:
    return len(pools) * HALF if len(pools) <= ABOVE_AND_BELOW else len(of) * (LABEL + HALF)


def _placed(of: Mapping[int, Estimated], top: float, sides: int) -> Iterator[_Drawn]:
    """Yield the densities of a threat, each with its line."""
    for place, (side, one) in enumerate(of.items()):
        if sides > ABOVE_AND_BELOW:
            yield _Drawn(side, one, top + (place + 1) * (LABEL + HALF), HALF)
        else:
            yield _Drawn(side, one, top + HALF, -HALF if side else HALF)


def _rows(
    result: Threats, scale: str, threat: str, pools: Sequence[Pool], drawn: Sequence[_Drawn]
) -> Iterator[dict[str, object]]:
    """Yield where each density begins to be as high as it is; its last point closes it."""
    measure = getattr(result.assessment, scale)
    least, most = float(measure.least.low), float(measure.most.low)
    parts = [list(_parts(one.one, least, most)) for one in drawn]
    greatest = max((density for steps in parts for _, _, density in steps), default=0) or 1
    for one, steps in zip(drawn, parts, strict=True):
        name = pools[one.side].name
        look = {
            "line": one.line,
            "of": f"{threat} {name}",
            "colour": colour_of(one.side),
            "says": f"{threat_called(result, threat)}, {_side(result, pools[one.side])}:"
            f" median {number_says(one.one.median)}",
        }
        ends = [(low, density) for low, _, density in steps]
        ends += [(high, density) for _, high, density in steps[-1:]]
        for at, density in ends:
            yield {"at": at, "edge": one.line - one.reach * density / greatest, **look}


def _label(result: Threats, pool: Pool, one: _Drawn) -> dict[str, object]:
    [name] = wrapped(_side(result, pool), WIDTH, 1)
    return {"y": one.line - HALF - LABEL + 5, "label": name, "colour": colour_of(one.side)}


def _side(result: Threats, pool: Pool) -> str:
    return side_called(result, pool.name.partition(": ")[2])


def _parts(one: Estimated, least: float, most: float) -> Iterator[tuple[float, float, float]]:
    """Yield the steps of a density within the scale: where each begins and ends, and how high it is."""
    ends = one.distribution.range.value(one.distribution.positions)
    heights = one.distribution.steps / one.distribution.range.length
    for low, high, density in zip(ends[:-1].tolist(), ends[1:].tolist(), heights.tolist(), strict=True):
        if high > least and low < most:
            yield max(low, least), min(high, most), density
