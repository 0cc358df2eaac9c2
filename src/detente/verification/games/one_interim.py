"""One unannounced interim inspection, in closed form.

With N periods and one interim inspection the inspector makes a violation of the first periods equally good to
the violator: it inspects at the end of period j with probability 1 / (N - j), for j = 1, 2, … J as long as
these add up to less than 1, and at the end of period J + 1 with what is left. The violator begins in the
first period with probability (N - J - 1) / (N - 1), and up to period j with (N - J - 1) / (N - j). The mean
delay is then (N - J - 1) times the sum of 1 / (N - j) over j = 1 … J + 1, whatever the other side does.

For N → ∞ these are the densities of H. Diamond, Minimax policies for unobservable inspections, Mathematics of
Operations Research 7 (1982): the inspector draws from 0 to 1 - 1/e of the time with density 1 / (1 - s), and
the delay is 1/e of it. On the limit: T. Krieger, On the asymptotic behavior of a discrete time inspection
game, Mathematical Modelling and Analysis 13 (2008).
"""

from __future__ import annotations

from fractions import Fraction

__all__ = ["one_interim"]


def one_interim(periods: int) -> tuple[Fraction, tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Return the mean delay, the chances of inspecting at the end of 1 … N - 1, and of beginning in 1 … N.

    Raises ``ValueError`` for fewer than two periods, between which an inspection could stand.

    >>> value, inspected, starts = one_interim(4)
    >>> print(value, "|", *inspected, "|", *starts)
    11/6 | 1/3 1/2 1/6 | 1/3 1/6 1/2 0
    """
    if periods < 2:  # noqa: PLR2004 - a date between two periods
        raise ValueError("An interim inspection needs at least two periods, between which it stands.")
    inspected, total = [], Fraction(0)
    for j in range(1, periods):
        chance = min(Fraction(1, periods - j), 1 - total)
        inspected.append(chance)
        total += chance
    last = sum(chance > 0 for chance in inspected)
    up_to = [Fraction(periods - last, periods - j) for j in range(1, last + 1)]
    starts = [one - before for one, before in zip(up_to, [Fraction(0), *up_to], strict=False)]
    starts += [Fraction(0)] * (periods - last)
    return sum(up_to, start=Fraction(0)), tuple(inspected), tuple(starts)
