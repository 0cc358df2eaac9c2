"""Changes of inputs that flip a verdict, and what was found of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

__all__ = ["Change", "Flip", "Flips", "Kind", "Value"]

Value: TypeAlias = "Fraction | tuple[Fraction, ...]"
"""A number, or for a rank order the numbers of all that it ranks, best first."""


class Kind(Enum):
    """What of an input is another."""

    NUMBER = "number"
    POINTS = "points"
    ORDER = "order"
    WEIGHTS = "weights"
    ABSENCE = "absence"

    def __str__(self) -> str:
        """Return the word for it."""
        return self.value


@dataclass(frozen=True)
class Change:
    """One input that is not as the case says.

    ``input``: its path; for points that follow from a rank order, that of one option's points. ``before`` and
    ``after`` are its nominal value and the other one, None where something is left out altogether. ``names``
    are, for a rank order, what it ranks. ``distance`` is in units of the input's range: 1 is the whole range;
    ranked points and weights have 100 of their units, and what is left out is as far as 1. A change that is
    ``beyond`` leaves the range that the case gives.
    """

    input: str
    kind: Kind
    before: Value | None
    after: Value | None
    distance: Fraction
    names: tuple[str, ...] = ()
    beyond: bool = False


@dataclass(frozen=True)
class Flip:
    """Changes that together flip a verdict, of which none does alone: in a world judged apart, this is so."""

    changes: tuple[Change, ...]

    @property
    def distance(self) -> Fraction:
        """How far they are from the case together, in units of the ranges."""
        return sum((one.distance for one in self.changes), Fraction(0))


@dataclass(frozen=True)
class Flips:
    """What flips the verdict of a claim.

    ``singles``: for each way of changing one input alone that flips it, the smallest such change within the
    ranges, nearest first. ``pair``: where there is none, the smallest change of two inputs that was found.
    ``beyond``: where there is neither, the smallest change of one input past its range. ``inputs`` are how
    many inputs were looked at, ``pairs`` how many pairs of changes, and ``of_pairs`` how many there are;
    ``worlds`` in how many worlds the claim was judged. ``all_inputs`` tells whether every input was looked at
    that the claim could turn on, or only those that suffice for the verdict: while these stand, it does.
    ``all_turns``: whether ``singles`` are all that were found, or only the nearest.
    """

    singles: tuple[Flip, ...]
    pair: Flip | None
    beyond: Flip | None
    inputs: int
    pairs: int
    of_pairs: int
    worlds: int
    all_inputs: bool
    all_turns: bool

    @property
    def least(self) -> Flip | None:
        """The smallest change within the ranges that flips it: of one input, or where none does, of two."""
        return self.singles[0] if self.singles else self.pair
