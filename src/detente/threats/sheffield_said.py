"""What SHELF adds, in sentences: how well distributions fit, and what an impartial observer expects."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.case.threats import OBSERVER
from detente.outcomes.per_cent import per_cent
from detente.threats.said import number_says, side_called, threat_called
from detente.threats.sheffield import FITTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.threats.pooled import Pool
    from detente.threats.result import Threats

__all__ = ["sheffield_said"]

FAR = 0.05
"""The share of a scale by which a fitted quantile may miss the one that was given before it is told."""
MOST_LISTED = 8
"""Threats that a sentence names; the tables have all."""


def sheffield_said(result: Threats) -> Iterator[str]:
    """Yield it; nothing under another protocol."""
    if result.fits:
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
        most = max((one[0] for one in fits), default=0.0)
        yield (
            f"Distributions fitted to {len(fits)} answers miss no quantile by more than {per_cent(most)} of"
            " its scale."
        )
        return
    most, who, (scale, threat) = max(far)
    yield (
        f"Of distributions fitted to {len(fits)} answers, {len(far)} {'misses' if len(far) == 1 else 'miss'}"
        f" a quantile by more than {per_cent(FAR)} of its scale, by {per_cent(most)} that of {who} on the"
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
    for threat, value in known[:MOST_LISTED]:
        alone = None if fitted is None else fitted.concern(threat)
        beside = "" if alone is None else f" ({number_says(alone)})"
        listed.append(f"{threat_called(result, threat)} {number_says(value)}{beside}")
    unit = result.assessment.impact.unit or "harm"
    pool = "" if fitted is None else "; in brackets the pool of what each answered alone"
    yield (
        f"As all agreed, an impartial observer would expect, in {unit} (likelihood times impact{pool}):"
        f" {', '.join(listed)}."
    )
    if open_:
        yield f"Not agreed on both scales: {', '.join(open_)}."


def _stance(result: Threats, observer: Pool) -> Iterator[str]:
    """Say how far the observer stands from each side, where that can be said of every side."""
    apart = {}
    sides = dict.fromkeys(result.answered.sides.values())
    for side in sides:
        own = result.pools[f"side: {side}"]
        pairs = [(observer.concern(one), own.concern(one)) for one in result.assessment.listed]
        both = [abs(one - other) for one, other in pairs if one is not None and other is not None]
        if both:
            apart[side] = mean(both)
    if len(sides) < 2 or len(apart) < len(sides):  # noqa: PLR2004 - there is nothing to compare
        return
    listed = [
        f"{number_says(far)} from what experts of {side_called(result, side)} expect"
        for side, far in sorted(apart.items(), key=lambda one: one[1])
    ]
    unit = result.assessment.impact.unit or "harm"
    yield capitalised(f"on the mean over threats the observer stands {' and '.join(listed)}, in {unit}.")
