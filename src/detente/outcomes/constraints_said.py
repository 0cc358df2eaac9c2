"""Red lines, demands and floors in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.formula import FALSE, Not
from detente.case.naming import issue_name
from detente.case.wording import in_words
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from detente.case.model import CaseFile

__all__ = ["UNMET", "constraint_says"]

UNMET = " cannot be met by what stays as it is today"
"""The end of what is said of a demand on something that is not on the table."""


def constraint_says(case: CaseFile, constraint: Constraint) -> str:
    """Return a red line, demand or floor in words, with its holder."""
    holder = name_of(case, constraint.holder)
    if constraint.kind is ConstraintKind.FLOOR:
        return f"{holder} must not be left below no agreement"
    says = _declared(case, constraint)
    if says:
        return f"{holder}’s {constraint.kind}: {says}"
    assert constraint.requires is not None, "only a floor asks for points instead of a formula"
    if constraint.requires == FALSE:
        return f"{holder}’s {_which(case, constraint)}{UNMET}"
    if constraint.kind is ConstraintKind.DEMAND:
        return f"{holder} demands that {in_words(constraint.requires, case)}"
    if isinstance(constraint.requires, Not):
        return f"{holder} never signs a package in which {in_words(constraint.requires.part, case)}"
    return f"{holder} signs only where {in_words(constraint.requires, case)}"


def _which(case: CaseFile, constraint: Constraint) -> str:
    """Name a constraint by the issue that it stands under, else by its id."""
    section, _, below = constraint.path.partition(".")
    issue = below.partition(".")[0]
    if section == "issues" and issue in case.issues:
        return f"{constraint.kind} on “{issue_name(case, issue)}”"
    return f"{constraint.kind} {constraint.id}"


def _declared(case: CaseFile, constraint: Constraint) -> str:
    """Return the analyst's own words for a red line, where there are any."""
    for section in (case.parties, case.blocs, case.camps):
        for holder in section.values():
            for line in holder.red_lines:
                if line.says and constraint.path.endswith(f"red_lines.{line.id}"):
                    return line.says.rstrip(".")
    return ""
