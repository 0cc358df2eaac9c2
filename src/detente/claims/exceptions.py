"""Where a claim that mostly or rarely holds stops holding, in terms of one input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.case.case import Case

__all__ = ["exception_of"]

CLEAR = 0.9
"""An input explains the exceptions when on one side of a threshold at least this share of draws agree."""
FEWEST = 5
"""Fewer exceptions than this are not explained."""


def exception_of(held: Sequence[bool], case: Case, draws: int, seed: int) -> str:
    """Say beyond which value of one input the verdict turns, where one input explains it; else nothing.

    The threshold is the cut of one number that best separates the draws in which the claim holds from those
    in which it does not, judged by the share of draws on its right side.
    """
    outcome = np.array(held)
    minority = min(int(outcome.sum()), int((~outcome).sum()))
    if minority < FEWEST:
        return ""
    certain = list(case.draw(draws, seed))
    paths = [path for path in certain[0].numbers if len({one.numbers[path] for one in certain[:10]}) > 1]
    best: tuple[float, str, float, bool] | None = None
    for path in paths:
        numbers = np.array([float(one.numbers[path]) for one in certain])
        order = np.argsort(numbers, kind="stable")
        below = np.cumsum(outcome[order])
        count = np.arange(1, len(outcome) + 1)
        # Right when the claim holds up to the cut and fails above it; the reverse is the complement.
        right = (below + (~outcome).sum() - (count - below)) / len(outcome)
        for score, above_fails in ((right, True), (1 - right, False)):
            cut = int(np.argmax(score[:-1]))
            if best is None or score[cut] > best[0]:
                middle = (numbers[order[cut]] + numbers[order[cut + 1]]) / 2
                best = (float(score[cut]), path, float(middle), above_fails)
    if best is None or best[0] < max(CLEAR, 1 - minority / len(outcome) / 2):
        return ""
    share, path, cut, above = best
    return (
        f"fails where {path} is {'above' if above else 'below'} {cut:.3g} (right in {share:.0%} of the draws)"
    )
