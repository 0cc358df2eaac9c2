"""Regimes that start from a bundled one: what they leave out is taken from there."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from detente.case.problems import closest, quoted

if TYPE_CHECKING:
    from detente.case.document import Document, Tree

__all__ = ["BUNDLED_REGIMES", "bundled_regime", "extend_regimes"]

BUNDLED_REGIMES = ("cfe-1990", "cfe-adapted-1999", "vienna-document-1999", "vienna-document-2011")
"""Bundled cases with one regime each, which others may start from."""

_BARE = ("states", "categories", "zones")
"""Sections of a regime whose entries need nothing but their short name."""


def extend_regimes(document: Document) -> None:
    """Put what regimes with ``extends`` leave out into the tree of a document, and note unknown names.

    Mappings merge key by key; of lists whose items have an ``id`` those here come first, each in place of the
    one with its ``id``; what is null is left out, unless it is a new state, category or zone; anything else
    replaces what is there. The sources of the declarations that are taken over come with them, except where
    the document has one of that name.
    """
    tree = document.tree
    regimes = tree.get("regimes") if isinstance(tree, dict) else None
    if not isinstance(regimes, dict):
        return
    for key, regime in regimes.items():
        name = regime.get("extends") if isinstance(regime, dict) else None
        if name in BUNDLED_REGIMES:
            below, sources = _regime(name)
            regimes[key] = _merged(below, regime)
            _add_sources(tree, regimes[key], sources)
        elif isinstance(name, str):
            words = f"no bundled regime is called {quoted(name)}; there are {', '.join(BUNDLED_REGIMES)}"
            path = ("regimes", key, "extends")
            found = document.problem(path, words, suggestion=closest(name, BUNDLED_REGIMES))
            document.problems.append(found)


def bundled_regime(name: str) -> dict[str, Tree]:
    """Return a bundled regime as its file has it; nothing of it may be changed."""
    return _regime(name)[0]


@cache
def _regime(name: str) -> tuple[dict[str, Tree], dict[str, Tree]]:
    """Return a bundled regime and the sources of its file."""
    from detente.case.reading import read_text

    file = f"{name}.yaml"
    text = (files("detente") / "cases" / file).read_text(encoding="utf-8")
    tree = read_text(text, file).tree
    regime: dict[str, Tree]
    [regime] = tree["regimes"].values()
    return regime, tree.get("sources") or {}


def _add_sources(tree: dict[str, Tree], regime: dict[str, Tree], sources: dict[str, Tree]) -> None:
    declarations = regime.get("declarations")
    listed = declarations if isinstance(declarations, list) else []
    given = (one.get("source") for one in listed if isinstance(one, dict))
    named = {source for source in given if isinstance(source, str)}
    own = tree.get("sources") or {}
    if isinstance(own, dict) and named & sources.keys() - own.keys():
        tree["sources"] = {**{name: sources[name] for name in sources if name in named}, **own}


def _merged(below: Tree, above: Tree, *, bare: bool = False) -> Tree:
    """Return what stands above, with what it leaves out taken from below.

    ``bare``: whether a key that is not below may stand without anything.
    """
    if isinstance(below, dict) and isinstance(above, dict):
        own = {
            key: _merged(below.get(key), value, bare=key in _BARE)
            for key, value in above.items()
            if value is not None or (bare and key not in below)
        }
        return {**{key: value for key, value in below.items() if key not in above}, **own}
    if _by_id(below) and _by_id(above):
        known = {item["id"]: item for item in below}
        own_items = [_merged(known.get(item["id"]), item) for item in above]
        named = {item["id"] for item in above}
        return own_items + [item for key, item in known.items() if key not in named]
    return above


def _by_id(value: Tree) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) and "id" in item for item in value)
