"""What SHELF adds, in sentences: how well distributions fit, and what an impartial observer expects."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.case.threats import OBSERVER
from detente.outcomes.per_cent import per_cent
from detente.threats.said import first_of, number_says, side_called, threat_called, unit_of
from detente.threats.sheffield import FITTED, fitted_of_sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.threats.pooled import Pool
    from detente.threats.result import Threats

__all__ = ["sheffield_said"]

FAR = 0.05
"""The share of a scale by which a fitted quantile may miss the one that was given before it is told."""


def sheffield_said(result: Threats) -> Iterator[str]:
    """Yield it; nothing under another protocol."""
    if any(result.fits.values()):
        yield from _misses(result)
    observer = result.pools.get(OBSERVER)
    if observer is None:
        return
    yield from _expected(result, observer)
    yield from _stance(result, observer)


def _misses(result: Threats) -> Iterator[str]:
    fits = [(fit.misses, who, item) for who, of in result.fits.items() for item, fit in of.items()]
    far = [one for one in fits if one[0] > FAR]
    if not far:
        most = max(one[0] for one in fits)
        yield (
            f"Distributions fitted to {len(fits)} answers miss no quantile by more than {per_cent(most)} of"
            " its scale."
        )
        return
    most, who, (scale, threat) = max(far)
    whose = (
        "the observer"
        if who == OBSERVER
        else f"an expert of {side_called(result, result.answered.sides[who])}"
    )
    yield (
        f"Of distributions fitted to {len(fits)} answers, {len(far)} {'misses' if len(far) == 1 else 'miss'}"
        f" a quantile by more than {per_cent(FAR)} of its scale, by {per_cent(most)} that of {whose} on the"
        f" {scale} of {threat_called(result, threat)}: ask whether the fitted one is what is meant."
    )


def _expected(result: Threats, observer: Pool) -> Iterator[str]:
    fitted = result.pools.get(FITTED)
    concerns = {threat: observer.concern(threat) for threat in result.assessment.listed}
    known = sorted(
        ((threat, value) for threat, value in concerns.items() if value is not None), key=lambda one: -one[1]
    )
    open_ = [threat_called(result, threat) for threat, value in concerns.items() if value is None]
    if not known:
        yield "What an impartial observer would believe is not yet agreed for any threat on both scales."
        return
    listed = []
    for threat, value in known:
        alone = None if fitted is None else fitted.concern(threat)
        beside = "" if alone is None else f" ({number_says(alone)})"
        listed.append(f"{threat_called(result, threat)} {number_says(value)}{beside}")
    unit = unit_of(result, "impact")
    pool = "" if fitted is None else "; in brackets the pool of what each answered alone"
    yield (
        f"As all agreed, an impartial observer would expect, in {unit} (likelihood times impact{pool}):"
        f" {first_of(listed)}."
    )
    if open_:
        yield f"Not agreed on both scales: {first_of(open_)}."


def _stance(result: Threats, observer: Pool) -> Iterator[str]:
    """Say how far the observer stands from each side, over the threats that it and every side have judged."""
    sides = fitted_of_sides(result.answered, result.fits)
    held = [observer, *sides.values()]
    concerns = [[pool.concern(threat) for pool in held] for threat in result.assessment.listed]
    judged = [[one for one in row if one is not None] for row in concerns if None not in row]
    if len(sides) < 2 or not judged:  # noqa: PLR2004 - there is nothing to compare
        return
    apart = {side: mean(abs(row[place] - row[0]) for row in judged) for place, side in enumerate(sides, 1)}
    listed = [
        f"{number_says(far)} from what experts of {side_called(result, side)} expect"
        for side, far in sorted(apart.items(), key=lambda one: one[1])
    ]
    unit = unit_of(result, "impact")
    yield capitalised(f"on the mean over threats the observer stands {' and '.join(listed)}, in {unit}.")
