"""The inputs of institutions in words: the rules of bodies, and the clauses of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import within
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from detente.case.model import CaseFile

__all__ = ["institution_input_says"]


def institution_input_says(case: CaseFile, path: str) -> str:
    """Return an input of an institution in words; nothing where the path stands for none.

    >>> from detente.case.case import load
    >>> institution_input_says(load("nato-russia-2010", "draft_treaty"), "powers.draft-article-1")[:32]
    'the clause draft-article-1: Meas'
    """
    section, _, rest = path.partition(".")
    key, _, detail = rest.partition(".")
    if section == "bodies" and key in case.bodies:
        words = {"members": "who votes in {}", "rule": "the rule by which {} decides"}.get(detail, "")
        return words.format(within(name_of(case, key)))
    if section == "powers":
        return _of_clause(case, rest)
    return ""


def _of_clause(case: CaseFile, id_: str) -> str:
    for index, power in enumerate(case.powers):
        if id_ in {power.id, str(index)}:
            return f"the clause {power.id}" + (f": {power.says.rstrip('.')}" if power.says else "")
    return f"the clause {id_}"
