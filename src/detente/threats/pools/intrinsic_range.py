"""The range in which a quantity is taken to lie: all that was said of it, and a little more beyond."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.pools.question import Scale

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.threats.pools.study import Study

__all__ = ["OVERSHOOT", "IntrinsicRange", "intrinsic_range"]

OVERSHOOT = 0.1
"""The share of the range that is added on either side where none is given: Cooke's 10 %."""


@dataclass(frozen=True)
class IntrinsicRange:
    """A range on its background measure, and positions in it: 0 at its low end and 1 at its high end.

    ``least`` and ``greatest``: what was said or came true, in the question's unit, before the overshoot.
    ``overshoot``: the share of their distance, on the background measure, that is added on either side.

    The background measure is uniform over positions. So nothing that is computed in positions depends on the
    unit of a question, and the overshoot is not lost by rounding where the values are large.

    Raises:
        ValueError: for an overshoot that is not above 0, a least value that is not below the greatest, one
            that is not positive on a logarithmic scale, and a range that is too wide for floats.

    >>> one = IntrinsicRange(Scale.LOGARITHMIC, 1, 100, 0.5)
    >>> round(one.low, 12), round(one.high, 9), float(one.position(10))
    (0.1, 1000.0, 0.5)

    """

    scale: Scale
    least: float
    greatest: float
    overshoot: float

    def __post_init__(self) -> None:
        if not (self.overshoot > 0 and isfinite(self.overshoot)):
            raise ValueError(
                f"an overshoot is above 0, such as {OVERSHOOT} for 10 %, and {self.overshoot} is not"
            )
        if not self.least < self.greatest:
            raise ValueError(
                f"all that is said is {self.least}, which leaves no range: leave the question out"
            )
        if self.scale is Scale.LOGARITHMIC and self.least <= 0:
            raise ValueError(f"a logarithmic scale has only positive values, and {self.least} is not")
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            fits = all(isfinite(one) for one in (self.length, self.low, self.high))
            positive = self.scale is Scale.UNIFORM or self.low > 0
        if not (fits and positive):
            raise ValueError(
                f"the range from {self.least} to {self.greatest} and beyond is too wide: use another unit"
            )

    @property
    def low(self) -> float:
        """The low end, in the question's unit."""
        return float(self.value(0))

    @property
    def high(self) -> float:
        """The high end, in the question's unit."""
        return float(self.value(1))

    @property
    def length(self) -> float:
        """The length on the background measure: in the question's unit, or of its natural logarithm."""
        low, high = self._measured(np.asarray([self.least, self.greatest], dtype=float))
        return float(high - low) * (1 + 2 * self.overshoot)

    def position(self, value: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the positions of values in the question's unit; below 0 or above 1 outside the range."""
        low, high, inner = self._measured(self.least), self._measured(self.greatest), self._measured(value)
        shift = self.overshoot
        return np.asarray(((inner - low) / (high - low) + shift) / (1 + 2 * shift))

    def value(self, position: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the values at positions, in the question's unit."""
        low, high = self._measured(self.least), self._measured(self.greatest)
        start = low - self.overshoot * (high - low)
        measured = np.asarray(start + np.asarray(position, dtype=float) * self.length)
        return np.asarray(np.exp(measured)) if self.scale is Scale.LOGARITHMIC else measured

    def _measured(self, value: npt.ArrayLike) -> npt.NDArray[np.float64]:
        array = np.asarray(value, dtype=float)
        if self.scale is Scale.UNIFORM:
            return array
        # What is not positive lies below every range.
        return np.asarray(np.log(array, out=np.full(array.shape, -np.inf), where=array > 0))


def intrinsic_range(study: Study, question: str, overshoot: float = OVERSHOOT) -> IntrinsicRange | None:
    """Return the range from the least to the greatest that any expert says or that came true, extended.

    ``overshoot``: the share of its length by which it is extended on either side, on the background measure.
    None where nobody answered the question. The range takes in every expert of the study, also those who get
    no weight, so that all are scored against the same background.

    Source: R. M. Cooke, *Experts in Uncertainty*, Oxford 1991, chapter 12 (the k % overshoot rule).

    Raises ``ValueError`` for an overshoot that is not positive, where all answers and the realisation are one
    and the same value and the question has no ends, and for a range that is too wide for a float.

    >>> from detente.threats.pools import Assessment, Question, Study
    >>> answers = {"x": {"a": Assessment((0.05, 0.5, 0.95), (2, 3, 7))}}
    >>> found = intrinsic_range(Study({"a": Question(realisation=12)}, answers), "a")
    >>> found.low, found.high
    (1.0, 13.0)
    """
    said = [answers[question].values for answers in study.assessments.values() if question in answers]
    if not said:
        return None
    asked = study.questions[question]
    known = [] if asked.realisation is None else [asked.realisation]
    least = float(min([*known, *(values[0] for values in said)]))
    greatest = float(max([*known, *(values[-1] for values in said)]))
    if least == greatest and asked.ends is not None:
        least, greatest = asked.ends
    try:
        return IntrinsicRange(asked.scale, least, greatest, overshoot)
    except ValueError as error:
        raise ValueError(f"question {question!r}: {error}") from None
