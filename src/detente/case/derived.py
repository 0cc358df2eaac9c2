"""Numbers of a case that follow from others: how likely a breach is to be noticed where a regime says so."""

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
    return {**_of_blocks(case), **_of_commitments(case)}


def _of_blocks(case: CaseFile) -> dict[str, RegimeDetection]:
    return {
        f"blocks.{key}.detection": RegimeDetection(block.detection, case.regimes[block.detection])
        for key, block in case.blocks.items()
        if isinstance(block.detection, str) and block.detection in case.regimes
    }


def _of_commitments(case: CaseFile) -> dict[str, RegimeDetection]:
    """Return how breaches by one party are noticed: by the inspections of it, where the regime has these."""
    found = {}
    for key, issue in case.issues.items():
        for party, commitment in issue.commitments.items():
            regime = case.regimes.get(commitment.detection) if isinstance(commitment.detection, str) else None
            if regime is not None:
                of = party if party in regime.inspected else None
                path = f"issues.{key}.kept_by.{party}.detection"
                found[path] = RegimeDetection(str(commitment.detection), regime, of=of)
    return found
