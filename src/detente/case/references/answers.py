"""What is wrong with the answers of an expert: unknown names, too few quantiles, values off the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detente.case.numbers import number_written, parse_range
from detente.case.problems import closest, quoted
from detente.case.references.names import MISSING
from detente.case.threats import OBSERVER, MeasureScale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.document import Path_
    from detente.case.estimates import Estimate
    from detente.case.threats import Answers, Assessment, Measure

__all__ = ["Wrong", "out_of_turn", "wrong_answers"]


class Wrong(NamedTuple):
    """One thing that is wrong with answers: where it stands in them, and what it is.

    The path to a number ends with how many numbers of the estimate are lower.
    """

    path: Path_
    message: str
    suggestion: str = ""
    at_key: bool = False


def wrong_answers(
    assessment: Assessment, who: str, answers: Answers, threats: frozenset[str], questions: frozenset[str]
) -> Iterator[Wrong]:
    """Yield what is wrong with somebody's answers; ``threats`` and ``questions`` are those that there are."""
    for measure, given in (("likelihood", answers.likelihood), ("impact", answers.impact)):
        scale: Measure = getattr(assessment, measure)
        yield from _estimates(assessment, given, measure, threats, "threat")
        for key, estimate in given.items():
            yield from _off_scale(scale, estimate, (measure, key))
    yield from _estimates(assessment, answers.questions, "questions", questions, "question")
    for key, estimate in answers.questions.items():
        question = assessment.questions.get(key)
        logarithmic = question is not None and question.scale is MeasureScale.LOGARITHMIC
        if logarithmic and estimate.values[0] <= 0:
            yield Wrong(("questions", key, 0), "on a logarithmic scale every quantile is above 0")
    if answers.questions and assessment.is_observer(who):
        yield Wrong(("questions",), "the observer is asked about threats alone", at_key=True)
    for key in answers.reasons:
        yield from _unknown(key, ("reasons", key), threats, "threat")


def out_of_turn(assessment: Assessment, who: str, number: int) -> str | None:
    """Return why somebody who is known does not answer in a round; None where they do."""
    if who in assessment.answering(number):
        return None
    if assessment.is_observer(who):
        return f"the '{OBSERVER}' answers in round 2, once round 1 says when it was 'held'"
    if who in assessment.experts:
        return f"round 2 of 'shelf' is for the answers of the '{OBSERVER}', on which all agree"
    return None


def _estimates(
    assessment: Assessment, given: Mapping[str, Estimate], field: str, known: frozenset[str], kind: str
) -> Iterator[Wrong]:
    asked = len(assessment.quantiles)
    for key, estimate in given.items():
        yield from _unknown(key, (field, key), known, kind)
        count = len(estimate.values)
        if estimate.levels is None and count != asked:
            levels = ", ".join(str(float(level)) for level in assessment.quantiles)
            stand = "1 number stands" if count == 1 else f"{count} numbers stand"
            yield Wrong((field, key), f"{stand} here, and {asked} are asked: the quantiles {levels}")


def _unknown(word: str, path: Path_, known: frozenset[str], kind: str) -> Iterator[Wrong]:
    if word not in known and word != MISSING:
        yield Wrong(path, f"unknown {kind} {quoted(word)}", closest(word, known), at_key=True)


def _off_scale(scale: Measure, estimate: Estimate, path: Path_) -> Iterator[Wrong]:
    outside = [value for value in estimate.values if not scale.least.low <= value <= scale.most.low]
    if outside:
        ends = f"{number_written(scale.least)} to {number_written(scale.most)}"
        *others, last = [str(number_written(parse_range(value))) for value in outside]
        numbers = f"{', '.join(others)} and {last} do" if others else f"{last} does"
        first = estimate.values.index(outside[0])
        yield Wrong((*path, first), f"{numbers} not lie on the scale from {ends}")
