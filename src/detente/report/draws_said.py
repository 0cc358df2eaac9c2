"""Over which draws something is judged, and in how many of them it is so, in words."""

from __future__ import annotations

from detente.outcomes.counts_said import counted

__all__ = ["across_says", "in_draws"]


def across_says(number: int, draws: int) -> str:
    """Return over which draws of a page something is judged.

    >>> across_says(20, 20), across_says(50, 1000)
    ('20 draws', 'the first 50 of 1,000 draws')
    """
    return counted(draws, "draw") if number == draws else f"the first {number:,} of {counted(draws, 'draw')}"


def in_draws(number: int, draws: int, of: int = 0) -> str:
    """Return in how many draws something is so; ``of`` are all draws, where these are the first of more.

    >>> in_draws(50, 50), in_draws(12, 50), in_draws(0, 50)
    ('in all 50 draws', 'in 12 of 50 draws', 'in none of 50 draws')
    >>> in_draws(50, 50, of=1000)
    'in all of the first 50 draws'
    """
    if of > draws:
        which = {0: "none", draws: "all"}.get(number, f"{number:,}")
        return f"in {which} of the first {counted(draws, 'draw')}"
    which = {0: "none of ", draws: "all "}.get(number, f"{number:,} of ")
    return f"in {which}{counted(draws, 'draw')}"
