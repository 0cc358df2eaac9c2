"""The search for orders of statements of several decision makers, by rising number of steps."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from detente.stability.inverse.statement_choices import Choice, StatementChoices

__all__ = ["MOST_TRIED", "Searched", "nearest_choices"]

MOST_TRIED = 20_000
"""Choices of all decision makers together that are tried."""


class Searched(NamedTuple):
    """What a search found: by decision maker the choice and its steps; None without any.

    ``at_least``: steps that every choice that does it takes; ``exhausted``: whether nothing is left to try.
    """

    chosen: Mapping[int, tuple[Choice, int]] | None
    at_least: int
    exhausted: bool


def nearest_choices(
    choices: Mapping[int, StatementChoices],
    farthest: Mapping[int, int],
    does_it: Callable[[Mapping[int, Choice]], bool],
) -> Searched:
    """Return the choices of all decision makers that do what is asked with the fewest steps together.

    ``farthest``: by decision maker, the most steps that any order is away. All choices with one number of
    steps are tried before any with more.
    """
    makers, tried = list(choices), 0
    unseen: int | None = None  # steps from which on not all choices were looked at
    for total in range(sum(farthest.values()) + 1):
        for split in _splits(total, [farthest[maker] for maker in makers]):
            levels = [choices[maker].at(steps) for maker, steps in zip(makers, split, strict=True)]
            if unseen is None and any(level is None for level in levels):
                unseen = total
            for picked in product(*(level or () for level in levels)):
                tried += 1
                if tried > MOST_TRIED:
                    return Searched(None, total if unseen is None else unseen, exhausted=False)
                if does_it(dict(zip(makers, picked, strict=True))):
                    chosen = dict(zip(makers, zip(picked, split, strict=True), strict=True))
                    return Searched(chosen, total if unseen is None else unseen, exhausted=False)
    return Searched(None, unseen or 0, exhausted=unseen is None)


def _splits(total: int, most: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the ways in which numbers, each up to its most, add up to a total."""
    if not most:
        if not total:
            yield ()
        return
    for first in range(min(total, most[0]) + 1):
        for rest in _splits(total - first, most[1:]):
            yield (first, *rest)
