"""Variants: named patches of a case, merged into its tree before it is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.case.decision_rules import RULE_FORMS
from detente.case.problems import Problem, closest, quoted

if TYPE_CHECKING:
    from detente.case.document import Document, Path_, Tree

__all__ = ["apply_variant", "variant_names"]

_ABOUT_VARIANT = ("says", "extends")
_NAMED_SECTIONS = {("parties",), ("blocs",), ("camps",), ("issues",), ("sources",)}
_BY_ID = {
    "red_lines",
    "rules",
    "claims",
    "steps",
    "powers",
    "moves",
    "limits",
    "thresholds",
    "quotas",
    "activities",
}
"""Lists whose items have an ``id``."""
_LISTED_NAMES = {"options", "kept_by"}
"""Mappings of which the names alone may be listed."""
_DEPTH_OF_RULE = 3
"""A decision rule stands under its section, the name of whose it is, and a key."""


def variant_names(document: Document) -> tuple[str, ...]:
    """Return the names of the variants that a case file defines."""
    variants = document.tree.get("variants") if isinstance(document.tree, dict) else None
    return tuple(variants) if isinstance(variants, dict) else ()


def apply_variant(document: Document, name: str) -> tuple[Document, list[Problem]]:
    """Return the document with a variant merged in, and what in the variant does not fit the case.

    The places of the merged document point into the variant where it speaks. What the variant does not touch
    is shared with the document given.

    Mappings merge key by key, but for a decision rule of another form, which replaces the one that was there;
    lists whose items have an ``id`` merge by ``id``, and may be patched by a mapping from ``id``; any other
    value replaces what was there; null deletes. Variants that this one extends are merged before it, in their
    order and each once.

    Problems are an unknown variant, a path that the case does not have, and variants that extend each other
    in a circle.
    """
    merged = _Merge(document)
    merged.apply(name, ())
    return merged.result, merged.problems


class _Merge:
    """One merge in progress: the tree so far, its places, and what went wrong.

    What is changed is copied first, one level at a time, so that the case and the variants stay as they are.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.result = replace(document, tree=dict(document.tree), spots=dict(document.spots), base=document)
        self.applied: set[str] = set()

    def apply(self, name: str, within: tuple[str, ...]) -> None:
        known = variant_names(self.document)
        if name not in known:
            path: Path_ = ("variants", within[-1], "extends") if within else ("variants",)
            message = f"unknown variant {quoted(name)}" + ("" if known else "; the case has no variants")
            self._problem(path, message, closest(name, known), at_key=not within)
            return
        path = ("variants", name)
        if name in within:
            self._problem(path, f"the variant {name!r} extends itself")
            return
        if name in self.applied:  # through another variant, whose changes to it would be lost
            return
        patch = self.document.tree["variants"][name]
        if not isinstance(patch, dict):
            message = f"a mapping of keys and values is needed here, not {quoted(patch)}"
            self._problem(path, message, at_key=False)
            return
        extends = patch.get("extends") or []
        for other in extends if isinstance(extends, list) else [extends]:
            if isinstance(other, str):
                self.apply(other, (*within, name))
        self.applied.add(name)
        for key, value in patch.items():
            if key == "variants":
                self._problem((*path, key), "a variant cannot hold variants")
            elif key not in _ABOUT_VARIANT:
                self._key(self.result.tree, key, value, (), path)

    def _key(self, base: dict[str, Tree], key: str, value: Tree, path: Path_, source: Path_) -> None:
        """Merge what a variant says under a key into the mapping at a path, which is the merge's own."""
        here, from_ = (*path, key), (*source, key)
        if key not in base:
            if value is None or path in _NAMED_SECTIONS or path[-1:] == ("options",):
                self._unknown(base, key, from_)
            else:
                self._take(base, key, value, here, from_)
            return
        if value is None:
            self._forget(base[key], here)
            del base[key]
            if path in self.result.spots and from_ in self.document.spots:  # what it lacks, it lacks by this
                self.result.spots[path] = self.document.spots[from_]
            return
        self._lengthen(base, key, value, here)
        current = _own(base, key)
        short = _short_form(path, key)
        if isinstance(current, dict) and isinstance(value, dict) and not _other_rule(here, current, value):
            for inner, item in value.items():
                self._key(current, inner, item, here, from_)
        elif isinstance(current, dict) and short is not None:
            self._take(current, short, value, (*here, short), from_)
        elif isinstance(current, list) and key in _BY_ID and (isinstance(value, dict) or _has_ids(value)):
            self._list(current, value, here, from_)
        else:
            self._take(base, key, value, here, from_)

    def _lengthen(self, base: dict[str, Tree], key: str, value: Tree, here: Path_) -> None:
        """Write out what stands under a key where a mapping is to be merged into a short form."""
        current = base[key]
        if not isinstance(value, dict) or isinstance(current, dict):
            return
        short = _short_form(here[:-1], key)
        if short is not None:
            spots = {path: spot for path, spot in self.result.spots.items() if path[: len(here)] == here}
            base[key] = {short: current}
            self.result.spots.update(
                {(*here, short, *path[len(here) :]): spot for path, spot in spots.items()}
            )
        elif key in _LISTED_NAMES and isinstance(current, list):
            base[key] = {str(name): None for name in current}
            for index, name in enumerate(current):
                self.result.spots[*here, str(name)] = self.result.spots.pop((*here, index))
        elif key in _LISTED_NAMES and isinstance(current, str):
            base[key] = {current: None}
            self.result.spots[*here, current] = self.result.spots[here]

    def _list(self, current: list[Tree], value: Tree, here: Path_, from_: Path_) -> None:
        by_id = {str(item.get("id")): index for index, item in enumerate(current) if isinstance(item, dict)}
        items = (
            [(key, item, (*from_, key)) for key, item in value.items()]
            if isinstance(value, dict)
            else [(str(item["id"]), item, (*from_, index)) for index, item in enumerate(value)]
        )
        deleted = []
        for id_, item, source in items:
            index = by_id.get(id_)
            if index is None and isinstance(value, dict):
                message = f"there is no item with the id {quoted(id_)} to change"
                self._problem(source, message, closest(id_, by_id))
            elif index is None:
                current.append(None)
                self._take(current, len(current) - 1, item, (*here, len(current) - 1), source)
            elif item is None:
                deleted.append(index)
            elif isinstance(item, dict):
                for inner, inner_value in item.items():
                    self._key(_own(current, index), inner, inner_value, (*here, index), source)
            else:
                self._problem(source, "an item of this list is changed by a mapping, or deleted by null")
        if deleted:
            self._delete(current, deleted, here)

    def _delete(self, current: list[Tree], deleted: list[int], here: Path_) -> None:
        """Delete items, and move the places of those behind them up."""
        kept = [index for index in range(len(current)) if index not in deleted]
        position = {index: rank for rank, index in enumerate(kept)}
        depth = len(here)
        moved = {}
        for path in [path for path in self.result.spots if len(path) > depth and path[:depth] == here]:
            spot = self.result.spots.pop(path)
            index = path[depth]
            if isinstance(index, int) and index in position:
                moved[(*here, position[index], *path[depth + 1 :])] = spot
        self.result.spots.update(moved)
        current[:] = [current[index] for index in kept]

    def _take(self, base: Tree, key: Tree, value: Tree, here: Path_, from_: Path_) -> None:
        if isinstance(base, dict) and key in base:
            self._forget(base[key], here)
        base[key] = value
        self._place(value, here, from_)

    def _forget(self, value: Tree, here: Path_) -> None:
        self.result.spots.pop(here, None)
        for key in _keys(value):
            self._forget(value[key], (*here, key))

    def _place(self, value: Tree, here: Path_, from_: Path_) -> None:
        spot = self.document.spots.get(from_)
        if spot is not None:
            self.result.spots[here] = spot
        for key in _keys(value):
            self._place(value[key], (*here, key), (*from_, key))

    def _unknown(self, base: dict[str, Tree], key: str, from_: Path_) -> None:
        section = ".".join(map(str, from_[2:-1])) or "the case"
        self._problem(from_, f"{section} has no {quoted(key)} to change", closest(key, base))

    def _problem(self, path: Path_, message: str, suggestion: str = "", *, at_key: bool = True) -> None:
        self.problems.append(self.document.problem(path, message, suggestion=suggestion, at_key=at_key))


def _own(base: Tree, key: Tree) -> Tree:
    """Put a copy in the place of the mapping or list under a key, and return it; return any other value."""
    value = base[key]
    if isinstance(value, dict | list):
        base[key] = value = value.copy()
    return value


def _short_form(path: Path_, key: str) -> str | None:
    """Return the key under which the short form of an entry stands when it is written out."""
    if path[-1:] == ("stances",):
        return "order"
    if path[-1:] == ("options",):
        return "name"
    return "option" if key == "demands" else None


def _other_rule(path: Path_, current: dict[str, Tree], value: dict[str, Tree]) -> bool:
    """Tell whether a decision rule takes another form, which excludes the one that it has."""
    rule_of = {"blocs": "decides_by", "bodies": "rule", "agreements": "rule"}
    if len(path) < _DEPTH_OF_RULE or rule_of.get(str(path[0])) != path[2] or {*path[3:]} - {"unless"}:
        return False
    forms = {key for key in RULE_FORMS if value.get(key) is not None}
    kept = {key for key in RULE_FORMS if current.get(key) is not None and key not in value}
    return bool(forms) and bool(kept)


def _keys(value: Tree) -> Tree:
    return value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()


def _has_ids(value: Tree) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and "id" in item for item in value)
    )
