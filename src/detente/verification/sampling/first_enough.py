"""The least whole number that is enough, where every greater one is enough as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["first_enough"]


def first_enough(enough: Callable[[int], bool], least: int, most: int, guess: int) -> int:
    """Return the least number from ``least`` to ``most`` that is enough, where ``most`` is.

    The search starts from a guess between them with steps that double, and then halves what is left (Bentley
    and Yao 1976): a good guess makes it short.

    >>> first_enough(lambda number: number * number >= 50, 0, 100, 6)
    8
    """
    low, high, step = least - 1, most, 1
    if enough(guess):
        high = guess
        while high - step > low and enough(high - step):
            high, step = high - step, 2 * step
        low = max(low, high - step)
    else:
        low = guess
        while low + step < high and not enough(low + step):
            low, step = low + step, 2 * step
        high = min(high, low + step)
    while high - low > 1:
        middle = (low + high) // 2
        if enough(middle):
            high = middle
        else:
            low = middle
    return high
