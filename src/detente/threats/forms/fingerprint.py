"""A short mark of what a form asks, of whom and in which round, by which it is seen that it still fits."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from detente.case.numbers import number_written
from detente.case.references.answers import Wrong
from detente.case.threats import OBSERVER

if TYPE_CHECKING:
    from typing import Any

    from detente.case.threats import Assessment, Measure

__all__ = ["fingerprint_of", "misfit", "written_for"]

LETTERS = 8
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrstv")
"""Consonants in place of digits: no spreadsheet takes them for a number, and no word comes of them."""

CHANGED = "what is asked has changed since this form was written; write the form anew"


def fingerprint_of(assessment: Assessment, expert: str, number: int) -> str:
    """Return the mark of a form: the same as long as all that it shows is the same.

    >>> from detente.case.threats import Assessment
    >>> fingerprint_of(Assessment.model_validate({"list": {"piracy": {}}}), "n1", 1)
    'pkdkmdqs'
    """
    return _mark(_shown(assessment, expert), expert, number)


def written_for(assessment: Assessment, mark: str) -> tuple[str, int] | None:
    """Return the expert and the round that a mark is of; None where it is of no form of this case today."""
    wanted = mark.strip().lower()
    for expert in (*assessment.experts, OBSERVER):
        shown = _shown(assessment, expert)
        for number in range(1, assessment.closed + 2):
            if _mark(shown, expert, number) == wanted:
                return expert, number
    return None


def misfit(assessment: Assessment, mark: str, expert: str, number: int) -> Wrong | None:
    """Return what shows that a form was written for somebody else, another round, or other questions."""
    found = written_for(assessment, mark)
    if found is None:
        return Wrong(("asked",), CHANGED)
    if found[0] != expert:
        return Wrong(("expert",), f"this form was written for {found[0]}, not for {expert}")
    if found[1] != number:
        return Wrong(("round",), f"this form was written for round {found[1]}, not for round {number}")
    return None


def _mark(shown: str, expert: str, number: int) -> str:
    digest = hashlib.sha256(json.dumps([shown, expert, number]).encode()).hexdigest()
    return digest[:LETTERS].translate(_LETTERS)


def _shown(assessment: Assessment, expert: str) -> str:
    """Return all that a form shows, in one text; the observer is shown no questions."""
    questions = {} if assessment.is_observer(expert) else assessment.questions
    return json.dumps(
        [
            assessment.within,
            [str(level) for level in assessment.quantiles],
            _scale(assessment.likelihood),
            _scale(assessment.impact),
            [[key, one.name, one.says] for key, one in assessment.listed.items()],
            [[key, one.says, one.unit] for key, one in questions.items()],
        ]
    )


def _scale(measure: Measure) -> list[Any]:
    return [
        measure.unit,
        *(number_written(one) for one in (measure.least, *measure.bands, measure.most)),
        *measure.names,
    ]
