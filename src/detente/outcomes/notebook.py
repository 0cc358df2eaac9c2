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

    A sentence that begins with a space explains the one before it, and stands below that.

    >>> in_notebook(["A < B.", "  As B is 2.", "C."])
    '<ul><li>A &lt; B.<ul><li>As B is 2.</li></ul></li><li>C.</li></ul>'
    """
    items: list[list[str]] = []
    for sentence in sentences:
        if sentence.startswith(" ") and items:
            items[-1].append(sentence)
        else:
            items.append([sentence])
    listed = _listed(escape(first) + (_listed(map(_said, rest)) if rest else "") for first, *rest in items)
    if table is None or table.empty:
        return listed
    is_long = len(table) > LONGEST
    return listed + table.to_html(index=False, max_rows=LONGEST, show_dimensions=is_long)


def _said(sentence: str) -> str:
    return escape(sentence.strip())


def _listed(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
