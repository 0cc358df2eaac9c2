"""Numbers of a case that follow from others: how a breach of a block is noticed where a regime says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from detente.case.regime_detection import RegimeDetection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from fractions import Fraction

    from detente.case.model import CaseFile

    Number = Callable[[str], Fraction]

__all__ = ["Derived", "derived_numbers"]


class Derived(Protocol):
    """A number that follows from others."""

    def numbers(self) -> Iterable[str]:
        """Return the paths of the numbers from which it follows."""

    def compute(self, number: Number) -> Fraction:
        """Return it, from a function that returns each of them."""

    def least(self, low: Number, high: Number) -> Fraction:
        """Return the least it can be, from functions that return how low and how high each of them may be."""

    def most(self, low: Number, high: Number) -> Fraction:
        """Return the most it can be."""


def derived_numbers(case: CaseFile) -> Mapping[str, Derived]:
    """Return the numbers of a case that follow from others, by their paths."""
    return {
        f"blocks.{key}.detection": RegimeDetection(block.detection, case.regimes[block.detection])
        for key, block in case.blocks.items()
        if isinstance(block.detection, str) and block.detection in case.regimes
    }
