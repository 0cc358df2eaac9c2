"""A sample from each stratum, what it costs, and what it detects; with the proof that none is cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.nondetection import nondetection
from detente.verification.sampling.strata.worst_split import Split, is_worst, worst_split

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from detente.verification.sampling.strata.stratum import Stratum

__all__ = ["Allocation", "given_split", "recheck", "split_of", "within"]


@dataclass(frozen=True)
class Allocation:
    """The cheapest sample from each stratum that reaches a level, or None where none does.

    ``split``: the violations against which it must hold, the given ones or the worst split of the total,
    under all items where no sample suffices. ``one_fewer``: for each stratum, whose sample is not empty, the
    split when one item fewer is drawn there, else None. ``cost``: of the samples; ``lower_bound``: no sample
    that reaches the level costs less. ``exactness``: ``exact`` where both are equal, else ``bounded``.
    """

    samples: tuple[int, ...] | None
    split: Split
    one_fewer: tuple[Split | None, ...]
    cost: Fraction | None
    lower_bound: Fraction | None
    exactness: str
    method: str


def given_split(strata: Sequence[Stratum], samples: Sequence[int]) -> Split:
    """Return the given violations of strata, and how probably samples detect none of them.

    >>> from detente.verification.sampling.strata.stratum import Stratum
    >>> given_split([Stratum("a", 5, violations=1), Stratum("b", 5, violations=2)], [1, 1])
    Split(violations=(1, 2), missed=12, of=25)
    """
    missed, of = 1, 1
    for one, sample in zip(strata, samples, strict=True):
        here = nondetection(one.population, one.violations or 0, sample, one.detection)
        missed, of = missed * here[0], of * here[1]
    return _reduced(tuple(one.violations or 0 for one in strata), missed, of)


def _reduced(violations: tuple[int, ...], missed: int, of: int) -> Split:
    from math import gcd

    common = gcd(missed, of)
    return Split(violations, missed // common, of // common)


def split_of(strata: Sequence[Stratum], samples: Sequence[int], total: int | None) -> Split:
    """Return the violations against which samples must hold, and how probably none of them is detected.

    ``total``: the violations to spread, or None where each stratum has its own.
    """
    return given_split(strata, samples) if total is None else worst_split(strata, samples, total)


def within(split: Split, level: Fraction) -> bool:
    """Tell whether the violations of a split are detected with at least a probability."""
    return split.missed * level.denominator <= (level.denominator - level.numerator) * split.of


def recheck(strata: Sequence[Stratum], samples: Sequence[int], total: int | None, level: Fraction) -> bool:
    """Recheck that samples reach a level, and no longer do with one item fewer in any stratum.

    Everything is counted out anew; of a worst split it is rechecked that it is one.
    """
    ends = []
    for place, sample in enumerate((None, *samples)):
        if sample == 0:
            continue
        fewer = [count - (place - 1 == other) for other, count in enumerate(samples)]
        split = split_of(strata, fewer, total)
        if total is not None and not is_worst(strata, fewer, split):
            return False
        ends.append(within(split, level))
    return ends[0] and not any(ends[1:])
