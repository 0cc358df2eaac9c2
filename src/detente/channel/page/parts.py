"""The parts of the page that change while it is open: each is sent anew only where it reads differently."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from markupsafe import Markup

from detente.channel.page.forms import NOTHING
from detente.channel.page.templating import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LIVE", "changed_parts", "live_parts"]

LIVE = (
    "sentence",
    "notes",
    "deadlines",
    "convene_moves",
    "speak_moves",
    "record",
    "acknowledged",
    "checked",
    "hosts",
)
"""The parts that are looked at every few seconds."""


def live_parts(shown: Mapping[str, object]) -> dict[str, Markup]:
    """Return every part by its name, as the whole page holds it."""
    return {name: _wrapped(name, shown, elsewhere=False) for name in LIVE}


def changed_parts(shown: Mapping[str, object], known: Iterable[str], without: Iterable[str] = ()) -> Markup:
    """Return the parts that a browser does not know as they are now, to be put in place of what it has.

    ``known``: by part the print of what it has, as each part itself tells.
    """
    has, names = set(known), [name for name in LIVE if name not in without]
    changed = [name for name in names if f"{name}:{_print(name, shown)}" not in has]
    return Markup().join(_wrapped(name, shown, elsewhere=True) for name in changed)


def _inner(name: str, shown: Mapping[str, object]) -> Markup:
    return render(f"parts/{name}.html.jinja", **shown)


def _print(name: str, shown: Mapping[str, object]) -> str:
    """Return the print of a part, whatever its reader has chosen in it."""
    inner = _inner(name, {**shown, "typed": NOTHING, "problem": {}})
    return hashlib.sha256(inner.encode()).hexdigest()[:16]


def _wrapped(name: str, shown: Mapping[str, object], *, elsewhere: bool) -> Markup:
    inner, made = _inner(name, shown), _print(name, shown)
    return render("part.html.jinja", name=name, inner=inner, print=made, elsewhere=elsewhere)
