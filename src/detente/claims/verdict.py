"""Verdicts in words, with the share that holds and its interval in the detail."""

from __future__ import annotations

from enum import Enum

__all__ = ["MOSTLY", "Verdict", "verdict_of"]

MOSTLY = 0.8
"""A statement holds *mostly* from this share of the draws on, and *rarely* up to one minus it."""


class Verdict(Enum):
    """How far a claim holds across the ranges given."""

    ALWAYS = "always"
    MOSTLY = "mostly"
    UNDECIDED = "undecided"
    RARELY = "rarely"
    NEVER = "never"
    HOLDS_NOMINALLY = "holds in the nominal case"
    FAILS_NOMINALLY = "fails in the nominal case"
    NOT_TESTABLE = "not testable yet"

    def __str__(self) -> str:
        """Return the word for it."""
        return self.value


def verdict_of(held: int, draws: int) -> Verdict:
    """Return the word for a claim that held in so many draws; at least one draw is needed.

    >>> [str(verdict_of(held, 10)) for held in (10, 8, 5, 2, 0)]
    ['always', 'mostly', 'undecided', 'rarely', 'never']
    """
    if held == draws:
        return Verdict.ALWAYS
    if held == 0:
        return Verdict.NEVER
    share = held / draws
    if share >= MOSTLY:
        return Verdict.MOSTLY
    return Verdict.RARELY if share <= 1 - MOSTLY + 1e-12 else Verdict.UNDECIDED
