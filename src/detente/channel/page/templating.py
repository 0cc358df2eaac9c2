"""The templates of the page, which escape everything and show nothing that could mislead."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from detente.case.naming import capitalised
from detente.channel.page.harmless import shown_harmlessly
from detente.outcomes.counts_said import counted

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["FOLDER", "render"]

FOLDER = Path(str(files("detente.channel.page")))


def render(template: str, **shown: object) -> Markup:
    """Return a template, filled in."""
    text = _environment().get_template(template).render(**shown)
    return Markup(text)  # noqa: S704 - templates escape everything


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        finalize=shown_harmlessly,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"as_typed": _as_typed, "counted": counted, "capitalised": capitalised}
    return environment


def _as_typed(text: str) -> Markup:
    """Return what its reader has typed itself, to type on: escaped, and otherwise unchanged."""
    return Markup(escape(text))  # noqa: S704 - it is escaped
