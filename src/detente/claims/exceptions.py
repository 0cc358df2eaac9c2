"""Where a claim that mostly or rarely holds stops holding, in terms of one input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.case.uncertainty import CertainCase

__all__ = ["Turn", "turn_of"]

CLEAR = 0.9
"""An input explains the exceptions when on one side of a threshold at least this share of draws agree."""
FEWEST = 5
"""Fewer exceptions than this are not explained."""


@dataclass(frozen=True)
class Turn:
    """A claim fails where an input lies above, or below, a cut; that is right in a share of the draws."""

    path: str
    above: bool
    cut: float
    share: float


def turn_of(held: Sequence[bool], drawn: Sequence[Sequence[CertainCase]]) -> Turn | None:
    """Return beyond which value of one input the verdict turns, where one input explains it.

    ``held``: for each draw whether the claim holds; ``drawn``: for each case that plays a part, its draws in
    the same order. The threshold is the cut of one number that best separates the draws in which the claim
    holds from those in which it does not, judged by the share of draws on its right side.
    """
    outcome = np.array(held)
    minority = min(int(outcome.sum()), int((~outcome).sum()))
    if minority < FEWEST:
        return None
    cuts = [
        (*_best_cut(numbers, outcome), path)
        for path, numbers in _varying(drawn).items()
        if len(np.unique(numbers)) > 1
    ]
    if not cuts:
        return None
    share, middle, above, path = max(cuts, key=lambda cut: cut[0])
    if share < max(CLEAR, 1 - minority / len(outcome) / 2):
        return None
    return Turn(path, above, middle, share)


def _varying(drawn: Sequence[Sequence[CertainCase]]) -> dict[str, NDArray[np.float64]]:
    """Return every number by its path, (draws,)."""
    paths = dict.fromkeys(path for certain in drawn for path in certain[0].numbers)
    found = {}
    for path in paths:
        certain = next(one for one in drawn if path in one[0].numbers)
        found[path] = np.array([float(one.numbers[path]) for one in certain])
    return found


def _best_cut(numbers: NDArray[np.float64], outcome: NDArray[np.bool_]) -> tuple[float, float, bool]:
    """Return the share of draws on the right side of the best cut, the cut, and whether it fails above."""
    order = np.argsort(numbers, kind="stable")
    ordered, holds_below = numbers[order], np.cumsum(outcome[order])
    count = np.arange(1, len(outcome) + 1)
    # Right when the claim holds up to the cut and fails above it; the reverse is the complement.
    right = (holds_below + (~outcome).sum() - (count - holds_below)) / len(outcome)
    between = np.flatnonzero(ordered[:-1] < ordered[1:])
    share, cut, above = max(
        (float(score[between].max()), int(between[score[between].argmax()]), above)
        for score, above in ((right, True), (1 - right, False))
    )
    return share, float((ordered[cut] + ordered[cut + 1]) / 2), above
