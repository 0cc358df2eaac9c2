"""What a regime that extends another one leaves out of it: the entries that are null, by their paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.extended_regimes import BUNDLED_REGIMES, bundled_regime
from detente.case.references.argument import leads_somewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.document import Path_, Tree

__all__ = ["WITHOUT", "is_extended", "key_path", "left_out"]

WITHOUT = "without"
"""The column with what a regime leaves out."""


def left_out(regime: Tree) -> list[str]:
    """Return the paths, within a regime that extends another one, of what it leaves out.

    An empty list, where what it takes the place of has a table, leaves that out as well.

    >>> left_out({"extends": "cfe-1990", "declarations": None, "zones": {"new": None}})
    ['declarations']
    """
    name = regime.get("extends")
    if name not in BUNDLED_REGIMES:
        return []
    return [".".join(path) for path in _nulls(regime, bundled_regime(name), ())]


def _nulls(tree: Tree, below: Tree, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the paths of nulls in a tree; where nothing lies below, a null is a bare entry."""
    if isinstance(tree, dict):
        known = below if isinstance(below, dict) else {}
        for key, value in tree.items():
            if value is None or (value == [] and _is_replaced(known.get(key))):
                if key in known:
                    yield (*path, key)
            else:
                yield from _nulls(value, known.get(key), (*path, key))
    elif isinstance(tree, list):
        known = {one["id"]: one for one in below or () if isinstance(one, dict) and "id" in one}
        for item in tree:
            if isinstance(item, dict) and "id" in item:
                yield from _nulls(item, known.get(item["id"]), (*path, str(item["id"])))


def _is_replaced(below: Tree) -> bool:
    """Tell whether a list has rows that are none of those of a list above it, as they have no ``id``."""
    return isinstance(below, list) and any(isinstance(one, dict) and "id" not in one for one in below)


def is_extended(regime: Tree, path: str) -> bool:
    """Tell whether the regime that one extends has something at a path; also where that is unknown."""
    name = regime.get("extends")
    return name not in BUNDLED_REGIMES or leads_somewhere(path, bundled_regime(name))


def key_path(tree: Tree, path: str) -> Path_ | None:
    """Return the keys and numbers that a path with dots stands for in a tree; items of lists go by ``id``.

    None where a list on the way has no such item.
    """
    keys: Path_ = ()
    for part in path.split("."):
        if isinstance(tree, list):
            ids = [str(one.get("id")) if isinstance(one, dict) else "" for one in tree]
            if part not in ids:
                return None
            keys = (*keys, ids.index(part))
            tree = tree[ids.index(part)]
        else:
            keys = (*keys, part)
            tree = tree.get(part) if isinstance(tree, dict) else None
    return keys
