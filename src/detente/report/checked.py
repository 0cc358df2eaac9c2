"""The answer of ``detente check``: what a case holds, and what in it deserves a second look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.case.language import position_of
from detente.case.problems import CaseError, Problem, Severity, closest
from detente.case.warnings import warnings_of

if TYPE_CHECKING:
    import pandas as pd

    from detente.case.case import Case

__all__ = ["Checked", "checked"]

SECTIONS = {
    "parties": "party",
    "blocs": "bloc",
    "camps": "camp",
    "issues": "issue",
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
        counts = [
            f"{len(getattr(case, section))} {one if len(getattr(case, section)) == 1 else section}"
            for section, one in SECTIONS.items()
            if getattr(case, section)
        ]
        return [
            *map(str, self.warnings),
            f"{case.title}: {_found(len(self.warnings))}. It has {', '.join(counts)}.",
        ]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the warnings as a table."""
        import pandas as pd

        rows = [self._row(problem) for problem in self.warnings]
        return {"warnings": pd.DataFrame(rows, columns=["file", "line", "column", "message", "suggestion"])}

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
            "line": problem.place.line,
            "column": problem.place.column,
            "message": problem.message,
            "suggestion": problem.suggestion,
        }


def _found(warnings: int) -> str:
    if not warnings:
        return "no errors"
    return f"no errors, {warnings:,} {'warning' if warnings == 1 else 'warnings'}"


def checked(case: Case) -> Checked:
    """Check the variants and the claims of a case that has been read, and collect warnings.

    Raises ``CaseError`` with the problems of all variants and all claims.
    """
    problems = list(_claim_problems(case))
    try:
        case.check_variants()
    except CaseError as error:
        problems += error.problems
    if problems:
        raise CaseError(problems)
    return Checked(case, (*warnings_of(case), *_unknown_quantities(case)))


def _claim_problems(case: Case) -> list[Problem]:
    from detente.claims.evaluate import calls, misuse

    found = []
    for index, claim in enumerate(case.claims):
        if claim.test is None:
            continue
        for call in calls(claim.test.meaning):
            sentence = misuse(call, case)
            if sentence:
                offset = position_of(call.name, claim.test.text)
                found.append(
                    case.document.problem(("claims", index, claim.test_key), sentence, offset=offset)
                )
    return found


def _unknown_quantities(case: Case) -> list[Problem]:
    """Warn of quantities that no analysis publishes: a slip of the pen, or one that is still to come."""
    from dataclasses import replace

    from detente.claims.evaluate import missing_quantities
    from detente.claims.registry import quantities

    found = []
    for index, claim in enumerate(case.claims):
        if claim.test is None:
            continue
        for name in missing_quantities(claim.test.meaning):
            message = (
                f"no analysis publishes {name!r} yet, so {claim.id} is not testable; see `detente quantities`"
            )
            problem = case.document.problem(
                ("claims", index, claim.test_key),
                message,
                offset=position_of(name, claim.test.text),
                suggestion=closest(name, quantities()),
            )
            found.append(replace(problem, severity=Severity.WARNING))
    return found
