"""Charts as drawings inside the page: drawn once for a desk and once for a telephone, without any script.

The drawings take their colours from the page, so that they follow it into the dark and onto paper, and say
what a mark stands for when a reader points at it.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from detente.outcomes.charts import theme as chart_theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.report.tables import Table

__all__ = ["COLOURS_ON_WHITE", "Picture", "charts_unchecked", "drawn"]

WIDE, NARROW = 720, 350
"""Pixels: as wide as a column of text on a desk, and as a telephone."""
FINENESS = 2
"""Pixels of a picture that leaves the page, for each that it has on the page."""
SVG = "http://www.w3.org/2000/svg"
_VARIABLES = {
    chart_theme.INK: "ink",
    chart_theme.MUTED: "muted",
    chart_theme.LINE: "line",
    chart_theme.FAINT: "faint",
    chart_theme.ACCENT: "accent",
    chart_theme.HARM: "harm",
    chart_theme.PAPER: "paper",
    **{colour: f"series-{rank}" for rank, colour in enumerate(chart_theme.SERIES)},
}
COLOURS_ON_WHITE = {name: colour for colour, name in _VARIABLES.items()} | {"paper": "#ffffff"}
"""The colours of a drawing that leaves the page, by the names under which the page gives them."""
_DROPPED = ("role", "pointer-events", "class")
_NUMBER = re.compile(r"-?\d+\.\d{2,}")


@dataclass(frozen=True)
class Picture:
    """A chart as a reader meets it: with a caption, what it shows in words, and its numbers as a table.

    One that is ``narrow_only`` gains nothing by more room, and is drawn once for a desk and a telephone.
    """

    name: str
    caption: str
    alt: str
    chart: Any
    table: Table
    note: str = ""
    narrow_only: bool = False

    @cached_property
    def specification(self) -> dict[str, Any]:
        """The chart as plain values, in Vega: all that does not depend on its width is worked out."""
        return compiled(self.chart.to_dict(validate=False))

    @property
    def width(self) -> int:
        """How wide the drawing for a desk is, in pixels."""
        return NARROW if self.narrow_only else WIDE

    @cached_property
    def png(self) -> bytes:
        """The drawing for a desk in pixels, on white, twice as fine as a screen shows it."""
        import vl_convert

        found: bytes = vl_convert.vega_to_png(
            {**self.specification, "width": self.width, "background": "white"}, scale=FINENESS
        )
        return found

    def draw(self) -> Picture:
        """Return the picture itself, once both drawings are made."""
        _ = self.wide, self.narrow
        return self

    @cached_property
    def wide(self) -> str:
        """The drawing for a desk."""
        return self.narrow if self.narrow_only else drawing(self.specification, WIDE)

    @cached_property
    def narrow(self) -> str:
        """The drawing for a telephone."""
        return drawing(self.specification, NARROW)


@contextmanager
def charts_unchecked() -> Iterator[None]:
    """Make charts without Altair checking every part of them against its schema, which takes long.

    Nothing in the page depends on it: charts are checked where they are made outside it, as tests do.
    """
    from altair.utils.schemapi import debug_mode

    with debug_mode(arg=False):
        yield


def drawn(chart: Mapping[str, Any], width: int) -> str:
    """Return a chart, as Vega-Lite, as SVG that can stand inside a page; ``width`` in pixels."""
    return drawing(compiled(chart), width)


def compiled(chart: Mapping[str, Any]) -> dict[str, Any]:
    """Return a chart in Vega, for any width."""
    import vl_convert

    found: dict[str, Any] = vl_convert.vegalite_to_vega({**chart, "width": WIDE})
    return found


def drawing(specification: Mapping[str, Any], width: int) -> str:
    """Return a chart in Vega as SVG that can stand inside a page; ``width`` in pixels."""
    import vl_convert

    svg = vl_convert.vega_to_svg({**specification, "width": width})
    ET.register_namespace("", SVG)
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing, a moment old
    for element in root.iter():
        _cleaned(element)
    root.attrib.pop("version", None)
    return ET.tostring(root, encoding="unicode")


def _cleaned(element: ET.Element) -> None:
    """Drop what only scripts need, round numbers, and leave colours and words to the page."""
    says = element.attrib.get("aria-label", "")
    is_mark = element.attrib.get("role") == "graphics-symbol" and "axis" not in says
    for name in list(element.attrib):
        value = element.attrib[name]
        if name in _DROPPED or name.startswith("aria-"):
            del element.attrib[name]
        elif value.lower() in _VARIABLES:
            element.attrib[name] = f"var(--{_VARIABLES[value.lower()]})"
        elif name in {"d", "transform", "x", "y", "x2", "y2", "width", "height", "viewBox"}:
            element.attrib[name] = _NUMBER.sub(_rounded, value)
        elif name == "font-family":
            del element.attrib[name]
    if is_mark and says:
        title = ET.SubElement(element, f"{{{SVG}}}title")
        title.text = says


def _rounded(found: re.Match[str]) -> str:
    return f"{float(found[0]):.1f}".removesuffix(".0")
