"""How long a violation goes undetected, for given dates of inspections and beginnings, exactly.

Periods are 1 … N. A violation begins at the start of a period; an inspection stands at the end of one, and
finds whatever has begun by then. One that begins in period i and is found at the end of period j went
undetected for j - i + 1 periods. The last inspection stands at the end of period N.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, pairwise
from math import lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Dates", "delay", "expected_delays", "least_delay"]

Dates = tuple[int, ...]
"""The periods at whose ends the interim inspections stand, in order."""


def delay(start: int, dates: Dates, periods: int) -> int:
    """Return for how many periods a violation that begins in period ``start`` goes undetected.

    >>> [delay(start, (2,), 4) for start in (1, 2, 3, 4)]
    [2, 1, 2, 1]
    """
    return next((date for date in dates if date >= start), periods) - start + 1


def expected_delays(schedules: Sequence[tuple[Dates, Fraction]], periods: int) -> tuple[Fraction, ...]:
    """Return the mean delay of a violation that begins in period 1, 2, … when dates are drawn.

    ``schedules`` are dates with their probabilities. The largest of the delays is what the inspector can be
    sure of, whatever the violator does.

    >>> [str(one) for one in expected_delays([((1,), Fraction(1, 2)), ((2,), Fraction(1, 2))], 3)]
    ['3/2', '3/2', '1']
    """
    found = [Fraction(0)] + [Fraction(-1)] * (periods - 1)
    # Where nothing stands at the end of a period, a violation of the next one is found one period sooner.
    for dates, weight in schedules:
        for date, following in pairwise((0, *dates, periods)):
            found[date] += weight * (following - date)
    return tuple(accumulate(found))


def least_delay(starts: Sequence[Fraction], inspections: int) -> tuple[Fraction, Dates]:
    """Return the least mean delay that so many interim inspections allow, and dates that reach it.

    ``starts`` are the probabilities of a violation beginning in period 1, 2, …; the delay is what the
    violator can be sure of, whatever the inspector does. Found by dynamic programming over the dates, in
    whole numbers. With as many interim inspections as periods but one, all periods are inspected.

    >>> least_delay([Fraction(1, 2), Fraction(1, 2), Fraction(0)], 1)
    (Fraction(3, 2), (1,))
    """
    import numpy as np

    periods = len(starts)
    scale, whole = _in_whole_numbers(starts)
    exact = int(scale) * (periods + 1) < 2**62
    mass = np.array([0, *accumulate(whole)], dtype=np.int64 if exact else object)
    moment = np.array([0, *accumulate(i * q for i, q in enumerate(whole, 1))], dtype=mass.dtype)
    # best[t]: the least delay, times the scale, of violations that begin up to period t, inspected at t.
    best = [int(t + 1) * mass[t] - moment[t] for t in range(periods + 1)]
    came: list[list[int]] = []
    for _ in range(min(inspections, periods - 1)):
        now, origin = [best[0]], [0]
        for t in range(1, periods + 1):
            gaps = np.array(best[:t], dtype=mass.dtype)
            costs = gaps + (t + 1) * (mass[t] - mass[:t]) - (moment[t] - moment[:t])
            place = int(np.argmin(costs))
            now.append(costs[place])
            origin.append(place)
        best = now
        came.append(origin)
    dates, at = [], periods
    for origin in reversed(came):
        at = origin[at]
        dates.append(at)
    return Fraction(int(best[periods]), scale), tuple(sorted(date for date in dates if date > 0))


def _in_whole_numbers(starts: Sequence[Fraction]) -> tuple[int, list[int]]:
    scale = lcm(*(one.denominator for one in starts))
    return scale, [int(one * scale) for one in starts]
