"""Checks of a joint assessment of threats: who answers, for whom, and what is wrong with the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.references.answers import out_of_turn, wrong_answers
from detente.case.threats import OBSERVER

if TYPE_CHECKING:
    from detente.case.document import Path_
    from detente.case.references.names import Names
    from detente.case.threats import Answers, Assessment

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
    for key, expert in assessment.experts.items():
        path = ("threats", "experts", key)
        names.known(expert.of, names.holders, "party, bloc or camp", (*path, "of"))
        if assessment.is_observer(key):
            kept = f"under 'shelf' '{OBSERVER}' stands for all together: give this expert another short name"
            names.problem(path, kept, at_key=True)
    for index, one in enumerate(assessment.rounds):
        for who, answers in one.answers.items():
            _check_answers(names, assessment, ("threats", "rounds", index, "answers", who), answers)


def _check_answers(names: Names, assessment: Assessment, path: Path_, answers: Answers) -> None:
    """Check what somebody answered in a round."""
    index, who = int(path[2]), str(path[4])
    if not assessment.is_observer(who):
        names.known(who, names.keys("threats", "experts"), "expert", path, at_key=True)
    if said := out_of_turn(assessment, who, assessment.rounds[index].round):
        names.problem(path, said, at_key=True)
    threats, questions = names.keys("threats", "list"), names.keys("threats", "questions")
    for wrong in wrong_answers(assessment, who, answers, threats, questions):
        here = (*path, *wrong.path)
        names.problem(here, wrong.message, suggestion=wrong.suggestion, at_key=wrong.at_key)
