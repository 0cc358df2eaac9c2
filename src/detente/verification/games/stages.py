"""What both sides do at each stage of Dresher's game, so that a mediator can play it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import comb
from typing import TYPE_CHECKING

from detente.verification.games.binomial_sums import BinomialSums
from detente.verification.games.dresher import check_numbers, inspect_probability, value
from detente.verification.games.leadership import inspector_payoff, violate_probability

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.verification.games.payoffs import Payoffs

__all__ = ["Stage", "number_of_stages", "stage", "stages", "uninspected_stages"]


@dataclass(frozen=True)
class Stage:
    """The first of the ``periods`` that are left, with ``inspections`` left and no violation caught so far.

    ``inspect`` and ``violate`` are probabilities; ``inspectee`` and ``inspector`` what each can expect from
    here on if nothing was violated yet, in its own unit.
    """

    periods: int
    inspections: int
    inspect: Fraction
    violate: Fraction
    inspectee: Fraction
    inspector: Fraction


def stage(periods: int, inspections: int, payoffs: Payoffs, *, announced: bool = False) -> Stage:
    """Return the stage with so much left.

    Raises ``ValueError`` for numbers below 0.

    >>> from detente.verification.games.payoffs import Payoffs
    >>> found = stage(3, 2, Payoffs())
    >>> print(found.inspect, found.violate, found.inspectee, found.inspector)
    3/7 1/7 1/7 -1/7
    """
    return Stage(
        periods,
        inspections,
        inspect_probability(periods, inspections, payoffs),
        violate_probability(periods, inspections, payoffs, announced=announced),
        value(periods, inspections, payoffs),
        inspector_payoff(periods, inspections, payoffs, announced=announced),
    )


def _reached(periods: int, inspections: int) -> Iterator[tuple[int, int]]:
    """Yield what can be left, period by period; inspections beyond one a period are as good as one."""
    for gone in range(periods):
        for used in range(min(gone, inspections) + 1):
            yield periods - gone, inspections - used


def number_of_stages(periods: int, inspections: int) -> int:
    """Return how many stages can be reached.

    >>> number_of_stages(4, 2), len(list(_reached(4, 2)))
    (9, 9)
    """
    many = min(periods, inspections + 1)
    return many * (many + 1) // 2 + (periods - many) * (inspections + 1)


def stages(periods: int, inspections: int, payoffs: Payoffs, *, announced: bool = False) -> tuple[Stage, ...]:
    """Return all stages that can be reached, those with more periods left first.

    Raises ``ValueError`` for numbers below 0.

    >>> from detente.verification.games.payoffs import Payoffs
    >>> [(one.periods, one.inspections, str(one.inspect)) for one in stages(2, 1, Payoffs())]
    [(2, 1, '1/3'), (1, 1, '1'), (1, 0, '0')]
    """
    check_numbers(periods, inspections)
    return tuple(stage(n, m, payoffs, announced=announced) for n, m in _reached(periods, inspections))


def uninspected_stages(
    periods: int, inspections: int, payoffs: Payoffs, *, announced: bool = False
) -> Iterator[Stage]:
    """Yield the stages as long as no period is inspected, each from the one before in a few steps.

    Raises ``ValueError`` for numbers below 0.

    >>> from detente.verification.games.payoffs import Payoffs
    >>> [(one.periods, one.inspections, str(one.inspect)) for one in uninspected_stages(3, 1, Payoffs())]
    [(3, 1, '1/4'), (2, 1, '1/3'), (1, 1, '1')]
    """
    check_numbers(periods, inspections)
    m = inspections
    if 0 < m < periods:
        weights = payoffs.ratio, -payoffs.loss_when_caught
        inspectee, inspector = (BinomialSums(weight).downwards(periods, m) for weight in weights)
        ahead = zip(pairwise(inspectee), pairwise(inspector), strict=True)
        scales = tuple(weight.denominator**m for weight in weights)
        coefficient = comb(periods - 1, m)
        for n, ((one, below), (other, other_below)) in zip(range(periods, m, -1), ahead, strict=False):
            after = coefficient * (n - 1 - m) // (n - 1)
            expects = payoffs.gain * Fraction(coefficient * scales[0], one)
            loses = Fraction(coefficient * scales[1], other)
            # What the inspector loses from the next stage on: having inspected, and having not.
            inspected = Fraction((coefficient - after) * scales[1], other - other_below)
            passed = Fraction(after * scales[1], other_below)
            caught = payoffs.loss_when_caught
            yield Stage(
                n,
                m,
                1 - Fraction(below, one),
                Fraction(0) if announced else (inspected - passed) / (inspected - passed + 1 - caught),
                expects,
                -expects / payoffs.gain if announced else -loses,
            )
            coefficient = after
        periods = m
    for n in range(periods, 0, -1):
        yield stage(n, m, payoffs, announced=announced)
