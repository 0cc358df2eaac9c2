"""How a result shows itself in a notebook: its sentences, and its main table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

__all__ = ["in_notebook"]


def in_notebook(sentences: Iterable[str], table: pd.DataFrame | None = None) -> str:
    """Return sentences as a list in HTML, with a table below them where there is one.

    >>> in_notebook(["A < B."])
    '<ul><li>A &lt; B.</li></ul>'
    """
    listed = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<ul>{listed}</ul>" + ("" if table is None else table.to_html(index=False))
