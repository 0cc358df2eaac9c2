"""What an expert is asked in a round: every threat on both scales, then the questions with known answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import spaced
from detente.case.numbers import number_written

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.case.threats import Assessment, Measure

__all__ = ["FIELDS", "Asked", "asked_of", "how_to_answer", "open_round"]

FIELDS = ("likelihood", "impact", "questions")
"""The parts of a form, in their order; each is a field of an expert's answers."""


@dataclass(frozen=True)
class Asked:
    """One thing that is asked: a field of the answers, and a key in it.

    ``says`` and ``unit`` are for the reader. ``least`` and ``most`` are the ends of the scale, or None where
    there are none; ``bands``: the names of its parts, each with its ends, where they have names.
    """

    field: str
    key: str
    says: str
    unit: str
    least: Fraction | None = None
    most: Fraction | None = None
    bands: tuple[tuple[str, Fraction, Fraction], ...] = ()


def asked_of(assessment: Assessment) -> tuple[Asked, ...]:
    """Return all that is asked, in the order of the form.

    >>> from detente.case.threats import Assessment
    >>> [(one.field, one.key) for one in asked_of(Assessment.model_validate({"list": {"piracy": {}}}))]
    [('likelihood', 'piracy'), ('impact', 'piracy')]
    """
    found = []
    for field, measure in (("likelihood", assessment.likelihood), ("impact", assessment.impact)):
        for key, threat in assessment.listed.items():
            name = threat.name or spaced(key)
            says = f"{name}: {threat.says}" if threat.says else name
            least, most = measure.least.low, measure.most.low
            found.append(
                Asked(field, key, says, _unit(assessment, field, measure), least, most, _bands(measure))
            )
    for key, question in assessment.questions.items():
        found.append(Asked("questions", key, question.says, question.unit or ""))
    return tuple(found)


def how_to_answer(assessment: Assessment) -> str:
    """Return in words what numbers are asked for."""
    low, high = (f"{float(100 * level):g}%" for level in (assessment.quantiles[0], assessment.quantiles[-1]))
    return (
        "Give on each line one number for each quantile, from low to high: you believe that the truth lies"
        f" below the first with a chance of {low}, and below the last with a chance of {high}. Leave a line"
        " empty where you do not want to answer. Nobody but the analyst sees whose answers these are."
    )


def open_round(assessment: Assessment) -> int:
    """Return the number of the round that can be answered: the last one if it is open, else the next.

    A round is closed once it says when it was ``held``.

    >>> from detente.case.threats import Assessment
    >>> open_round(Assessment.model_validate({"list": {"piracy": {}}, "rounds": [{"round": 1}]}))
    1
    """
    last = assessment.rounds[-1] if assessment.rounds else None
    return last.round if last is not None and last.held is None else len(assessment.rounds) + 1


def _unit(assessment: Assessment, field: str, measure: Measure) -> str:
    ends = f"{number_written(measure.least)} to {number_written(measure.most)}"
    unit = measure.unit or ("chance" if field == "likelihood" else "harm")
    within = f" within {assessment.within}" if assessment.within and field == "likelihood" else ""
    return f"{unit}{within}, {ends}"


def _bands(measure: Measure) -> tuple[tuple[str, Fraction, Fraction], ...]:
    if not measure.names:
        return ()
    ends = [one.low for one in (measure.least, *measure.bands, measure.most)]
    return tuple(zip(measure.names, ends[:-1], ends[1:], strict=True))
