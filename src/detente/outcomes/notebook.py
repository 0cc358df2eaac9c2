"""How a result shows itself in a notebook: its sentences, and its main table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

__all__ = ["in_notebook"]

LONGEST = 40
"""Rows of a table that are shown in whole; of a longer one the first and the last, and how many there are."""


def in_notebook(sentences: Iterable[str], table: pd.DataFrame | None = None) -> str:
    """Return sentences as a list in HTML, with a table below them where there is one with rows.

    >>> in_notebook(["A < B."])
    '<ul><li>A &lt; B.</li></ul>'
    """
    listed = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    if table is None or table.empty:
        return f"<ul>{listed}</ul>"
    is_long = len(table) > LONGEST
    return f"<ul>{listed}</ul>" + table.to_html(index=False, max_rows=LONGEST, show_dimensions=is_long)
