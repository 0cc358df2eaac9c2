"""Interim inspections that the violator sees: the second game of von Stengel's report of 1991.

After an inspection that found nothing both sides know where they stand, so the game begins anew with the
periods and inspections that are left (B. von Stengel, Recursive inspection games, IASFOR-Bericht S-9106,
Armed Forces University Munich, 1991: one violation that the next inspection finds, with a payoff that grows
linearly with time). With n periods and k interim inspections the mean delay is n / (k + 1), and 1 where k is
n - 1 or more:

- The inspector takes n / (k + 1) periods to the next inspection; where that is no whole number, it draws the
  two whole numbers next to it so that this is the mean. A violation that begins at once takes so long, one
  that waits for the next inspection finds (n - j) / k after it, the same in the mean, and any other less.
- The violator begins at once with probability 1 / (k + 1), and else waits until just after the next
  inspection. Inspected after j periods, that makes j / (k + 1) + k / (k + 1) × (n - j) / k = n / (k + 1).

So against a violator who sees the inspections, surprise gains nothing but the rounding.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

__all__ = ["next_date", "seen_delay", "starts_now"]


def seen_delay(periods: int, inspections: int) -> Fraction:
    """Return the mean delay in periods.

    >>> seen_delay(12, 2), seen_delay(5, 1), seen_delay(3, 2), seen_delay(3, 7)
    (Fraction(4, 1), Fraction(5, 2), Fraction(1, 1), Fraction(1, 1))
    """
    return max(Fraction(periods, inspections + 1), Fraction(min(periods, 1)))


def next_date(periods: int, inspections: int) -> dict[int, Fraction]:
    """Return after how many periods to inspect next, with probabilities; all of them where none is left.

    >>> {date: str(chance) for date, chance in next_date(5, 1).items()}
    {2: '1/2', 3: '1/2'}
    """
    mean = seen_delay(periods, inspections)
    lower = floor(mean)
    if mean == lower:
        return {lower: Fraction(1)}
    return {lower: lower + 1 - mean, lower + 1: mean - lower}


def starts_now(periods: int, inspections: int) -> Fraction:
    """Return the probability with which the violator begins at once; else it waits for the next inspection.

    >>> starts_now(5, 1), starts_now(5, 0)
    (Fraction(1, 2), Fraction(1, 1))
    """
    return Fraction(1, min(inspections, periods - 1) + 1)
