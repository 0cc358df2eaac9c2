"""What each answered alone, and the impartial observer: fitted densities, threat by threat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.case.threats import OBSERVER
from detente.outcomes.charts.letter_marks import colour_name, colour_of
from detente.outcomes.charts.theme import INK, plotted
from detente.threats.charts.under_names import under_names
from detente.threats.said import number_says, side_called, threat_called

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import altair as alt

    from detente.threats.fits import Fit
    from detente.threats.result import Threats

__all__ = ["fit_chart", "lines_say"]

HEIGHT = 46
"""Pixels of the greatest density."""
POINTS = 40
"""Points of a curve over the scale, and as many again where it has its mass."""
DASHES = {
    "unbroken": (1, 0),
    "dashed": (5, 3),
    "dotted": (1.5, 2),
    "in long dashes": (10, 3),
    "dashed and dotted": (6, 2, 1.5, 2),
}
"""How the lines of sides are broken, in pixels of line and gap; with colours, thirty sides are told apart."""


def fit_chart(result: Threats, scale: str) -> alt.LayerChart:
    """Return a line for each fitted density on a scale, ``likelihood`` or ``impact``.

    The thick line is the observer's. Those of experts have the colour and the dashes of their side. All
    densities of a threat have the same measure.
    """
    import altair as alt

    found = {
        threat: {who: fits[scale, threat] for who, fits in result.fits.items() if (scale, threat) in fits}
        for threat in result.assessment.listed
    }
    stack = under_names(result, {threat: HEIGHT for threat, of in found.items() if of})
    rows = [
        row
        for threat, top in stack.tops.items()
        for row in _rows(result, threat, found[threat], top + HEIGHT)
    ]
    lines = (
        plotted(rows)
        .mark_line()
        .encode(
            x=stack.x("x:Q", scale),
            y=stack.y("y:Q"),
            detail="line:N",
            color=alt.Color("colour:N", scale=None),
            strokeDash=alt.StrokeDash("dash:N", scale=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            description=alt.Description("says:N"),
        )
    )
    return stack.themed([lines], scale)


def lines_say(result: Threats) -> str:
    """Say which lines are whose, as in ``Northland blue and unbroken, Southland orange and dashed``."""
    dashes = list(DASHES)
    return ", ".join(
        f"{side_called(result, side)} {colour_name(place)} and {dashes[place % len(dashes)]}"
        for place, side in enumerate(_sides(result))
    )


def _sides(result: Threats) -> list[str]:
    return list(dict.fromkeys(result.answered.sides.values()))


def _rows(result: Threats, threat: str, of: Mapping[str, Fit], line: float) -> Iterator[dict[str, object]]:
    """Yield the points of all curves of a threat, above its line."""
    curves = {who: list(_curve(fit)) for who, fit in of.items()}
    top = max(density for curve in curves.values() for _, density in curve)
    for who, curve in curves.items():
        median = number_says(float(of[who].quantile(0.5)))
        name, look = _look(result, who)
        says = f"{threat_called(result, threat)}, {name}: median {median}"
        for x, density in curve:
            y = line - HEIGHT * density / top
            yield {"x": x, "y": y, "line": f"{threat} {who}", "says": says, **look}


def _look(result: Threats, who: str) -> tuple[str, dict[str, object]]:
    """Return who it is, in words, and how the line looks."""
    if who == OBSERVER:
        return "the observer", {"colour": INK, "width": 3.5, "dash": list(DASHES["unbroken"])}
    side = result.answered.sides[who]
    place, dashes = _sides(result).index(side), list(DASHES.values())
    dash = list(dashes[place % len(dashes)])
    return f"an expert of {side_called(result, side)}", {
        "colour": colour_of(place),
        "width": 1.5,
        "dash": dash,
    }


def _curve(fit: Fit) -> Iterator[tuple[float, float]]:
    """Yield points of a density on its scale, each in the middle of a step and as high as the step."""
    dense = fit.quantile((np.arange(POINTS) + 0.5) / POINTS)
    even = np.linspace(fit.least, fit.most, POINTS + 1)
    ends = np.unique(np.concatenate([even, dense[(dense > fit.least) & (dense < fit.most)]]))
    heights = np.diff(fit.cdf(ends)) / np.diff(ends)
    yield from zip(((ends[1:] + ends[:-1]) / 2).tolist(), heights.tolist(), strict=True)
