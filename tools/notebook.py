"""Run the cells of a notebook without Jupyter, in one namespace, and keep what each of them shows.

A cell shows what it prints, and then its last line where that is an expression: as HTML or a drawing where
the value can show itself so, else as Python writes it. Notebooks are kept without what they show, which is
made anew wherever it is wanted, so that none of it is out of date.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Cell", "cells", "page", "run"]


@dataclass(frozen=True)
class Cell:
    """One cell: Markdown, or code with what it showed, as HTML, once it has run."""

    kind: str
    source: str
    shown: str = ""


def cells(notebook: Path) -> list[Cell]:
    """Return the cells of a notebook, as they stand in the file."""
    held = json.loads(notebook.read_text(encoding="utf-8"))
    return [Cell(cell["cell_type"], "".join(cell["source"])) for cell in held["cells"]]


def run(notebook: Path) -> Iterator[Cell]:
    """Run a notebook from the top, and yield each cell with what it shows."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(cells(notebook), start=1):
        if cell.kind != "code":
            yield cell
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            value = _last_value(cell.source, f"{notebook.name}, cell {number}", names)
        text = f"<pre>{escape(printed.getvalue())}</pre>" if printed.getvalue() else ""
        yield Cell(cell.kind, cell.source, text + _as_html(value))


def page(notebook: Path) -> str:
    """Return a notebook as a page in Markdown, with what its cells show."""
    parts = []
    for cell in run(notebook):
        if cell.kind == "code":
            parts.append(f"```python\n{cell.source}\n```")
            if cell.shown:
                parts.append(f'<div class="shown" tabindex="0">{cell.shown}</div>')
        else:
            parts.append(cell.source)
    return "\n\n".join(parts) + "\n"


def _last_value(source: str, name: str, names: dict[str, Any]) -> object:
    """Run the lines of a cell, and return the value of the last one where it is an expression."""
    tree = ast.parse(source, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), names)  # noqa: S102 - our own notebook
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), name, "eval"), names)  # noqa: S307 - our own notebook


def _as_html(value: Any) -> str:  # noqa: ANN401 - whatever a notebook shows
    if value is None:
        return ""
    if hasattr(value, "_repr_mimebundle_"):
        bundle = value._repr_mimebundle_(include=None, exclude=None)
        found = bundle[0] if isinstance(bundle, tuple) else bundle
        return str(found.get("image/svg+xml") or found["text/html"])
    if hasattr(value, "_repr_html_"):
        return str(value._repr_html_())
    return f"<pre>{escape(repr(value))}</pre>"
