"""The worst that the numbers of a case may be, and whether they are so in one and the same world."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.free_inputs import FreeNumbers
from detente.case.problems import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.case.case import Case
    from detente.outcomes.rungs import Inputs
    from detente.roadmap.terms import Gain

__all__ = ["TooInvolvedError", "Worlds"]

MOST_INPUTS = 10
"""Free inputs on which one condition may depend: every set of them is looked at."""


class TooInvolvedError(TooLargeError):
    """What a road takes in every world is not known: it depends on something that is not looked at."""


class Worlds:
    """The numbers of a case in all its worlds.

    Where a number is worst low here and high there, no world is the worst in every respect: another road may
    then be open in each. So it is noted of what counts where it is worst.
    """

    def __init__(self, case: Case) -> None:
        """Begin with nothing noted."""
        self._numbers = FreeNumbers(case)
        self.least, self.most = self._numbers.least, self._numbers.most
        self._low: set[str] = set()
        self._high: set[str] = set()
        self._changes: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)

    @property
    def one_is_worst(self) -> bool:
        """Whether all that was noted is worst in one and the same world."""
        both = self._low & self._high
        return not self._numbers.inputs(both) and all(len(one) == 1 for one in self._changes.values())

    def inputs(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Return the free inputs from which numbers follow; raises ``TooInvolvedError`` for too many."""
        found = self._numbers.inputs(paths)
        if len(found) > MOST_INPUTS:
            raise TooInvolvedError(f"one condition depends on {len(found)} inputs")
        return found

    def note(self, *, low: Iterable[str] = (), high: Iterable[str] = ()) -> None:
        """Note of numbers that they are worst where they are low, or high."""
        self._low.update(low)
        self._high.update(high)

    def note_gain(self, gain: Gain) -> None:
        """Note where the numbers are worst on which a gain depends.

        Raises ``TooInvolvedError`` where it depends on weights that are ranked: they share one sum.
        """
        self.note(
            low=(*(new for _, new, _ in gain.steps), *(path for path, times in gain.together if times > 0)),
            high=(*(old for _, _, old in gain.steps), *(path for path, times in gain.together if times < 0)),
        )
        if len(gain.steps) + len(gain.together) > 1:
            for weight, new, old in gain.steps:
                self._changes[weight].add((new, old))
            weights = self._numbers.inputs(weight for weight, _, _ in gain.steps)
            if any(one.endswith(".weights") for one in weights):
                raise TooInvolvedError("a gain depends on ranked weights")

    def least_gain(self, gain: Gain, held: Inputs) -> Fraction:
        """Return the least that somebody may gain by a block, in units of weight times points."""
        steps = (self._numbers.least_gain(*step, held) for step in gain.steps)
        total = sum(steps, Fraction(0))
        for path, times in gain.together:
            total += times * (self.least if times > 0 else self.most)(path, held)
        return total
