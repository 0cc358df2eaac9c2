"""From a document to a validated case: every error at once, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from detente.case.document import Document, Path_, Tree, copied
from detente.case.model import CaseFile
from detente.case.problems import CaseError
from detente.case.references import MISSING, check_references
from detente.case.sentences import path_of, shape_problem

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["validated"]

Model = TypeVar("Model", bound=CaseFile)

ROUNDS = 12
"""Rounds of leaving out what is wrong; more than a case has levels."""


def validated(document: Document, model: type[Model]) -> Model:
    """Return the case that a document describes.

    Raises ``CaseError`` with every problem of the document, of shape and of reference. Where a shape is
    wrong, references are checked in what remains, so that one mistake does not hide another.
    """
    if not isinstance(document.tree, dict):
        start = document.problem((), "a case file is a mapping that starts with `detente: 1`")
        raise CaseError([*document.problems, start])
    problems = list(document.problems)
    try:
        case = model.model_validate(document.tree)
    except ValidationError as error:
        problems += [shape_problem(detail, document) for detail in error.errors(include_url=False)]
        remains, moved = _remains(document.tree, error)
        if remains is not None:
            problems += check_references(remains, document, moved)
        raise CaseError(problems) from None
    problems += check_references(case, document, {})
    if problems:
        raise CaseError(problems)
    return case


Moved = dict[Path_, list[int]]
"""For lists that lost items, by their path: where those that remain stood at first."""

_STAND_INS: dict[str, Tree] = {
    **dict.fromkeys(("today", "from", "to", "source", "says", "name", "title", "id"), MISSING),
    "decided_by": [MISSING],
    "members": [MISSING],
    "options": {MISSING: {}},
    "as_of": "2000-01-01",
    "detente": 1,
}
"""What is put in place of a missing key, so that the rest of its entry can be checked."""


def _remains(tree: dict[str, Tree], error: ValidationError) -> tuple[CaseFile | None, Moved]:
    """Return the case without the entries whose shape is wrong, or nothing if too little is left."""
    tree = copied(tree)
    moved: Moved = {}
    for _ in range(ROUNDS):
        details = error.errors(include_url=False, include_input=False, include_context=False)
        offending, stand_ins = _offending(tree, ((detail["type"], path_of(detail)) for detail in details))
        if not offending and not stand_ins:
            break
        _leave_out(tree, offending, moved)
        try:
            return CaseFile.model_validate(tree), moved
        except ValidationError as again:
            error = again
    return None, moved


def _offending(tree: dict[str, Tree], errors: Iterable[tuple[str, Path_]]) -> tuple[set[Path_], int]:
    """Return the entries that errors are about, and how many missing keys now have a stand-in."""
    offending = set()
    stand_ins = 0
    for kind, path in errors:
        entry = path[:-1] if kind == "missing" else path
        if kind == "missing" and path[-1] in _STAND_INS and _written(tree, entry) == entry:
            _at(tree, entry)[path[-1]] = copied(_STAND_INS[str(path[-1])])
            stand_ins += 1
        else:
            offending.add(_written(tree, entry))
    return offending - {()}, stand_ins


def _written(tree: Tree, path: Path_) -> Path_:
    """Return the part of a path that exists; the rest belongs to a short form."""
    for depth, key in enumerate(path):
        found = (isinstance(tree, dict) and key in tree) or (
            isinstance(tree, list) and isinstance(key, int) and key < len(tree)
        )
        if not found:
            return path[:depth]
        tree = tree[key]
    return path


def _leave_out(tree: dict[str, Tree], paths: set[Path_], moved: Moved) -> None:
    """Delete entries, the last of a list first, and keep account of the items that move up."""
    lists: Moved = {}
    for path in sorted(paths, key=len, reverse=True):
        parent, key = _at(tree, path[:-1]), path[-1]
        if isinstance(key, int):
            lists.setdefault(path[:-1], []).append(key)
        else:
            parent.pop(key, None)
    for path in sorted(lists, key=len, reverse=True):
        try:
            items = _at(tree, path)
        except (KeyError, IndexError):
            continue
        stood = moved.setdefault(_first_path(path, moved), list(range(len(items))))
        for index in sorted(lists[path], reverse=True):
            del items[index], stood[index]


def _first_path(path: Path_, moved: Moved) -> Path_:
    """Return the path that an entry had before items were left out."""
    first: Path_ = ()
    for key in path:
        stood = moved.get(first)
        first = (*first, stood[key] if stood is not None and isinstance(key, int) else key)
    return first


def _at(tree: Tree, path: Iterable[str | int]) -> Tree:
    for key in path:
        tree = tree[key]
    return tree
