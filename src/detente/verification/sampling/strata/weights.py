"""Costs as whole numbers, of which a smaller sum is a smaller cost, or the same with fewer items."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.verification.sampling.strata.stratum import Stratum

__all__ = ["cost_of", "cost_of_weight", "weight_of", "weights_of"]


def weights_of(strata: Sequence[Stratum]) -> list[int]:
    """Return what an item of each stratum weighs.

    >>> from detente.verification.sampling.strata.stratum import Stratum
    >>> weights_of([Stratum("a", 4, cost=Fraction(1, 2)), Stratum("b", 5, cost=Fraction(2))])
    [11, 41]
    """
    unit, items = _units(strata)
    return [int(one.cost * unit) * items + 1 for one in strata]


def weight_of(weights: Iterable[int], samples: Iterable[int]) -> int:
    """Return what samples weigh."""
    return sum(weight * sample for weight, sample in zip(weights, samples, strict=True))


def cost_of(strata: Iterable[Stratum], samples: Iterable[int]) -> Fraction:
    """Return what samples cost."""
    return sum((one.cost * sample for one, sample in zip(strata, samples, strict=True)), Fraction(0))


def cost_of_weight(strata: Sequence[Stratum], weight: int) -> Fraction:
    """Return the cost in a weight.

    >>> from detente.verification.sampling.strata.stratum import Stratum
    >>> cost_of_weight([Stratum("a", 4, cost=Fraction(1, 2)), Stratum("b", 5, cost=Fraction(2))], 52)
    Fraction(5, 2)
    """
    unit, items = _units(strata)
    return Fraction(weight // items, unit)


def _units(strata: Sequence[Stratum]) -> tuple[int, int]:
    """Return into how many parts costs are divided, and more than all items together."""
    return lcm(*(one.cost.denominator for one in strata)), sum(one.population for one in strata) + 1
