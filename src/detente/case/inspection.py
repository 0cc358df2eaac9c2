"""Everything that is wrong with a case file and its variants, at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from detente.case.model import CaseFile
from detente.case.validation import Validation, validate
from detente.case.variants import apply_variant, variant_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.case.document import Document
    from detente.case.problems import Problem
    from detente.case.validation import Check

__all__ = ["inspect", "inspect_variant"]

Model = TypeVar("Model", bound=CaseFile)


def inspect(document: Document, model: type[Model], *checks: Check) -> Validation[Model]:
    """Return the case that a document describes, or the problems of the case and those its variants add.

    ``checks`` are asked of the case and of every variant, beside those of shapes and references.
    """
    of_case = validate(document, model, checks)
    problems = list(of_case.problems)
    for name in variant_names(document):
        problems += inspect_variant(document, name, *checks, of_case=of_case)
    return Validation(None if problems else of_case.case, tuple(problems))


def inspect_variant(
    document: Document, name: str, *checks: Check, of_case: Validation[Any] | None = None
) -> list[Problem]:
    """Return the problems of one variant of a case, without those that the case itself has."""
    merged, misfits = apply_variant(document, name)
    found = validate(merged, CaseFile, checks, of_case.case if of_case else None).problems
    known = {(one.place, one.message) for one in (of_case.problems if of_case else ())}
    new = [one for one in (*misfits, *found) if (one.place, one.message) not in known]
    return list(_in_variant(document, name, new)) if new else []


def _in_variant(document: Document, name: str, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Name the variant in problems that stand outside the variants, where the case itself has none."""
    places = (spot.place for path, spot in document.spots.items() if path[:1] == ("variants",) and path[1:])
    inside = {place.line for place in places}
    for problem in problems:
        if problem.place.line in inside:
            yield problem
        else:
            yield replace(problem, message=f"in the variant {name!r}, {problem.message}")
