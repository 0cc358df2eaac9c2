"""The interval of a share that was counted.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
Statistical Association 22 (1927).
"""

from __future__ import annotations

from math import sqrt

__all__ = ["wilson"]

NORMAL = 1.959963984540054
"""The 97.5 % point of the normal distribution, for an interval of 95 %."""


def wilson(hits: int, runs: int, normal: float = NORMAL) -> tuple[float, float]:
    """Return the interval in which a probability lies of which ``hits`` in ``runs`` were seen.

    >>> low, high = wilson(10, 100)
    >>> round(low, 4), round(high, 4)
    (0.0552, 0.1744)
    """
    if not runs:
        return 0.0, 1.0
    share, square = hits / runs, normal * normal
    centre = share + square / (2 * runs)
    spread = normal * sqrt(share * (1 - share) / runs + square / (4 * runs * runs))
    scale = 1 + square / runs
    low = 0.0 if hits == 0 else (centre - spread) / scale
    high = 1.0 if hits == runs else (centre + spread) / scale
    return low, high
