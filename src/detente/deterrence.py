"""Whether the chance of being detected deters a breach: the least chance that does, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Deterrence", "deterrence", "threshold"]


@dataclass(frozen=True)
class Deterrence:
    """What a breach is worth to a side at a probability of detection, against keeping to the agreement.

    ``gain`` of a breach that is not detected, ``penalty`` of one that is, in one unit; ``keeps_gain``:
    whether the gain is kept where the breach is detected.
    """

    detection: Fraction
    gain: Fraction
    penalty: Fraction
    keeps_gain: bool

    @property
    def threshold(self) -> Fraction | None:
        """The least probability of detection that deters; None where none does."""
        return threshold(self.gain, self.penalty, keeps_gain=self.keeps_gain)

    @property
    def worth(self) -> Fraction:
        """What a breach is worth, in the unit of gain and penalty; keeping is worth 0."""
        kept = 1 if self.keeps_gain else 1 - self.detection
        return kept * self.gain - self.detection * self.penalty

    @property
    def deters(self) -> bool:
        """Whether a breach is worth no more than keeping to the agreement."""
        return self.worth <= 0

    @property
    def residual_risk(self) -> Fraction:
        """The probability that a breach, if there is one, is not detected."""
        return 1 - self.detection


def threshold(gain: Fraction, penalty: Fraction, *, keeps_gain: bool = False) -> Fraction | None:
    """Return the least probability of detection with which a breach does not pay.

    Relative to keeping, a breach is worth (1 - p) gain - p penalty, and gain - p penalty where the gain is
    kept also if it is detected. None where even certain detection does not deter.

    Raises ``ValueError`` for a negative gain or penalty.

    Source: R. Avenhaus, B. von Stengel and S. Zamir, "Inspection Games", Handbook of Game Theory 3 (2002).

    >>> threshold(Fraction(3), Fraction(1)), threshold(Fraction(3), Fraction(1), keeps_gain=True)
    (Fraction(3, 4), None)
    """
    if gain < 0 or penalty < 0:
        raise ValueError("a gain and a penalty are 0 or more")
    if not gain:
        return Fraction(0)
    if not keeps_gain:
        return gain / (gain + penalty)
    return gain / penalty if penalty >= gain else None


def deterrence(
    detection: Fraction, gain: Fraction, penalty: Fraction, *, keeps_gain: bool = False
) -> Deterrence:
    """Return whether a probability of detection deters a breach.

    Raises ``ValueError`` for what is no probability, and for a negative gain or penalty.

    >>> deterrence(Fraction(3, 4), Fraction(3), Fraction(1)).deters
    True
    """
    if not 0 <= detection <= 1:
        raise ValueError(f"a probability of detection goes from 0 to 1, and {detection} does not")
    threshold(gain, penalty)
    return Deterrence(detection, gain, penalty, keeps_gain)
