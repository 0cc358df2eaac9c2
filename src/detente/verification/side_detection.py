"""What inspections of a side would find under a regime, as it is and in other designs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.case.regime_detection import Looked, RegimeDetection
from detente.deterrence import Deterrence, deterrence

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from detente.case.inspections import Inspected
    from detente.case.uncertainty import CertainCase

__all__ = ["SideDetection", "side_detections"]


@dataclass(frozen=True, eq=False)
class SideDetection:
    """How a side is looked at under a regime or one of its designs, and whether that deters a breach.

    ``low`` and ``high`` return how low and how high the numbers of the case may be.
    """

    certain: CertainCase
    of: RegimeDetection
    side: str
    low: Callable[[str], Fraction]
    high: Callable[[str], Fraction]

    @property
    def design(self) -> str | None:
        """The design, or None for the regime as it is."""
        return self.of.design

    @property
    def inspected(self) -> Inspected:
        """What the case says of the side."""
        return self.of.regime.inspected[self.side]

    @cached_property
    def looked(self) -> Looked:
        """How it is looked at with the numbers of the certain case."""
        return self.of.looked(self.side, self.certain.number)

    @property
    def detection(self) -> Fraction:
        """The probability that a breach is noticed within a year."""
        return self.looked.detection

    @cached_property
    def within(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest that it can be over the ranges that the case gives."""
        return self.of.least_of(self.side, self.low, self.high), self.of.most_of(
            self.side, self.low, self.high
        )

    @cached_property
    def deterrence(self) -> Deterrence | None:
        """Whether that deters a breach; None where the case does not say what one brings and costs."""
        return deterrence_in(self, self.certain)

    @property
    def deters_in_all(self) -> bool | None:
        """Whether it deters, or does not, over all of the ranges alike; None where some of them differ.

        Only where ``deterrence`` is known.
        """
        path = f"regimes.{self.of.key}.inspected.{self.side}"
        least, most = self.within
        keeps = self.inspected.keeps_gain
        worst = deterrence(least, self.high(f"{path}.gain"), self.low(f"{path}.penalty"), keeps_gain=keeps)
        best = deterrence(most, self.low(f"{path}.gain"), self.high(f"{path}.penalty"), keeps_gain=keeps)
        return worst.deters if worst.deters == best.deters else None

    @property
    def cost(self) -> Fraction | None:
        """What the design costs a year, where the case says so."""
        design = None if self.design is None else self.of.regime.designs[self.design]
        if design is None or design.cost is None:
            return None
        return self.certain.number(f"regimes.{self.of.key}.designs.{self.design}.cost")


def deterrence_in(found: SideDetection, certain: CertainCase) -> Deterrence | None:
    """Return whether a breach is deterred in a certain case."""
    if found.inspected.gain is None:
        return None
    path = f"regimes.{found.of.key}.inspected.{found.side}"
    detection = found.of.looked(found.side, certain.number).detection
    gain, penalty = certain.number(f"{path}.gain"), certain.number(f"{path}.penalty")
    return deterrence(detection, gain, penalty, keeps_gain=found.inspected.keeps_gain)


def side_detections(certain: CertainCase, key: str) -> tuple[SideDetection, ...]:
    """Return how every side of a regime is looked at: first as it is, then in each design."""
    from detente.case.free_inputs import FreeNumbers

    regime, free = certain.case.regimes[key], FreeNumbers(certain.case)

    def low(path: str) -> Fraction:
        return free.least(path, frozenset())

    def high(path: str) -> Fraction:
        return free.most(path, frozenset())

    return tuple(
        SideDetection(certain, RegimeDetection(key, regime, design), side, low, high)
        for design in (None, *regime.designs)
        for side in regime.inspected
        if design is None or not regime.designs[design].of or side in regime.designs[design].of
    )
