"""Where an input stands in the case file, by line, so that a reader can look it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.references.argument import SHORT

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.case.document import Document, Key, Path_

__all__ = ["line_of", "variant_path_of"]


def line_of(case: Case, path: str) -> int | None:
    """Return the line on which an input stands, or None where the case does not say it in its own words.

    ``path`` is written with dots; items of lists go by their ``id`` or by their number from 0.
    """
    keys = _keys(case.document.tree, path)
    spot = None if keys is None else case.document.spots.get(keys)
    return spot.place.line if spot is not None and spot.place.line else None


def variant_path_of(case: Case, path: str) -> str | None:
    """Return the path within ``variants`` at which an input of a variant was written; None for any other."""
    if case.base is case:
        return None
    keys = _keys(case.document.tree, path)
    spot = None if keys is None else case.document.spots.get(keys)
    if spot is None:
        return None
    written = _written_at(case.base.document).get((spot.place.line, spot.place.column))
    return ".".join(map(str, written)) if written is not None and written[0] == "variants" else None


def _written_at(document: Document) -> dict[tuple[int, int], Path_]:
    """Return the longest path of the file that starts at each place."""
    ordered = sorted(document.spots, key=len)
    return {(document.spots[path].place.line, document.spots[path].place.column): path for path in ordered}


def _keys(tree: object, path: str) -> Path_ | None:
    """Resolve a path with dots to the keys of the tree; None where it leads nowhere."""
    keys: list[str | int] = []
    rest = path
    while rest:
        if isinstance(tree, str) and (rest in SHORT or rest.isdigit()):
            break  # a part of a formula stands where the formula does
        found = _step(tree, rest)
        if found is None:
            return None
        key, length, tree = found
        keys.append(key)
        rest = rest[length + 1 :]
    return tuple(keys)


def _step(tree: object, rest: str) -> tuple[Key, int, object] | None:
    """Return the key that a path goes to first, how much of the path names it, and what lies under it.

    An item of a list goes by its ``id``, which may have dots of its own, or else by its number.
    """
    if isinstance(tree, list):
        for index, item in enumerate(tree):
            id_ = str(item["id"]) if isinstance(item, dict) and "id" in item else str(index)
            if rest == id_ or rest.startswith(f"{id_}."):
                return index, len(id_), item
    elif isinstance(tree, dict):
        key = rest.split(".", 1)[0]
        if key in tree:
            return key, len(key), tree[key]
    return None
