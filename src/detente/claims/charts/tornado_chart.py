"""A tornado: how far single inputs move what a claim compares, and where it turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.outcomes.charts.bar_rows import Row, Rule, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT, HARM
from detente.outcomes.inputs_said import input_says
from detente.outcomes.numbers_said import number_says

if TYPE_CHECKING:
    from collections.abc import Iterator

    import altair as alt

    from detente.case.case import Case
    from detente.claims.flips.tornado import Swing, Tornado

__all__ = ["DIGITS", "MOST", "tornado_chart"]

MOST = 8
"""Inputs that are shown, those with the widest bars."""
DIGITS = 4
"""Significant digits of a difference."""


def tornado_chart(case: Case, tornado: Tornado) -> alt.LayerChart:
    """Return a bar for each input, from the least difference to the greatest, on a line that they share.

    The line down the chart is where both sides of the comparison are equal, or the nominal difference where
    no bar comes so far.
    """
    spans = [(one, _span(one, float(tornado.nominal))) for one in tornado.swings[:MOST]]
    least = min(low for _, (low, _) in spans)
    most = max(high for _, (_, high) in spans)
    turns = least <= 0 <= most
    at = 0.0 if turns else float(tornado.nominal)
    rows = [
        Row(
            capitalised(input_says(case, one.input)),
            _says(low, high),
            tuple(_segments(low, high, f"{input_says(case, one.input)}: {_says(low, high)}")),
            start=low - least,
        )
        for one, (low, high) in spans
    ]
    return bar_rows(
        rows, rule=Rule(at - least, "turns here" if turns else f"nominal: {number_says(at, DIGITS)}")
    )


def _says(low: float, high: float) -> str:
    return f"{number_says(low, DIGITS)} to {number_says(high, DIGITS)}"


def _span(swing: Swing, nominal: float) -> tuple[float, float]:
    known = [nominal, *(float(value) for _, value in swing.ends if value is not None)]
    return min(known), max(known)


def _segments(low: float, high: float, says: str) -> Iterator[Segment]:
    """Yield the parts of a bar below and above zero."""
    if low < 0:
        yield Segment(min(high, 0.0) - low, HARM, says)
    if high > 0:
        yield Segment(high - max(low, 0.0), ACCENT, says)
