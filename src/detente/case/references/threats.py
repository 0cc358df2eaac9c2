"""Checks of a joint assessment of threats: who answers, for whom, and what is wrong with the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.references.answers import wrong_answers

if TYPE_CHECKING:
    from detente.case.references.names import Names

__all__ = ["check_threats"]


def check_threats(names: Names) -> None:
    """Check that answers are those of experts to what is asked, and lie on its scale."""
    threats = names.keys("threats", "list")
    for key, block in names.case.blocks.items():
        for threat in block.addresses:
            names.known(threat, threats, "threat", ("blocks", key, "addresses", threat), at_key=True)
    assessment = names.case.threats
    if assessment is None:
        return
    experts, questions = names.keys("threats", "experts"), names.keys("threats", "questions")
    for key, expert in assessment.experts.items():
        names.known(expert.of, names.holders, "party, bloc or camp", ("threats", "experts", key, "of"))
    for index, one in enumerate(assessment.rounds):
        for key, answers in one.answers.items():
            path = ("threats", "rounds", index, "answers", key)
            names.known(key, experts, "expert", path, at_key=True)
            for wrong in wrong_answers(assessment, answers, threats, questions):
                here = (*path, *wrong.path)
                names.problem(here, wrong.message, suggestion=wrong.suggestion, at_key=wrong.at_key)
