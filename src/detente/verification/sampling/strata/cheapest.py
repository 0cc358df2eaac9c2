"""The cheapest sample from each stratum that reaches a level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.verification.sampling.exact_numbers import probability
from detente.verification.sampling.least import LEVEL
from detente.verification.sampling.strata.allocation import Allocation, recheck, split_of
from detente.verification.sampling.strata.given_violations import cheapest_for_given
from detente.verification.sampling.strata.spread_violations import cheapest_for_spread
from detente.verification.sampling.strata.stratum import check_strata
from detente.verification.sampling.strata.weights import cost_of, cost_of_weight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from detente.verification.sampling.strata.stratum import Stratum

__all__ = ["cheapest_samples"]


def cheapest_samples(
    strata: Sequence[Stratum], total: int | None = None, level: str | float | Fraction = LEVEL
) -> Allocation:
    """Return the cheapest sample from each stratum that detects a violation with at least a probability.

    ``total``: violations that the violator spreads over the strata as suits it best; None where each stratum
    says its own number. Of equally cheap samples those with the fewest items are taken.

    The answer is exact, or ``bounded`` past the sizes of ``cheapest_for_given`` and ``cheapest_for_spread``.
    In both cases it is rechecked in whole numbers that it reaches the level and that one item fewer, in any
    stratum, does not.

    Raises ``ValueError`` for what cannot be.

    >>> from fractions import Fraction
    >>> from detente.verification.sampling.strata.stratum import Stratum
    >>> strata = [Stratum("tanks", 200, cost=Fraction(3)), Stratum("guns", 300)]
    >>> found = cheapest_samples(strata, 10)
    >>> found.samples, found.cost, found.exactness, found.split.violations
    ((51, 78), Fraction(231, 1), 'exact', (6, 4))
    """
    check_strata(strata, total)
    wanted = probability(level, "the level")
    given = total is None
    found = cheapest_for_given(strata, wanted) if given else cheapest_for_spread(strata, total or 0, wanted)
    method = "dynamic programming over the strata" if given else "branch and bound over samples"
    if found is None:
        all_items = [one.population for one in strata]
        return Allocation(
            None, split_of(strata, all_items, total), (None,) * len(strata), None, None, "exact", method
        )
    samples, bound, proved = found
    if not recheck(strata, samples, total, wanted):
        raise AssertionError("a sample was found that does not reach the level, or could be smaller")
    fewer = tuple(
        split_of(strata, [n - (i == place) for i, n in enumerate(samples)], total) if sample else None
        for place, sample in enumerate(samples)
    )
    return Allocation(
        tuple(samples),
        split_of(strata, samples, total),
        fewer,
        cost_of(strata, samples),
        cost_of_weight(strata, bound),
        "exact" if proved else "bounded",
        method,
    )
