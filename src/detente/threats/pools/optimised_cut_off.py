"""The classical model with the cut-off under which its decision maker scores best."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.threats.pools.classical_model import model_of
from detente.threats.pools.intrinsic_range import OVERSHOOT
from detente.threats.pools.performance_weights import NobodyWeightedError, Weighting
from detente.threats.pools.scored_study import scored_study

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.threats.pools.classical_model import ClassicalModel
    from detente.threats.pools.study import Study

__all__ = ["optimised_cut_off"]

TIE = 1e-12
"""Scores that differ by no more than this share are equal but for rounding."""


def optimised_cut_off(
    study: Study,
    weighting: Weighting = Weighting.GLOBAL,
    overshoot: float = OVERSHOOT,
    levels: tuple[float, ...] | None = None,
) -> ClassicalModel:
    """Return the decision maker with the greatest calibration times information, over all cut-offs.

    The pool changes only where an expert falls out, so the experts' own calibration scores are all the
    cut-offs to try. Of several that are equally good the lowest is taken, which keeps the most experts.

    Arguments and errors as for ``classical_model``.

    Source: R. M. Cooke, *Experts in Uncertainty*, Oxford 1991, chapter 12 (optimised decision maker).

    >>> from detente.threats.pools import Assessment, Question, Study
    >>> seeds = {"a": Question(realisation=4), "b": Question(realisation=9)}
    >>> at = (0.05, 0.5, 0.95)
    >>> study = Study(seeds, {
    ...     "x": {"a": Assessment(at, (2, 4, 7)), "b": Assessment(at, (5, 8, 12))},
    ...     "y": {"a": Assessment(at, (8, 9, 10)), "b": Assessment(at, (1, 2, 3))},
    ... })
    >>> model = optimised_cut_off(study)
    >>> model.shares, model.cut_off == model.scored.scores["x"].calibration
    ({'x': 1.0, 'y': 0.0}, True)
    """
    scored = scored_study(study, overshoot)
    tried: list[tuple[float, ClassicalModel]] = []
    for cut_off in _cut_offs(score.calibration or 0.0 for score in scored.scores.values()):
        try:
            found = model_of(scored, weighting, cut_off, levels)
        except NobodyWeightedError:
            # All who pass say no more than the background does; those above it may be fewer, but no others.
            break
        tried.append((found.decision_maker.score.combined or 0.0, found))
    if not tried:
        raise NobodyWeightedError("no expert has any weight at any cut-off: weigh the experts equally")
    best = max(score for score, _ in tried)
    chosen = next(found for score, found in tried if score >= best * (1 - TIE))
    return replace(chosen, optimised=True)


def _cut_offs(calibrations: Iterable[float]) -> Iterator[float]:
    """Yield calibrations from low to high, of those that are equal but for rounding the lowest."""
    before = None
    for one in sorted(calibrations):
        if before is None or one > before * (1 + TIE):
            yield one
            before = one
