"""Every text of the page can be told from its ground, in light and in dark colours."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from detente.outcomes.charts import theme as chart_theme

CSS = (files("detente.report") / "templates" / "page.css").read_text(encoding="utf-8")
LEAST = 4.5
"""Contrast that WCAG 2.2 asks of text at level AA (success criterion 1.4.3)."""

PAIRS = [
    *((text, "paper") for text in ("ink", "muted", "accent", "harm", "never", "fails", "mixed", "waits")),
    *((text, "panel") for text in ("ink", "muted")),
    *((tone, f"{tone}-ground") for tone in ("holds", "fails", "mixed", "waits")),
    *(("ink", f"t{shade}") for shade in range(5)),
    *(("paper", f"series-{rank}") for rank in range(6)),
]


def _schemes() -> dict[str, dict[str, str]]:
    """Return the colours by name: the light ones, and the light ones as the dark ones replace them."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)) for block in blocks)
    return {"light": light, "dark": light | dark}


def _luminance(colour: str) -> float:
    """Return the relative luminance as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(text: str, ground: str) -> float:
    lighter, darker = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=map(" on ".join, PAIRS))
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    colours = _schemes()[scheme]
    assert _contrast(colours[text], colours[ground]) >= LEAST


def test_contrast_is_measured_as_wcag_does() -> None:
    """Black on white is 21:1, and #767676 the lightest grey that passes on white."""
    assert _contrast("#000", "#fff") == pytest.approx(21)
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


def test_charts_and_page_share_their_colours() -> None:
    """A chart in a notebook looks like the same chart on the page in light colours."""
    light = _schemes()["light"]
    for name in ("INK", "MUTED", "LINE", "FAINT", "ACCENT", "HARM", "PAPER"):
        assert getattr(chart_theme, name) == light[name.lower()]
    assert [light[f"series-{rank}"] for rank in range(6)] == list(chart_theme.SERIES)
