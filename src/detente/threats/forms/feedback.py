"""What all answered in the round before, without names: an expert's own answer among the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.estimates import Estimate
    from detente.case.threats import Assessment

__all__ = ["Feedback", "feedback_on", "others_on"]

Feedback = tuple["Estimate | None", tuple["Estimate", ...], tuple[str, ...]]
"""One's own estimate, those of the others from low to high, and reasons in the order of the alphabet."""


def others_on(assessment: Assessment, expert: str, field: str, key: str) -> Feedback:
    """Return what was answered to one thing when the last round was closed, without names.

    Who left it empty then stands by the answer before. The others' estimates go by their middle, and reasons
    by their letters, so that no order tells who gave them.
    """
    given: dict[str, Estimate] = {}
    said: dict[str, str] = {}
    for one in assessment.rounds[: assessment.closed]:
        for of, answers in one.answers.items():
            if key in getattr(answers, field):
                given[of] = getattr(answers, field)[key]
            if key in answers.reasons:
                said[of] = answers.reasons[key]
    own = given.pop(expert, None)
    said.pop(expert, None)
    others = sorted(given.values(), key=lambda one: (one.values[len(one.values) // 2], one.values))
    return own, tuple(others), tuple(sorted(said.values()))


def feedback_on(assessment: Assessment, expert: str, field: str, key: str) -> Iterator[str]:
    """Yield that in sentences; nothing in the first round."""
    if field == "questions":
        return  # these show how well each judges alone
    own, others, reasons = others_on(assessment, expert, field, key)
    if own is not None:
        yield f"You answered {_says(own)}."
    if others:
        who = "The experts" if assessment.is_observer(expert) else "The others"
        yield f"{who} answered: {'; '.join(map(_says, others))}."
    if field == "likelihood":
        yield from (f"Somebody wrote: {reason}" for reason in reasons)


def _says(estimate: Estimate) -> str:
    numbers = [f"{float(value):g}" for value in estimate.values]
    if estimate.levels is None:
        return ", ".join(numbers)
    levels = [f"{float(100 * level):g}%" for level in estimate.levels]
    return ", ".join(f"{number} ({level})" for number, level in zip(numbers, levels, strict=True))
