"""The cheapest sample where the number of violations in each stratum is given."""

from __future__ import annotations

from bisect import bisect_left
from math import prod
from typing import TYPE_CHECKING

from detente.case.problems import TooLargeError
from detente.verification.sampling.strata.evidence import Evidence, evidence
from detente.verification.sampling.strata.tables import by_sample, out_of
from detente.verification.sampling.strata.weights import weight_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from detente.verification.sampling.strata.stratum import Stratum

__all__ = ["MOST_PAIRS", "MOST_TABLE_BITS", "cheapest_for_given"]

MOST_PAIRS = 1_000_000
"""Pairs of a partial sample and a sample of the next stratum that are looked at."""
MOST_TABLE_BITS = 200_000_000
"""Binary digits of all tables of probabilities together."""


def cheapest_for_given(strata: Sequence[Stratum], level: Fraction) -> tuple[list[int], int, bool] | None:
    """Return samples, a weight below which none reaches the level, and whether it is theirs.

    None where no sample reaches the level. All violations stay hidden with the product of the beta of the
    strata. Dynamic programming over the strata keeps the partial samples of which none that weighs as little
    hides as little; those that cannot become lighter than the first samples are left out, by the bound of
    ``Evidence.least``, whose floats are lowered by far more than they can be wrong by. Past ``MOST_PAIRS``
    the first samples are returned, with that bound.

    *First samples.* -log beta is convex in n, as beta is log-concave (see ``worst_split``): items in the same
    stratum are worth ever more. So strata are exhausted one after the other, those with the most evidence for
    their weight first, and only the last of them in part.

    Raises ``ValueError`` where the tables would exceed ``MOST_TABLE_BITS``.

    >>> from fractions import Fraction
    >>> from detente.verification.sampling.strata.stratum import Stratum
    >>> strata = [Stratum("a", 10, violations=2), Stratum("b", 20, cost=Fraction(3), violations=2)]
    >>> cheapest_for_given(strata, Fraction(19, 20))
    ([8, 0], 256, True)
    """
    weights = weights_of(strata)
    _check_size(strata)
    tables = [by_sample(one, one.violations or 0, one.population) for one in strata]
    most = prod(table[0] for table in tables)
    allowed = (level.denominator - level.numerator) * most // level.denominator
    if prod(table[-1] for table in tables) > allowed:
        return None
    if not allowed:
        found = _surely(tables, weights)
        return found, weight_of(weights, found), True
    wanted = evidence(level.denominator - level.numerator, level.denominator)
    given = Evidence(tables, weights, wanted)
    first = _first_samples(given, allowed)
    limit = weight_of(weights, first)
    best = _by_dynamic_programming(given, allowed, limit)
    if best is None:
        return first, min(limit, int(given.least(0, wanted))), False
    return best, weight_of(weights, best), True


def _check_size(strata: Sequence[Stratum]) -> None:
    bits = sum(one.population * out_of(one, one.violations or 0).bit_length() for one in strata)
    if bits > MOST_TABLE_BITS:
        raise TooLargeError(
            "the strata hold too many items and violations for samples to be compared exactly; join strata"
            " that are alike, or ask for one stratum at a time"
        )


def _surely(tables: Sequence[Sequence[int]], weights: Sequence[int]) -> list[int]:
    """Return the lightest samples that leave nothing hidden: one stratum alone must leave nothing."""
    found = [0] * len(tables)
    _, place = min((weights[i] * table.index(0), i) for i, table in enumerate(tables) if not table[-1])
    found[place] = tables[place].index(0)
    return found


def _first_samples(given: Evidence, allowed: int) -> list[int]:
    """Return light samples that reach the level: the best of those that exhaust all strata but one."""
    tables, found = given.tables, []
    order = sorted(range(len(tables)), key=given.price)
    for count in range(len(order)):
        for last in order[count:]:
            samples = [0] * len(tables)
            for place in order[:count]:
                samples[place] = len(tables[place]) - 1
            samples[last] = _least(tables, samples, last, allowed)
            if samples[last] < len(tables[last]):
                # Where the last stratum gave more than was missing, some item elsewhere may be spared.
                for place in sorted(order, key=lambda i: -given.weights[i]):
                    samples[place] = _least(tables, samples, place, allowed)
                found.append(samples)
    return min(found, key=lambda samples: weight_of(given.weights, samples))


def _least(tables: Sequence[Sequence[int]], samples: Sequence[int], place: int, allowed: int) -> int:
    """Return the least sample of one stratum that is enough beside those of the others, or one too many."""
    others = prod(
        table[sample] for i, (table, sample) in enumerate(zip(tables, samples, strict=True)) if i != place
    )
    # The table falls: the first place at which the product is small enough.
    most = allowed // others if others else tables[place][0]
    return bisect_left(tables[place], -most, key=lambda missed: -missed)


def _by_dynamic_programming(given: Evidence, allowed: int, limit: int) -> list[int] | None:
    """Return the lightest samples that reach the level, of at most a weight; None past the limit of pairs."""
    tables = given.tables
    partial: list[tuple[int, int, float, tuple[int, ...]]] = [(0, 1, 0.0, ())]
    pairs = 0
    for place, (table, weight) in enumerate(zip(tables, given.weights, strict=True)):
        pairs += sum(min(len(table), (limit - one[0]) // weight + 1) for one in partial)
        if pairs > MOST_PAIRS:
            return None
        rest = prod(table[-1] for table in tables[place + 1 :])
        longer = []
        for spent, hidden, known, samples in partial:
            for sample, missed in enumerate(table[: (limit - spent) // weight + 1]):
                now, gained = spent + weight * sample, known + given.values[place][sample]
                if hidden * missed * rest > allowed:
                    continue
                if given.least(place + 1, given.wanted - gained) <= limit - now:
                    longer.append((now, hidden * missed, gained, (*samples, sample)))
        partial = []
        for one in sorted(longer):
            if not partial or one[1] < partial[-1][1]:
                partial.append(one)
    return list(min(partial)[-1])
