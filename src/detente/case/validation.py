"""From a document to a validated case: every error at once, each with its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError

from detente.case.document import Document, Path_, Tree, copied
from detente.case.fields import LENIENT
from detente.case.model import CaseFile
from detente.case.references import MISSING, Names, check_references
from detente.case.sentences import path_of, shape_problems
from detente.case.unchanged import unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.case.problems import Problem

__all__ = ["Check", "Validation", "validate"]

Model = TypeVar("Model", bound=CaseFile)
Check = Callable[[Names], None]
"""A further check of references, by a layer that knows more than the case file itself."""

ROUNDS = 12
"""Rounds of leaving out what is wrong; more than a case has levels."""


@dataclass(frozen=True)
class Validation(Generic[Model]):
    """What a document describes, and everything that is wrong with it; there is a case if nothing is."""

    case: Model | None
    problems: tuple[Problem, ...]


def validate(
    document: Document, model: type[Model], checks: Iterable[Check] = (), base: CaseFile | None = None
) -> Validation[Model]:
    """Return the case that a document describes, or every problem of shape and of reference.

    ``base`` is the case of which the document is a variant, if it is one and that has been read.
    Where a shape is wrong, references are checked in what remains, so that one mistake does not hide another.
    """
    if not isinstance(document.tree, dict):
        start = document.problem((), "a case file is a mapping that starts with `detente: 1`")
        return Validation(None, (*document.problems, start))
    problems = list(document.problems)
    checked: CaseFile | None
    case, moved = None, Moved()
    try:
        checked = case = model.model_validate(unchanged(document, base) if base else document.tree)
    except ValidationError as error:
        problems += shape_problems(error.errors(include_url=False), document)
        checked, moved = _remains(document.tree)
    if checked is not None:
        names = Names(checked, document, moved)
        for check in (check_references, *checks):
            check(names)
        problems += names.problems
    return Validation(None if problems else case, tuple(problems))


Moved = dict[Path_, list[int]]
"""For lists that lost items, by their path: where those that remain stood at first."""

_STAND_INS: dict[str, Tree] = {
    **dict.fromkeys(("today", "from", "to", "source", "says", "name", "title", "id", "cite"), MISSING),
    **{key: [MISSING] for key in ("decided_by", "members", "for")},
    **dict.fromkeys(("require", "when"), f"{MISSING} is {MISSING}"),
    **dict.fromkeys(("level", "points", "rung"), 0),
    **{key: {MISSING: {}} for key in ("options", "parties")},
    "basis": "judgement",
    "grants": "consult",
    "over": [MISSING],
    "as_of": "2000-01-01",
    "detente": 1,
}
"""What is put in place of a missing key, so that the rest of its entry can be checked."""


def _remains(tree: dict[str, Tree]) -> tuple[CaseFile | None, Moved]:
    """Return the case without the entries whose shape is wrong, or nothing if too little is left."""
    tree = copied(tree)
    moved = Moved()
    stood_in: set[Path_] = set()
    for _ in range(ROUNDS):
        try:
            return CaseFile.model_validate(tree, context=LENIENT), moved
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False, include_context=False)
        wrong = [(detail["type"], path_of(detail)) for detail in details]
        _leave_out(tree, _offending(tree, wrong, moved, stood_in), moved)
    return None, moved


def _offending(
    tree: dict[str, Tree], errors: Iterable[tuple[str, Path_]], moved: Moved, stood_in: set[Path_]
) -> set[Path_]:
    """Return the entries that errors are about; a missing key gets a stand-in instead, but only once."""
    offending = set()
    for kind, path in errors:
        entry = path[:-1] if kind == "missing" else path
        first = _first_path(path, moved)
        stands_in = kind == "missing" and path[-1] in _STAND_INS and first not in stood_in
        if stands_in and _written(tree, entry) == entry:
            _at(tree, entry)[path[-1]] = copied(_STAND_INS[str(path[-1])])
            stood_in.add(first)
        else:
            offending.add(_written(tree, entry))
    return offending - {()}


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
