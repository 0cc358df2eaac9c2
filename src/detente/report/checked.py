"""The answer of ``detente check``: what a case holds, and what in it deserves a second look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from detente.case.case import Case
from detente.case.problems import Problem, Severity, closest, quoted
from detente.case.warnings import warnings_of
from detente.claims.evaluate import arguments_of, calls
from detente.claims.misuse import check_quantities, unpublished
from detente.claims.registry import ANALYSES, PLANNED, quantity
from detente.cohesion.quantities import BLOC as OF_MEMBERS
from detente.outcomes.holders import members

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from detente.case.arguments import Claim
    from detente.case.document import Document, Path_
    from detente.case.language import Call

__all__ = ["Checked", "checked"]

SECTIONS = {
    "parties": "party",
    "blocs": "bloc",
    "bodies": "body",
    "camps": "camp",
    "issues": "issue",
    "powers": "power",
    "blocks": "block",
    "agreements": "agreement",
    "procedures": "procedure",
    "regimes": "regime",
    "threats": "threat",
    "claims": "claim",
    "variants": "variant",
}
"""The sections that are counted, with the word for one of each."""


@dataclass(frozen=True)
class Checked:
    """A case without errors, with its warnings."""

    case: Case
    warnings: tuple[Problem, ...]

    def summary(self) -> list[str]:
        """Return the warnings, then what the case holds."""
        case = self.case
        held = {section: len(getattr(case, section)) for section in SECTIONS if section != "threats"}
        held["threats"] = 0 if case.threats is None else len(case.threats.listed)
        counts = [
            f"{held[section]} {one if held[section] == 1 else section}"
            for section, one in SECTIONS.items()
            if held[section]
        ]
        return [
            *map(str, self.warnings),
            f"{case.title}: {_found(len(self.warnings))}. It has {', '.join(counts)}.",
        ]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the warnings as a table."""
        import pandas as pd

        rows = [self._row(problem) for problem in self.warnings]
        return {
            "warnings": pd.DataFrame(
                rows, columns=["file", "cell", "line", "column", "message", "suggestion"]
            )
        }

    def to_json(self) -> dict[str, Any]:
        """Return the warnings as plain values."""
        return {
            "title": self.case.title,
            "errors": [],
            "warnings": [self._row(problem) for problem in self.warnings],
        }

    @staticmethod
    def _row(problem: Problem) -> dict[str, Any]:
        return {
            "file": problem.file,
            "cell": problem.cell,
            "line": problem.place.line,
            "column": problem.place.column,
            "message": problem.message,
            "suggestion": problem.suggestion,
        }


def _found(warnings: int) -> str:
    if not warnings:
        return "no errors"
    return f"no errors, {warnings:,} {'warning' if warnings == 1 else 'warnings'}"


def checked(document: Document, variant: str | None = None) -> Checked:
    """Check a case with all its variants, and collect warnings: of the case, or of the variant named.

    Raises ``CaseError`` with every problem of shape, of reference and of the quantities in claims.
    """
    case = Case.inspected(document, check_quantities)
    shown = case.with_variant(variant) if variant else case
    return Checked(shown, (*warnings_of(shown), *_of_claims(shown)))


def _of_claims(case: Case) -> Iterator[Problem]:
    """Warn of quantities that nobody publishes and of analyses that nobody plans: slips, or still to come.

    Also of what is asked about the members of somebody who has none, or one.
    """
    for index, claim in enumerate(case.claims):
        path: Path_ = ("claims", index, claim.test_key)
        for one in unpublished(claim.test.meaning, case) if claim.test else ():
            message = f"{one.message}, so {claim.id} is not testable; see `detente quantities`"
            yield _warning(case, path, message, one.suggestion, one.offset)
        for call in calls(claim.test.meaning) if claim.test else ():
            message = _unsplit(case, claim, call)
            if message:
                yield _warning(case, path, f"{claim.id} asks for {message}", offset=call.places[0])
        for place, name in enumerate(claim.waits_for):
            item = ("claims", index, "waits_for", place)
            path = item if item in case.document.spots else item[:-1]
            if name in ANALYSES:
                yield _warning(case, path, f"{claim.id} waits for {quoted(name)}, which exists already")
            elif name not in PLANNED:
                message = f"{claim.id} waits for {quoted(name)}, which is no analysis"
                yield _warning(case, path, message, closest(name, PLANNED))


def _unsplit(case: Case, claim: Claim, call: Call) -> str:
    """Say why what a claim asks about the members of a bloc is never above 0; an empty text where it may be.

    Of a party alone there is a win-set as well, but nothing to be split.
    """
    published, name = quantity(call.name), call.variant(claim.variant)
    if published is None or OF_MEMBERS not in published.parameters:
        return ""
    asked = dict(zip(published.parameters, arguments_of(call), strict=True))[OF_MEMBERS]
    tested = case if name is None else case.with_variant(name)
    if asked in tested.parties:
        why = "is no bloc"
    elif asked in tested.blocs and len(members(tested, str(asked))) == 1:
        why = "has one member only"
    else:
        return ""
    there = "" if name is None else f" in the variant {name!r}"
    return (
        f"{call.name!r} of {quoted(str(asked))}, which {why}{there}: with nobody to split it is never above 0"
    )


def _warning(case: Case, path: Path_, message: str, meant: str = "", offset: int | None = None) -> Problem:
    problem = case.document.problem(path, message, suggestion=meant, offset=offset)
    return replace(problem, severity=Severity.WARNING)
