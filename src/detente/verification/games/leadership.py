"""Inspector leadership: what it is worth to announce how inspections are drawn, and to keep to it.

The game is Dresher's (see ``dresher``), but the inspector has losses of its own: 1 from an undetected
violation, a = ``caught`` from one that is caught, 0 when the inspectee acts legally throughout. With a above
-penalty / gain this is not zero-sum; with a above 0 both sides prefer legal action to a violation that is
caught.

*Not announced*, both sides decide at the same time in each period. For 0 < m < n each period has one
equilibrium, in which both mix: the inspector makes the inspectee indifferent, and so inspects as in the
zero-sum game; the inspectee makes the inspector indifferent. The inspectee expects v(n, m), the inspector
-C(n - 1, m) / d(n, m), where d(n, m) is the sum of C(n, i) (-a)^(m - i) over i = 0 … m (R. Avenhaus and
B. von Stengel, Non-zero-sum Dresher inspection games, 1992; B. von Stengel, Mathematics of Operations
Research 41, 2016; the formula is recalled, and the tests confirm it by backward recursion and against the
whole table of plans). It is the equilibrium of every stage, backwards (subgame perfect).

*Announced*, the inspector commits to how it will draw all inspections before anything is played: to a
probability of inspecting after each course of events. That is full commitment, a Stackelberg game
(M. Maschler, A price leadership method for solving the inspector's non-constant-sum game, Naval Research
Logistics Quarterly 13, 1966; von Stengel 2016). The best the inspector can do is to draw as before. The
inspectee, indifferent, then acts legally as long as an inspection is left, and violates once there is none:

- Whatever is announced, the inspectee can get v(n, m), so gain U - penalty K ≥ v(n, m), where U and K are the
  probabilities of a violation that is not caught and of one that is. The inspector's loss is U + a K ≥
  v(n, m) / gain + (penalty / gain + a) K, and so at least v(n, m) / gain, as a ≥ -penalty / gain.
- That bound is reached: no violation is caught (K = 0), and U is the probability that inspections run out
  before the periods do.
- A tie is broken for the inspector. That is no more than the usual limit: if at each stage it inspects
  slightly more often, legal action is strictly better, and the loss as near to the bound as it likes.

So announcing stage by stage brings the same as announcing everything at once.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING

from detente.verification.games.binomial_sums import BinomialSums
from detente.verification.games.dresher import check_numbers, value

if TYPE_CHECKING:
    from detente.verification.games.payoffs import Payoffs

__all__ = ["inspector_payoff", "payoffs_by_recursion", "violate_probability"]


def inspector_payoff(
    periods: int, inspections: int, payoffs: Payoffs, *, announced: bool = False
) -> Fraction:
    """Return what the inspector can expect, in units of its loss from an undetected violation.

    Raises ``ValueError`` for numbers below 0.

    >>> from detente.verification.games.payoffs import Payoffs
    >>> half = Payoffs(caught=Fraction(1, 2))
    >>> inspector_payoff(2, 1, half), inspector_payoff(2, 1, half, announced=True)
    (Fraction(-2, 3), Fraction(-1, 3))
    >>> inspector_payoff(2, 1, Payoffs()), inspector_payoff(2, 1, Payoffs(), announced=True)
    (Fraction(-1, 3), Fraction(-1, 3))
    """
    check_numbers(periods, inspections)
    if announced:
        return -value(periods, inspections, payoffs) / payoffs.gain
    if inspections >= periods:
        return Fraction(0)
    sums = BinomialSums(-payoffs.loss_when_caught)
    return -comb(periods - 1, inspections) / sums.at(periods, inspections)


def violate_probability(
    periods: int, inspections: int, payoffs: Payoffs, *, announced: bool = False
) -> Fraction:
    """Return the probability with which the inspectee violates in the first of the periods that are left.

    With no inspection left it violates at once; later would bring it the same. Raises ``ValueError`` for
    numbers below 0.

    >>> from detente.verification.games.payoffs import Payoffs
    >>> violate_probability(4, 2, Payoffs()), violate_probability(4, 2, Payoffs(), announced=True)
    (Fraction(5, 33), Fraction(0, 1))
    """
    check_numbers(periods, inspections)
    if inspections >= periods:
        return Fraction(0)
    if inspections == 0:
        return Fraction(1)
    if announced:
        return Fraction(0)
    inspected = inspector_payoff(periods - 1, inspections - 1, payoffs)
    passed = inspector_payoff(periods - 1, inspections, payoffs)
    return (passed - inspected) / (passed - inspected + 1 - payoffs.loss_when_caught)


def payoffs_by_recursion(
    periods: int, inspections: int, payoffs: Payoffs, *, announced: bool = False
) -> tuple[Fraction, Fraction]:
    """Return what inspectee and inspector can expect by solving every stage backwards: a second way.

    Each stage is solved from its own four outcomes. Not announced, each side makes the other indifferent.
    Announced, the inspector inspects just so often that acting legally is no worse than violating, and the
    inspectee acts legally.

    Raises ``ValueError`` for numbers below 0.

    >>> from detente.verification.games.payoffs import Payoffs
    >>> payoffs_by_recursion(2, 1, Payoffs(caught=Fraction(1, 2)))
    (Fraction(1, 3), Fraction(-2, 3))
    """
    check_numbers(periods, inspections)
    gain, penalty, caught = Fraction(payoffs.gain), Fraction(payoffs.penalty), payoffs.loss_when_caught
    nothing = (Fraction(0), Fraction(0))
    before = [nothing] * (inspections + 1)
    for n in range(1, periods + 1):
        now = [(gain, Fraction(-1))]
        for m in range(1, inspections + 1):
            if m >= n:
                now.append(nothing)
                continue
            (inspected, loses), (passed, keeps) = before[m - 1], before[m]
            inspect = (gain - passed) / (gain + penalty + inspected - passed)
            expects = inspect * inspected + (1 - inspect) * passed
            violate = Fraction(0) if announced else (keeps - loses) / (keeps - loses + 1 - caught)
            # In equilibrium the inspector is indifferent: not inspecting brings the same as inspecting.
            inspector = (1 - violate) * (inspect * loses + (1 - inspect) * keeps) - violate * (
                inspect * caught + 1 - inspect
            )
            now.append((expects, inspector))
        before = now
    return before[inspections]
