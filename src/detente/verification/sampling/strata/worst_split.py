"""How a violator spreads violations over strata so that they are detected with the least probability."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from detente.nondetection import nondetection
from detente.verification.sampling.strata.tables import by_violations, out_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.verification.sampling.strata.stratum import Stratum

__all__ = ["Split", "is_worst", "worst_split"]


@dataclass(frozen=True)
class Split:
    """Violations in each stratum, and the probability ``missed / of`` that none of them is detected."""

    violations: tuple[int, ...]
    missed: int
    of: int


def worst_split(strata: Sequence[Stratum], samples: Sequence[int], total: int) -> Split:
    """Return the split of a total number of violations that is detected with the least probability.

    The violator puts one violation after the other where it adds the least to detection: where
    beta(d+1) / beta(d) is greatest. That is exact, because beta is log-concave in d, so that this ratio only
    falls within a stratum, and a sum of concave functions of parts of a fixed total is greatest where no step
    taken is worth less than one not taken (Gross 1956).

    *Log-concave.* C(N, n) beta(d) is the n-th elementary symmetric polynomial of N numbers, of which d are
    c = 1 - q and the others 1. Let R be all but two of them, and E_j its polynomials. With x and y the other
    two it is f(x, y) = E_n + (x + y) E_(n-1) + x y E_(n-2), and f(c, 1)^2 - f(c, c) f(1, 1) =
    (1 - c)^2 (E_(n-1)^2 - E_n E_(n-2)), which Newton's inequality makes at least 0. By symmetry beta is
    log-concave in n as well.

    ``samples``: how many items are drawn from each stratum; ``total``: at most all items.

    Source: O. Gross, *A Class of Discrete-Type Minimization Problems*, RAND RM-1644 (1956).

    >>> from detente.verification.sampling.strata.stratum import Stratum
    >>> split = worst_split([Stratum("a", 10), Stratum("b", 20)], [5, 5], 3)
    >>> split.violations, split.missed / split.of
    ((0, 3), 0.3991228070175439)
    """
    spread = [0] * len(strata)
    ratios = [_ratio(*one, 0, total) for one in zip(strata, samples, strict=True)]
    for _ in range(total):
        best = 0
        for place in range(1, len(strata)):
            if _is_greater(ratios[place], ratios[best]):
                best = place
        spread[best] += 1
        ratios[best] = _ratio(strata[best], samples[best], spread[best], total)
    missed = prod(
        by_violations(one, sample, _reach(one, total))[count]
        for one, sample, count in zip(strata, samples, spread, strict=True)
    )
    return Split(tuple(spread), missed, prod(map(out_of, strata, spread)))


def _reach(stratum: Stratum, total: int) -> int:
    return min(total, stratum.population)


def _ratio(stratum: Stratum, sample: int, count: int, total: int) -> tuple[int, int]:
    """Return beta(d+1) / beta(d) as numerator and denominator; below 0 where no item is left."""
    if count >= _reach(stratum, total):
        return -1, 1
    table = by_violations(stratum, sample, _reach(stratum, total))
    down = table[count] * (stratum.population - count) * stratum.detection.denominator
    return (table[count + 1] * (count + 1), down) if down else (0, 1)


def _is_greater(first: tuple[int, int], second: tuple[int, int]) -> bool:
    # Division of whole numbers is rounded correctly, so that floats which differ are in the true order.
    one, other = first[0] / first[1], second[0] / second[1]
    return one > other if one != other else first[0] * second[1] > second[0] * first[1]


def is_worst(strata: Sequence[Stratum], samples: Sequence[int], split: Split) -> bool:
    """Recheck a split by other means: its probability, and that no violation had better been elsewhere.

    The probabilities are counted out anew by ``nondetection``. The split is worst if the last violation in
    each stratum is worth at least as much to the violator as a further one in any other.

    >>> from detente.verification.sampling.strata.stratum import Stratum
    >>> strata = [Stratum("a", 10), Stratum("b", 20)]
    >>> is_worst(strata, [5, 5], worst_split(strata, [5, 5], 3))
    True
    """
    taken, untaken, missed, of = [], [], 1, 1
    for stratum, sample, count in zip(strata, samples, split.violations, strict=True):
        size, chance = stratum.population, stratum.detection
        here = nondetection(size, count, sample, chance)
        missed, of = missed * here[0], of * here[1]
        if count:
            before = nondetection(size, count - 1, sample, chance)
            taken.append((here[0] * before[1], here[1] * before[0]))
        if count < size:
            after = nondetection(size, count + 1, sample, chance)
            untaken.append((after[0] * here[1], after[1] * here[0]))
    if missed * split.of != split.missed * of:
        return False
    if not missed:
        return _all_detected(strata, samples, sum(split.violations))
    return all(one[0] * other[1] >= other[0] * one[1] for one in taken for other in untaken)


def _all_detected(strata: Sequence[Stratum], samples: Sequence[int], total: int) -> bool:
    """Tell whether more violations are there than items that are not drawn, or not surely detected."""
    hidden = sum(
        one.population if one.detection < 1 else one.population - sample
        for one, sample in zip(strata, samples, strict=True)
    )
    return hidden < total
