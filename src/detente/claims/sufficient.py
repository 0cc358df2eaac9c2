"""Which inputs suffice for a verdict: held at the case's values, they fix it whatever the others do.

Inputs are everything that a verdict could turn on: red lines, demands, values of no agreement and rules, each
of which might not be there, and numbers, each of which might lie anywhere in its range. A set of inputs
suffices when the verdict stays the same in every world tried in which those inputs are as the case says and
the others are free: all of them absent, none absent, and random mixtures, each with numbers drawn anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.claims.evaluate import World

__all__ = ["Sufficient", "smallest_sufficient"]

WORLDS = 16
"""Worlds in which a set of inputs is tried before it is said to suffice."""
PROVED_SMALLEST = 2
"""A set up to this size is known to be smallest, as every single input is tried; a larger one is minimal."""


@dataclass(frozen=True)
class Sufficient:
    """A set of inputs that suffices, by their paths in the case.

    ``smallest`` tells whether every smaller set was tried and failed, or whether only every input in it
    was found to be needed. ``worlds`` is the number of worlds in which it was tried.
    """

    inputs: tuple[str, ...]
    smallest: bool
    worlds: int


def smallest_sufficient(
    structural: Sequence[str],
    numerical: Sequence[str],
    world: Callable[[frozenset[str], frozenset[str] | None, int], World],
    holds: Callable[[World], bool],
    seed: int = 0,
) -> Sufficient:
    """Return a smallest set of inputs that suffices for the verdict of the case.

    ``world(dropped, held, draw)`` returns the world in which the structural inputs ``dropped`` are absent and
    the numerical ones ``held`` are at their nominal values while the others are those of a draw; all are
    nominal where ``held`` is None.
    """
    verdict = holds(world(frozenset(), None, 0))
    trials = _Trials(tuple(structural), frozenset(numerical), world, holds, verdict, seed)
    everything = (*structural, *numerical)
    if trials.suffices(()):
        return Sufficient((), smallest=True, worlds=WORLDS)
    minimal = _minimal(trials, (), everything)
    if len(minimal) > 1:
        single = next((one for one in everything if trials.suffices((one,))), None)
        minimal = minimal if single is None else (single,)
    return Sufficient(tuple(sorted(minimal, key=everything.index)), len(minimal) <= PROVED_SMALLEST, WORLDS)


def _minimal(trials: _Trials, held: tuple[str, ...], candidates: tuple[str, ...]) -> tuple[str, ...]:
    """Return candidates that suffice together with those held, none of which can be left out.

    Source: U. Junker, "QuickXPlain: preferred explanations and relaxations for over-constrained problems",
    AAAI (2004).
    """
    if trials.suffices(held):
        return ()
    if len(candidates) == 1:
        return candidates
    middle = len(candidates) // 2
    first, second = candidates[:middle], candidates[middle:]
    needed_second = _minimal(trials, (*held, *first), second)
    needed_first = _minimal(trials, (*held, *needed_second), first)
    return (*needed_first, *needed_second)


@dataclass
class _Trials:
    """The worlds in which sets are tried, hardest first, and which of them refuted the last set."""

    structural: tuple[str, ...]
    numerical: frozenset[str]
    world: Callable[[frozenset[str], frozenset[str] | None, int], World]
    holds: Callable[[World], bool]
    verdict: bool
    seed: int

    def __post_init__(self) -> None:
        generator = np.random.default_rng(self.seed)
        mixtures = generator.random((max(WORLDS - 2, 0), len(self.structural))) < 0.5
        self.absent = [
            frozenset(self.structural),
            frozenset[str](),
            *(frozenset(np.array(self.structural, dtype=object)[row]) for row in mixtures),
        ]
        self.order = list(range(WORLDS))

    def suffices(self, held: Iterable[str]) -> bool:
        """Tell whether no world tried refutes a set; the world that refuted last is tried first."""
        chosen = frozenset(held)
        for place, number in enumerate(self.order):
            if self._differs(chosen, number):
                self.order.insert(0, self.order.pop(place))
                return False
        return True

    def _differs(self, chosen: frozenset[str], number: int) -> bool:
        free = self.world(self.absent[number] - chosen, chosen & self.numerical, number)
        return self.holds(free) != self.verdict
