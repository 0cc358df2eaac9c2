"""What in a case is allowed but hardly meant: the warnings that `detente check` adds to its errors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.case.clause_warnings import clause_warnings
from detente.case.conflict_warnings import conflict_warnings
from detente.case.formula_warnings import contradictory_rules, formula_warnings
from detente.case.inspection_warnings import inspection_warnings
from detente.case.problems import Severity
from detente.case.stance_warnings import stance_warnings
from detente.case.value_warnings import value_warnings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.problems import Problem

__all__ = ["warnings_of"]


def warnings_of(case: Case) -> list[Problem]:
    """Return what an analyst should look at once more, in the order of the file.

    Of the variants of a case it is only said where their rules let no package exist.

    >>> from detente.case.case import load
    >>> warnings_of(load("panama-canal"))
    []
    """
    found = [
        *formula_warnings(case),
        *stance_warnings(case),
        *value_warnings(case),
        *clause_warnings(case),
        *conflict_warnings(case),
        *inspection_warnings(case),
        *_of_claims(case),
        *_of_variants(case),
    ]
    warnings = [replace(problem, severity=Severity.WARNING) for problem in found]
    return sorted(dict.fromkeys(warnings), key=lambda problem: problem.place)


def _of_claims(case: Case) -> Iterator[Problem]:
    for index, claim in enumerate(case.claims):
        if claim.test is None and not claim.waits_for:
            message = f"the claim {claim.id!r} has no test (holds_if), and waits for no analysis (waits_for)"
            yield case.document.problem(("claims", index), message)


def _of_variants(case: Case) -> Iterator[Problem]:
    """Yield for each variant in which no package can exist, though one can in the case, why that is so."""
    if case.variant is not None or any(contradictory_rules(case)):
        return
    for name in case.variants:
        for problem in contradictory_rules(case.with_variant(name)):
            yield replace(problem, message=f"in the variant {name!r}, {problem.message}")
