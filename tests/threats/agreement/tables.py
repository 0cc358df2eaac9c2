"""Small tables of answers as hypothesis draws them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

__all__ = ["LEVELS", "blocs_of", "complete_tables", "tables"]

LEVELS = ("nominal", "ordinal", "interval", "ratio")

Rows = list[list[Fraction | int | None]]
FullRows = list[list[int]]

_answers = st.integers(0, 4) | st.fractions(0, 4, max_denominator=3)


@st.composite
def tables(draw: st.DrawFn, raters: int = 4, items: int = 5) -> Rows:
    """Draw a table with gaps, of one rater and one item or more."""
    across, down = draw(st.integers(1, items)), draw(st.integers(1, raters))
    row = st.lists(st.none() | _answers, min_size=across, max_size=across)
    return draw(st.lists(row, min_size=down, max_size=down))


@st.composite
def complete_tables(draw: st.DrawFn, raters: int = 3, items: int = 4, least: int = 1) -> FullRows:
    """Draw a table of whole numbers without gaps."""
    across, down = draw(st.integers(least, items)), draw(st.integers(least, raters))
    row = st.lists(st.integers(0, 4), min_size=across, max_size=across)
    return draw(st.lists(row, min_size=down, max_size=down))


def blocs_of(count: int, blocs: str = "nre") -> st.SearchStrategy[list[str]]:
    """Draw a bloc for each of so many raters."""
    return st.lists(st.sampled_from(blocs), min_size=count, max_size=count)
