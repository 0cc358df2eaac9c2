"""Dresher's inspection game: n periods, m inspections, at most one violation.

In each period the inspectee acts legally or violates, and the inspector, who has m inspections for n
periods, inspects or does not. An inspection catches a violation of its own period, surely, and of no other.
The inspectee sees the inspections. Acting legally throughout is worth 0 to it, a violation that is not caught
``gain``, one that is caught ``-penalty``; the inspector loses what the inspectee wins. After a violation
nothing is left to decide, so each period is a game of its own about what is left (rows: legal, violate;
columns: inspect, not)::

    v(n - 1, m - 1)    v(n - 1, m)
    -penalty           gain

with v(n, 0) = gain for n ≥ 1, and v(n, m) = 0 for m ≥ n: who can inspect in every period left deters.

M. Dresher, A sampling inspector problem in arms control agreements, RAND RM-2972 (1962); R. Avenhaus, B. von
Stengel and S. Zamir, Inspection games, in Handbook of Game Theory 3 (2002), ch. 51; B. von Stengel, Recursive
inspection games, Mathematics of Operations Research 41 (2016). Their solution, with gain 1 and penalty b, is
v(n, m) = C(n - 1, m) / s(n, m), where s(n, m) is the sum of C(n, i) b^(m - i) over i = 0 … m. By Pascal's
rule for both, the inspector inspects with probability s(n - 1, m - 1) / s(n, m).
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import comb

from detente.verification.games.binomial_sums import BinomialSums
from detente.verification.games.matrix_game import two_by_two
from detente.verification.games.payoffs import Payoffs

__all__ = ["USUAL", "check_numbers", "inspect_probability", "value", "value_by_recursion"]

USUAL = Payoffs()
"""The zero-sum game in which a violation brings 1 undetected, and costs 1 when caught."""


def check_numbers(periods: int, inspections: int) -> None:
    """Refuse numbers of periods or inspections below 0 with a ``ValueError``."""
    if periods < 0:
        raise ValueError(f"{periods} is no number of periods; there can be none, or more.")
    if inspections < 0:
        raise ValueError(f"{inspections} is no number of inspections; there can be none, or more.")


def value(periods: int, inspections: int, payoffs: Payoffs = USUAL) -> Fraction:
    """Return what the inspectee can expect, in its own unit, by the closed form.

    Raises ``ValueError`` for numbers below 0.

    >>> value(4, 2), value(4, 0), value(2, 3), value(0, 0)
    (Fraction(3, 11), Fraction(1, 1), Fraction(0, 1), Fraction(0, 1))
    >>> value(2, 1, Payoffs(gain=2, penalty=6))
    Fraction(2, 5)
    """
    check_numbers(periods, inspections)
    if inspections >= periods:
        return Fraction(0)
    sums = BinomialSums(payoffs.ratio)
    return payoffs.gain * comb(periods - 1, inspections) / sums.at(periods, inspections)


def value_by_recursion(periods: int, inspections: int, payoffs: Payoffs = USUAL) -> Fraction:
    """Return the same value by solving every stage backwards: a second way, for n times m up to thousands.

    Raises ``ValueError`` for numbers below 0.

    >>> value_by_recursion(4, 2)
    Fraction(3, 11)
    """
    check_numbers(periods, inspections)
    gain, caught = Fraction(payoffs.gain), -Fraction(payoffs.penalty)
    before = [Fraction(0)] * (inspections + 1)
    for _ in range(periods):
        ahead = pairwise(before)
        before = [gain, *(two_by_two((inspected, passed), (caught, gain))[0] for inspected, passed in ahead)]
    return before[inspections]


def inspect_probability(periods: int, inspections: int, payoffs: Payoffs = USUAL) -> Fraction:
    """Return the probability with which to inspect in the first of the periods that are left.

    Where there is an inspection for every period left it is 1: there is no reason to save one, although any
    probability from ``gain / (gain + penalty)`` on would deter as well.

    Raises ``ValueError`` for numbers below 0.

    >>> inspect_probability(4, 2), inspect_probability(3, 3), inspect_probability(3, 0)
    (Fraction(4, 11), Fraction(1, 1), Fraction(0, 1))
    """
    check_numbers(periods, inspections)
    if inspections == 0 or periods == 0:
        return Fraction(0)
    if inspections >= periods:
        return Fraction(1)
    sums = BinomialSums(payoffs.ratio)
    without = Fraction(sums.scaled(periods - 1, inspections), sums.scaled(periods, inspections))
    return 1 - without
