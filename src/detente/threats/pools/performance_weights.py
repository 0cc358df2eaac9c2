"""The weights of experts in the classical model: equal, global or by item."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.threats.pools.scored_study import ScoredStudy

__all__ = ["NobodyWeightedError", "Weighting", "performance_weights"]


class Weighting(Enum):
    """How experts are weighted."""

    EQUAL = "equal"
    GLOBAL = "global"
    ITEM = "item"

    def __str__(self) -> str:
        return self.value


class NobodyWeightedError(ValueError):
    """No expert has any weight."""


def performance_weights(
    scored: ScoredStudy, weighting: Weighting, cut_off: float = 0
) -> dict[str, dict[str, float]]:
    """Return the weight of each expert for each question, by question and expert; unscaled.

    Global weights are calibration times the mean information over seed questions, the same for every
    question. Item weights are calibration times the information about the question itself. Either is 0 below
    the cut-off, a calibration score; equal weights are 1 or 0. Experts stand only at questions that they
    answered, and questions that nobody answered do not stand.

    Where nobody with a calibration that counts says more of a question than the background measure does,
    item weights are the calibrations: all of them say the same.

    Source: R. M. Cooke, *Experts in Uncertainty*, Oxford 1991, chapter 12.

    Raises:
        ValueError: where a calibration is needed of an expert who answered no seed question.
        NobodyWeightedError: where all weights are 0.

    >>> from detente.threats.pools import Assessment, Question, Study, scored_study
    >>> said = {"x": {"a": Assessment((0.5,), (3,))}, "y": {"a": Assessment((0.5,), (5,))}}
    >>> scored = scored_study(Study({"a": Question(realisation=4)}, said))
    >>> performance_weights(scored, Weighting.EQUAL)
    {'a': {'x': 1.0, 'y': 1.0}}

    """
    of_expert = _calibrations(scored, needed=weighting is not Weighting.EQUAL or cut_off > 0)
    passed = {expert: found if found >= cut_off else 0.0 for expert, found in of_expert.items()}
    if weighting is Weighting.EQUAL:
        passed = {expert: float(found >= cut_off) for expert, found in of_expert.items()}
    if weighting is Weighting.GLOBAL:
        passed = {
            expert: found * (scored.scores[expert].information or 0) for expert, found in passed.items()
        }
    if not any(passed.values()):
        raise NobodyWeightedError(
            f"no expert has any weight at a cut-off of {cut_off}: lower it, or weigh the experts equally"
        )
    answered = {
        name: {expert: passed[expert] for expert, told in scored.information.items() if name in told}
        for name in scored.ranges
    }
    if weighting is not Weighting.ITEM:
        return answered
    return {name: _by_item(scored, name, found) for name, found in answered.items()}


def _calibrations(scored: ScoredStudy, *, needed: bool) -> dict[str, float]:
    if not needed:
        return dict.fromkeys(scored.scores, 1.0)
    found = {}
    for expert, score in scored.scores.items():
        if score.calibration is None:
            raise ValueError(
                f"{expert!r} answered no seed question and has no calibration score: "
                "leave that expert out, or weigh all equally without a cut-off"
            )
        found[expert] = score.calibration
    return found


def _by_item(scored: ScoredStudy, question: str, calibrations: Mapping[str, float]) -> dict[str, float]:
    weights = {expert: found * scored.information[expert][question] for expert, found in calibrations.items()}
    return weights if any(weights.values()) else dict(calibrations)
