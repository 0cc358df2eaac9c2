"""Whether a party would keep what is agreed on an issue, and from which probability of detection on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property, partial
from typing import TYPE_CHECKING

from detente.case.regime_detection import RegimeDetection
from detente.deterrence import Deterrence, deterrence, threshold

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.case.free_inputs import FreeNumbers
    from detente.case.issues import Commitment
    from detente.case.uncertainty import CertainCase

__all__ = ["Across", "CommitmentFound", "Verdict"]

NEEDED = ("gain", "penalty", "detection")
"""What must be given for a commitment to be judged."""


class Verdict(Enum):
    """What becomes of a commitment: a breach is worth no more than keeping, or more, or it is not known."""

    KEPT = "kept"
    BREACHED = "breached"
    UNTOLD = "untold"

    def __str__(self) -> str:
        return self.value


class Across(Enum):
    """Where in the ranges given a commitment enforces itself."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, eq=False)
class CommitmentFound:
    """A commitment of a party on an issue, in the nominal case and over all of the ranges given.

    ``option``: what is agreed; None where no package was chosen. ``numbers``: what the numbers of the case
    might be.
    """

    certain: CertainCase
    issue: str
    party: str
    option: str | None
    numbers: FreeNumbers

    @property
    def given(self) -> Commitment:
        """What the case says of it."""
        return self.certain.case.issues[self.issue].commitments[self.party]

    @property
    def missing(self) -> tuple[str, ...]:
        """What of ``gain``, ``penalty`` and ``detection`` the case does not say."""
        return tuple(field for field in NEEDED if getattr(self.given, field) is None)

    def number(self, field: str, certain: CertainCase | None = None) -> Fraction | None:
        """Return the gain, the penalty or the detection in a certain case; None where it is not given.

        In the nominal case by default. What follows from a regime is not rounded, so that ties are seen.
        """
        if field in self.missing:
            return None
        of, regime = certain or self.certain, self._regime
        if field == "detection" and regime is not None:
            return regime.exact(of.number)
        return of.number(self._path(field))

    def within(self, field: str) -> tuple[Fraction, Fraction] | None:
        """Return between what the gain, the penalty or the detection lies; None where it is not given."""
        if field in self.missing:
            return None
        held = frozenset[str]()
        low, high = (partial(end, held=held) for end in (self.numbers.least, self.numbers.most))
        regime = self._regime
        if field != "detection" or regime is None:
            return low(self._path(field)), high(self._path(field))
        least = min(regime.least_of(side, low, high) for side in regime.sides)
        return least, min(regime.most_of(side, low, high) for side in regime.sides)

    @property
    def reaches_its_ends(self) -> bool:
        """Whether detection takes the values at the ends of its range, and these do not only bound it."""
        held, regime = frozenset[str](), self._regime
        ends = (partial(end, held=held) for end in (self.numbers.least, self.numbers.most))
        return regime is None or regime.reaches_its_ends(*ends)

    @cached_property
    def deterrence(self) -> Deterrence | None:
        """What a breach is worth in the nominal case; None where something is missing."""
        return self.deterrence_in(self.certain)

    def deterrence_in(self, certain: CertainCase) -> Deterrence | None:
        """Return what a breach is worth in a certain case; None where something is missing."""
        gain, penalty, detection = (self.number(field, certain) for field in NEEDED)
        if gain is None or penalty is None or detection is None:
            return None
        return deterrence(detection, gain, penalty, keeps_gain=self.given.keeps_gain)

    @property
    def verdict(self) -> Verdict:
        """Whether the commitment enforces itself in the nominal case."""
        if self.deterrence is None:
            return Verdict.UNTOLD
        return Verdict.KEPT if self.deterrence.deters else Verdict.BREACHED

    @cached_property
    def across(self) -> Across | None:
        """Whether it does so anywhere in the ranges given; None where something is missing.

        A breach is worth most where its gain is highest, and penalty and detection are lowest, and least at
        the other ends. So these two tell.
        """
        gain, penalty, detection = map(self.within, NEEDED)
        if gain is None or penalty is None or detection is None:
            return None
        keeps = self.given.keeps_gain
        if deterrence(detection[0], gain[1], penalty[0], keeps_gain=keeps).deters:
            return Across.ALWAYS
        best = deterrence(detection[1], gain[0], penalty[1], keeps_gain=keeps)
        return Across.SOMETIMES if best.deters else Across.NEVER

    @property
    def has_threshold(self) -> bool:
        """Whether gain and penalty are given, from which the threshold follows."""
        return not {"gain", "penalty"}.intersection(self.missing)

    @property
    def threshold(self) -> Fraction | None:
        """The least probability of detection with which the commitment enforces itself.

        None where none suffices, and where ``has_threshold`` is false.
        """
        gain, penalty = self.number("gain"), self.number("penalty")
        if gain is None or penalty is None:
            return None
        return threshold(gain, penalty, keeps_gain=self.given.keeps_gain)

    @property
    def threshold_within(self) -> tuple[Fraction | None, Fraction | None]:
        """The least and the greatest that this is over the ranges given; None as for ``threshold``."""
        gain, penalty = self.within("gain"), self.within("penalty")
        if gain is None or penalty is None:
            return None, None
        least_of = partial(threshold, keeps_gain=self.given.keeps_gain)
        return least_of(gain[0], penalty[1]), least_of(gain[1], penalty[0])

    @property
    def _regime(self) -> RegimeDetection | None:
        found = self.certain.case.derived.get(self._path("detection"))
        return found if isinstance(found, RegimeDetection) else None

    def _path(self, field: str) -> str:
        return f"issues.{self.issue}.kept_by.{self.party}.{field}"
