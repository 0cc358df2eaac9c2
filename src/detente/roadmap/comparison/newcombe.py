"""The interval of the difference of two shares that were counted on the same runs.

R. G. Newcombe, "Improved confidence intervals for the difference between binomial proportions based on paired
data", Statistics in Medicine 17 (1998) 2635–2650, method 10: Wilson's intervals of the two shares are put
together, with the correlation of the pairs. It never leaves -1 to 1, and has a width also where no pair
differs.
"""

from __future__ import annotations

from math import sqrt

from detente.outcomes.wilson import NORMAL, wilson

__all__ = ["newcombe"]


def newcombe(both: int, first: int, second: int, neither: int, normal: float = NORMAL) -> tuple[float, float]:
    """Return the interval of the first share minus the second.

    ``both``, ``first``, ``second``, ``neither``: in how many pairs both are hits, only one is, or none is.

    >>> low, high = newcombe(20, 10, 5, 65)
    >>> low < 0.05 < high
    True
    """
    runs = both + first + second + neither
    if not runs:
        return -1.0, 1.0
    one, other = both + first, both + second
    low_one, high_one = wilson(one, runs, normal)
    low_other, high_other = wilson(other, runs, normal)
    share_one, share_other = one / runs, other / runs
    correlation = _correlation(both, first, second, neither)

    def spread(outer: float, inner: float) -> float:
        return sqrt(max(outer * outer - 2 * correlation * outer * inner + inner * inner, 0.0))

    mean = (first - second) / runs
    return (
        mean - spread(share_one - low_one, high_other - share_other),
        mean + spread(high_one - share_one, share_other - low_other),
    )


def _correlation(both: int, first: int, second: int, neither: int) -> float:
    """Return the correlation of the pairs, corrected for continuity where it is positive; 0 where none is."""
    margins = (both + first) * (second + neither) * (both + second) * (first + neither)
    if not margins:
        return 0.0
    product = float(both * neither - first * second)
    corrected = max(product - (both + first + second + neither) / 2, 0.0) if product > 0 else product
    return corrected / sqrt(margins)
