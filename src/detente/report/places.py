"""Where an input stands in the case file, by line, so that a reader can look it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.case.document import Document, Path_

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


def _keys(tree: Any, path: str) -> Path_ | None:
    """Resolve a path with dots to the keys of the tree; None where it leads nowhere."""
    keys: list[str | int] = []
    rest = path
    while rest:
        if isinstance(tree, list):
            found = _item(tree, rest)
        elif isinstance(tree, dict):
            found = _entry(tree, rest)
        else:
            return None
        if found is None:
            return None
        key, length = found
        keys.append(key)
        tree = tree[key]
        rest = rest[length + 1 :]
    return tuple(keys)


def _item(items: list[Any], rest: str) -> tuple[int, int] | None:
    """Return the number of the list's item that the path goes to, and how much of the path names it."""
    for index, item in enumerate(items):
        id_ = str(item["id"]) if isinstance(item, dict) and "id" in item else str(index)
        if rest == id_ or rest.startswith(f"{id_}."):
            return index, len(id_)
    return None


def _entry(entries: dict[str, Any], rest: str) -> tuple[str, int] | None:
    key = rest.split(".", 1)[0]
    return (key, len(key)) if key in entries else None
