"""A question that experts answer with quantiles: its scale, and the true value where it is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import isfinite

__all__ = ["Question", "Scale"]


class Scale(Enum):
    """The background measure of a question: what somebody would say who knows only the range."""

    UNIFORM = "uniform"
    LOGARITHMIC = "logarithmic"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Question:
    """A quantity that is asked for.

    ``scale``: logarithmic for a positive quantity that may lie within several orders of magnitude.
    ``realisation``: its true value, in its own unit, which makes it a seed question; None where unknown.
    ``ends``: between what it lies in any case, where that is known; its range where all that is said is one
    and the same value.

    Source: R. M. Cooke, *Experts in Uncertainty*, Oxford 1991, chapter 12 (seed variables).

    Raises:
        ValueError: for a realisation that is not finite, or not positive on a logarithmic scale.

    >>> Question(Scale.LOGARITHMIC, 1e-4).is_seed
    True
    >>> Question(Scale.LOGARITHMIC, 0)
    Traceback (most recent call last):
    ValueError: a logarithmic scale has only positive values, and the realisation 0 is not

    """

    scale: Scale = Scale.UNIFORM
    realisation: float | None = None
    ends: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.realisation is None:
            return
        if not isfinite(self.realisation):
            raise ValueError(f"a realisation is a finite number, and {self.realisation} is not")
        if self.scale is Scale.LOGARITHMIC and self.realisation <= 0:
            raise ValueError(
                f"a logarithmic scale has only positive values, and the realisation {self.realisation} is not"
            )

    @property
    def is_seed(self) -> bool:
        """Whether experts can be scored on it."""
        return self.realisation is not None
