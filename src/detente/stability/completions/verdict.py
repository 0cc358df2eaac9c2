"""In how many of the ways in which unknown comparisons can turn out something holds."""

from __future__ import annotations

from enum import Enum

__all__ = ["SETTLED", "Verdict", "verdict_of"]


class Verdict(Enum):
    """Under which completions of what is known a state is stable, by the words of results.

    ``EVERY``, ``SOME`` (but not every) and ``NONE`` are exact. The others say what is known where a search
    met its bound: ``SOME_OR_EVERY`` that it is stable under some, ``NONE_OR_SOME`` that it is not under
    every, ``UNTOLD`` nothing.
    """

    EVERY = "every"
    SOME = "some"
    NONE = "none"
    SOME_OR_EVERY = "some or every"
    NONE_OR_SOME = "none or some"
    UNTOLD = "cannot be told within the bound"

    def __str__(self) -> str:
        return self.value


SETTLED = frozenset({Verdict.EVERY, Verdict.SOME, Verdict.NONE})
"""Verdicts that no bound of a search leaves open."""


def verdict_of(*, some: bool | None, every: bool | None) -> Verdict:
    """Return what it is called if something holds under some completion, and under every; None is untold.

    >>> verdict_of(some=True, every=False), verdict_of(some=True, every=None)
    (<Verdict.SOME: 'some'>, <Verdict.SOME_OR_EVERY: 'some or every'>)
    """
    if every:
        return Verdict.EVERY
    if some is False:
        return Verdict.NONE
    if some:
        return Verdict.SOME if every is False else Verdict.SOME_OR_EVERY
    return Verdict.UNTOLD if every is None else Verdict.NONE_OR_SOME
