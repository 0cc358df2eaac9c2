"""What an expert is asked in a round: every threat on both scales, then the questions with known answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import spaced
from detente.case.numbers import number_written

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.case.threats import Assessment, Measure

__all__ = ["FIELDS", "Asked", "asked_of", "how_to_answer", "sample_answer", "takes_percent"]

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

    @property
    def explained(self) -> str:
        """What is asked, with its unit."""
        return f"{self.says} ({self.unit})" if self.unit else self.says


def asked_of(assessment: Assessment, who: str) -> tuple[Asked, ...]:
    """Return all that is asked, in the order of the form; the observer is asked about threats alone.

    >>> from detente.case.threats import Assessment
    >>> [(one.field, one.key) for one in asked_of(Assessment.model_validate({"list": {"piracy": {}}}), "x")]
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
    questions = {} if assessment.is_observer(who) else assessment.questions
    for key, question in questions.items():
        found.append(Asked("questions", key, question.says, question.unit or ""))
    return tuple(found)


def takes_percent(assessment: Assessment, field: str) -> bool:
    """Return whether 20 % can be answered for 0.2: where a scale lies within 0 and 1."""
    if field not in {"likelihood", "impact"}:
        return False
    measure: Measure = getattr(assessment, field)
    return measure.least.low >= 0 and measure.most.low <= 1


def sample_answer(assessment: Assessment) -> list[int]:
    """Return an answer to something that nobody is asked: how many metres high some tree is."""
    return [10 * (place + 2) for place in range(len(assessment.quantiles))]


def how_to_answer(assessment: Assessment, who: str, sample: str) -> str:
    """Return in words what numbers are asked for; ``sample`` is the answer of a sample, as it is written."""
    low, high = (f"{float(100 * level):g}%" for level in (assessment.quantiles[0], assessment.quantiles[-1]))
    numbers = (
        "Give on each line one number for each quantile, from low to high: {believes} that the truth lies"
        f" below the first with a chance of {low}, and below the last with a chance of {high}. An example,"
        f" of how many metres high a tree is: {sample}. Leave a line empty where {{unsure}}."
    )
    if assessment.is_observer(who):
        observer = (
            "Answer all together, having talked over what each of you answered alone, for a rational"
            " impartial observer: somebody who has heard all of it, and takes no side. That is no vote and no"
            " mean."
        )
        return f"{observer} {numbers.format(believes='the observer believes', unsure='you cannot agree')}"
    stands = "stand by what you answered before, or " if assessment.closed else ""
    numbers = numbers.format(believes="you believe", unsure=f"you {stands}do not want to answer")
    return f"{numbers} Nobody but the analyst sees whose answers these are."


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
