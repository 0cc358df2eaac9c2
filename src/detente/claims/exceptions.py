"""Where a claim that mostly or rarely holds stops holding, in terms of a few inputs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from detente.case.naming import joined
from detente.claims.sensitivity.region import Cut, by_chance, threshold_between
from detente.claims.sensitivity.scenario_discovery import CHANCE, FEWEST, region_of
from detente.claims.shares_said import share_said
from detente.claims.verdict import Verdict, verdict_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from detente.case.model import CaseFile
    from detente.claims.sensitivity.region import Region

__all__ = ["Exceptions", "Turn", "exceptions_of", "turn_of"]

CLEAR = 0.9
"""An input explains the exceptions when on one side of a threshold at least this share of draws agree."""


@dataclass(frozen=True)
class Turn:
    """A claim fails on one side of a cut, and holds on the other; that is right in a share of the draws."""

    cut: Cut
    share: float


@dataclass(frozen=True)
class Exceptions:
    """The draws in which a claim fails (``failing``), or for one that rarely holds those in which it does.

    ``turn`` and ``region`` say where they lie; they are None where no input, or no few inputs, tell.
    ``empty`` says in how many draws it fails as a quantity is nothing at all that it says is greater than
    another, by name.
    """

    failing: bool
    count: int
    draws: int
    turn: Turn | None = None
    region: Region | None = None
    empty: Mapping[str, int] = field(default_factory=dict)

    def says(self, case: CaseFile) -> str:
        """Return where the verdict stops holding, in words that begin a sentence but for the capital."""
        where = self._where(case)
        if not self.empty:
            return where
        fails = self.count if self.failing else self.draws - self.count
        nothing = joined(
            f"{name} is 0 in {'all' if times == fails else f'{times:,}'}"
            for name, times in self.empty.items()
        )
        return f"{where}; of the {fails:,} draws in which it fails, {nothing}"

    def _where(self, case: CaseFile) -> str:
        if self.turn is not None:
            right = f"which is right in {share_said(self.turn.share)} of the draws"
            where = "and only there" if self.turn.share == 1 else right
            return f"it fails where {self.turn.cut.says(case)}, {where}"
        does = f"it {'fails' if self.failing else 'holds'} in {self.count:,} of {self.draws:,} draws"
        if self.region is None:
            few = self.count < FEWEST
            return f"{does}, {'too few to say where' if few else 'in no region that a few inputs bound'}"
        where = joined(cut.says(case) for cut in self.region.cuts)
        caught, inside = f"{self.region.caught:,}", f"{self.region.inside:,}"
        coverage, density = share_said(self.region.coverage), share_said(self.region.density)
        known = f"coverage {coverage}, density {density}"
        return f"{does}; {caught} of these are among the {inside} where {where} ({known})"


def exceptions_of(
    held: Sequence[bool],
    varying: Mapping[str, NDArray[np.float64]],
    empty: Mapping[str, int] | None = None,
) -> Exceptions | None:
    """Return in how many draws a claim fails, or where it rarely holds, holds, and where; None if all agree.

    ``held``: for each draw whether the claim holds; ``varying``: the numbers that the claim could turn on and
    that are not the same in all draws, by their paths, each (draws,). ``empty``: in how many draws it fails
    as a quantity is nothing that should be greater, by name.
    """
    holds = sum(held)
    # What is asked first is where a claim fails; where it rarely holds, that is nearly everywhere.
    failing = verdict_of(holds, len(held)) is not Verdict.RARELY
    count = len(held) - holds if failing else holds
    if holds in {0, len(held)}:
        return None
    turn = turn_of(held, varying)
    region = region_of([one != failing for one in held], varying)
    return Exceptions(failing, count, len(held), turn, region, empty or {})


def turn_of(held: Sequence[bool], varying: Mapping[str, NDArray[np.float64]]) -> Turn | None:
    """Return beyond which value of one input the verdict turns, where one input explains it.

    ``varying``: the numbers that it could turn on, as ``exceptions_of`` calls for them. The threshold is the
    cut of one number that best separates the draws in which the claim holds from those in which it does not,
    judged by the share of draws on its right side; it is told of only if chance alone would hardly find one
    as good (a hypergeometric tail, times the number of inputs that were tried).
    """
    outcome = np.array(held)
    minority = min(int(outcome.sum()), int((~outcome).sum()))
    cuts = [(*_best_cut(numbers, outcome), path) for path, numbers in varying.items()]
    if minority < FEWEST or not cuts:
        return None
    share, middle, above, path = max(cuts, key=lambda cut: cut[0])
    cut = Cut(path, above, middle)
    if share < max(CLEAR, 1 - minority / len(outcome) / 2):
        return None
    fails_there = cut.holds(varying[path])
    if by_chance(~outcome, fails_there) * len(cuts) >= CHANCE:
        return None
    return Turn(cut, share)


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
    return share, threshold_between(float(ordered[cut]), float(ordered[cut + 1])), above
