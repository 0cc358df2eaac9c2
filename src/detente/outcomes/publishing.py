"""What quantities that analyses publish have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.formula import TRUE, Formula
from detente.case.wording import in_words
from detente.outcomes.holders import section_of, walk_away_path
from detente.outcomes.negotiation import negotiation_of, rule_path
from detente.outcomes.published import Parameter, ParameterKind, numbers_of_values

if TYPE_CHECKING:
    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.negotiation import Negotiation

__all__ = [
    "FORMULA",
    "ISSUE",
    "MOVE",
    "numbers_in",
    "of_negotiation",
    "of_rules",
    "paths_of",
    "where_says",
]

FORMULA = Parameter("formula", ParameterKind.FORMULA, optional=True)
MOVE = Parameter("issue is option", ParameterKind.MOVE)
ISSUE = Parameter("issue", ParameterKind.ISSUE)


def where_says(case: CaseFile, formula: Formula | None) -> str:
    """Say of packages that a formula holds in them, as the end of a sentence; nothing if it always does."""
    return "" if formula is None or formula == TRUE else f" in which {in_words(formula, case)}"


# what of the case could matter


def paths_of(negotiation: Negotiation) -> tuple[str, ...]:
    """Return the red lines, demands, floors and rules of a negotiation, by their paths in the case."""
    rules = (rule_path(rule, index) for index, rule in enumerate(negotiation.case.rules))
    return (*(one.path for one in negotiation.constraints), *rules)


def numbers_in(negotiation: Negotiation) -> tuple[str, ...]:
    """Return where the numbers stand on which it depends who signs what, by the beginnings of their paths."""
    case = negotiation.case
    if negotiation.bloc_valuations:  # members without a voice of their own count too
        return numbers_of_values(case)
    found: dict[str, None] = {}
    for voice in negotiation.voices:
        declared = walk_away_path(case, voice.walk_away)
        if declared is not None:
            found[declared] = None
        for issue, holder in voice.stances:
            if declared is not None or issue in negotiation.issues:
                found[f"issues.{issue}.stances.{holder}"] = None
                found[f"{section_of(case, holder)[0]}.{holder}.weights"] = None
        if voice.worth is not None:
            found[f"{section_of(case, voice.worth)[0]}.{voice.worth}.worth"] = None
    return tuple(found)


def of_rules(certain: CertainCase, *_: object) -> tuple[str, ...]:
    """Return the paths of the rules of a case."""
    return tuple(rule_path(rule, index) for index, rule in enumerate(certain.case.rules))


def of_negotiation(certain: CertainCase, *_: object) -> tuple[str, ...]:
    """Return the paths of the negotiation that a case describes."""
    return paths_of(negotiation_of(certain))
