"""Variants: named patches of a case, merged into its tree before it is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from detente.case.problems import Problem, closest

if TYPE_CHECKING:
    from detente.case.document import Document, Path_

__all__ = ["apply_variant", "copied", "variant_names"]

_ABOUT_VARIANT = ("says", "extends")
_NAMED_SECTIONS = {("parties",), ("blocs",), ("camps",), ("issues",), ("sources",)}
_SHORT_FORMS = {"stances": "order", "options": "name"}


def variant_names(document: Document) -> tuple[str, ...]:
    """Return the names of the variants that a case file defines."""
    variants = document.tree.get("variants") if isinstance(document.tree, dict) else None
    return tuple(variants) if isinstance(variants, dict) else ()


def apply_variant(document: Document, name: str) -> tuple[Document, list[Problem]]:
    """Return the document with a variant merged in, and what in the variant does not fit the case.

    The places of the merged document point into the variant where it speaks.

    Mappings merge key by key; lists whose items have an ``id`` merge by ``id``, and may be patched by a
    mapping from ``id``; any other value replaces what was there; null deletes.

    Problems are an unknown variant, a path that the case does not have, and variants that extend each other
    in a circle.
    """
    merged = _Merge(document)
    merged.apply(name, ())
    return merged.result, merged.problems


class _Merge:
    """One merge in progress: the tree so far, its places, and what went wrong."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.result = replace(document, tree=copied(document.tree), spots=dict(document.spots))

    def apply(self, name: str, within: tuple[str, ...]) -> None:
        known = variant_names(self.document)
        if name not in known:
            path: Path_ = ("variants", within[-1], "extends") if within else ("variants",)
            message = f"unknown variant {name!r}" + ("" if known else "; the case has no variants")
            self.problems.append(
                self.document.problem(path, message, suggestion=closest(name, known), at_key=not within)
            )
            return
        path = ("variants", name)
        if name in within:
            self.problems.append(
                self.document.problem(path, f"the variant {name!r} extends itself", at_key=True)
            )
            return
        patch = self.document.tree["variants"][name]
        if not isinstance(patch, dict):
            self.problems.append(
                self.document.problem(path, "a variant is a mapping of patches", at_key=True)
            )
            return
        extends = patch.get("extends", [])
        for other in extends if isinstance(extends, list) else [extends]:
            self.apply(str(other), (*within, name))
        for key, value in patch.items():
            if key == "variants":
                self._problem((*path, key), "a variant cannot hold variants")
            elif key not in _ABOUT_VARIANT:
                self._key(self.result.tree, key, value, (), path)

    def _key(self, base: dict[str, Any], key: str, value: Any, path: Path_, source: Path_) -> None:
        here, from_ = (*path, key), (*source, key)
        if key not in base:
            if value is None or path in _NAMED_SECTIONS or (path and path[-1] == "options"):
                self._unknown(base, key, from_)
            else:
                self._take(base, key, value, here, from_)
        elif value is None:
            del base[key]
        else:
            self._change(base, key, value, here, from_)

    def _change(self, base: dict[str, Any], key: str, value: Any, here: Path_, from_: Path_) -> None:
        current = base[key]
        short = "option" if key == "demands" else _SHORT_FORMS.get(str(here[-2])) if here[1:] else None
        if short is not None and isinstance(current, dict) != isinstance(value, dict):
            if isinstance(current, dict):
                self._take(current, short, value, (*here, short), from_)
                return
            base[key] = current = {short: current}
        if isinstance(current, dict) and isinstance(value, dict):
            for inner, item in value.items():
                self._key(current, inner, item, here, from_)
        elif isinstance(current, list) and (isinstance(value, dict) or _has_ids(value)):
            self._list(current, value, here, from_)
        else:
            self._take(base, key, value, here, from_)

    def _list(self, current: list[Any], value: Any, here: Path_, from_: Path_) -> None:
        by_id = {str(item.get("id")): index for index, item in enumerate(current) if isinstance(item, dict)}
        items = (
            [(str(key), item, (*from_, key)) for key, item in value.items()]
            if isinstance(value, dict)
            else [(str(item["id"]), item, (*from_, index)) for index, item in enumerate(value)]
        )
        deleted = []
        for id_, item, source in items:
            if id_ not in by_id:
                if isinstance(value, dict):
                    known = closest(id_, by_id)
                    self._problem(source, f"there is no item with the id {id_!r} to change", suggestion=known)
                    continue
                current.append(None)
                self._take(current, len(current) - 1, item, (*here, len(current) - 1), source)
            elif item is None:
                deleted.append(by_id[id_])
            elif isinstance(item, dict):
                for inner, inner_value in item.items():
                    self._key(current[by_id[id_]], inner, inner_value, (*here, by_id[id_]), source)
            else:
                self._problem(source, "an item of this list is changed by a mapping, or deleted by null")
        self._delete(current, deleted, here)

    def _delete(self, current: list[Any], deleted: list[int], here: Path_) -> None:
        kept = [index for index in range(len(current)) if index not in deleted]
        if len(kept) == len(current):
            return
        position = {index: rank for rank, index in enumerate(kept)}
        depth = len(here)
        moved: dict[Path_, Any] = {}
        for path in [path for path in self.result.spots if len(path) > depth and path[:depth] == here]:
            spot = self.result.spots.pop(path)
            index = path[depth]
            if isinstance(index, int) and index in position:
                moved[(*here, position[index], *path[depth + 1 :])] = spot
        self.result.spots.update(moved)
        current[:] = [current[index] for index in kept]

    def _take(self, base: Any, key: Any, value: Any, here: Path_, from_: Path_) -> None:
        base[key] = copied(value)
        self._place(value, here, from_)

    def _place(self, value: Any, here: Path_, from_: Path_) -> None:
        spot = self.document.spots.get(from_)
        if spot is not None:
            self.result.spots[here] = spot
        keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        for key in keys:
            self._place(value[key], (*here, key), (*from_, key))

    def _unknown(self, base: dict[str, Any], key: str, from_: Path_) -> None:
        section = ".".join(map(str, from_[2:-1])) or "the case"
        self._problem(from_, f"{section} has no {key!r} to change", suggestion=closest(key, base))

    def _problem(self, path: Path_, message: str, suggestion: str = "") -> None:
        self.problems.append(self.document.problem(path, message, suggestion=suggestion, at_key=True))


def _has_ids(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and "id" in item for item in value)
    )


def copied(value: Any) -> Any:
    """Return a tree of its own, equal to the one given."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    return value
