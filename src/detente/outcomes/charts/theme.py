"""The look of every chart: one set of colours, sizes and lines, for notebooks and for the report alike.

Colours are told apart by readers with any colour vision (after the palette of Okabe and Ito, darkened so that
white letters can be read on them), and nothing is told by colour alone.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import altair as alt

__all__ = [
    "ACCENT",
    "CHARACTER",
    "FAINT",
    "FONT",
    "HARM",
    "INK",
    "LINE",
    "MUTED",
    "PAPER",
    "SERIES",
    "SERIES_NAMES",
    "at_x",
    "at_y",
    "beside",
    "plotted",
    "themed",
    "wrapped",
]

INK = "#1c2024"
MUTED = "#565c63"
LINE = "#d8d3c7"
FAINT = "#b9c7d1"
ACCENT = "#1f4e79"
HARM = "#9c3d12"
PAPER = "#fdfcf9"
SERIES = ("#1f5f99", "#a8480a", "#0b6b52", "#84386b", "#5b5f2a", "#4d4d8f")
"""Colours of things that are told apart by a letter as well."""
SERIES_NAMES = ("blue", "orange", "green", "purple", "olive", "indigo")
"""What these colours are called."""
LEAST_PLOT = 335
"""Pixels from a label at the left of a chart to a number at its right, on a telephone."""
CHARACTER = 7.5
"""Pixels of a character of labels and numbers, above the mean of common typefaces, bold ones among them."""
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"


def plotted(values: Iterable[Mapping[str, object]]) -> alt.Chart:
    """Return a chart of some rows, with nothing drawn yet."""
    import altair as alt

    return alt.Chart(alt.Data(values=list(values)))  # type: ignore[no-untyped-call]


def at_x(place: float | str) -> alt.XValue:
    """Return where marks stand that all have the same place across the chart: in pixels, or its ``width``."""
    import altair as alt

    return alt.XValue(place)  # type: ignore[no-untyped-call]


def at_y(place: float) -> alt.YValue:
    """Return where marks stand that all have the same place down the chart, in pixels."""
    import altair as alt

    return alt.YValue(place)  # type: ignore[no-untyped-call]


def themed(layers: Sequence[alt.Chart], height: float) -> alt.LayerChart:
    """Return layers as one chart in the common look: as wide as its container, unframed, with quiet axes.

    ``height``: of the plot with its axes, in pixels.
    """
    import altair as alt

    axis: dict[str, Any] = {
        "domainColor": LINE,
        "gridColor": LINE,
        "labelColor": INK,
        "labelFontSize": 12,
        "tickColor": LINE,
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    return alt.LayerChart(
        layer=list(layers),
        width="container",
        height=height,
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        background="transparent",
        config=alt.Config(font=FONT, axis=axis, view=alt.ViewConfig(stroke=None)),
    )


def wrapped(text: str, width: int, most_lines: int | None = None) -> list[str]:
    """Return a label as lines of at most so many characters, words kept whole where they fit.

    Where it would take more lines than it may, the last one ends in three dots.

    >>> wrapped("Department of Tourism", 14)
    ['Department of', 'Tourism']
    >>> wrapped("Department of Tourism", 14, 1)
    ['Department of…']
    """
    lines = textwrap.wrap(text, width) or [""]
    if most_lines is None or len(lines) <= most_lines:
        return lines
    *kept, last = lines[:most_lines]
    return [*kept, f"{last[: width - 1].rstrip()}…"]


def beside(numbers: Iterable[str]) -> int:
    """Return how many characters of a label fit at the left of the longest number, on a telephone.

    A space parts the two. Nothing, or less, is left beside a number that fills the line.

    >>> beside(["5.2% to 6.9%", "0%"]), beside([])
    (31, 43)
    """
    return int(LEAST_PLOT / CHARACTER) - 1 - max(map(len, numbers), default=0)
