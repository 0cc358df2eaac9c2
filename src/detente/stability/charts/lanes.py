"""Lanes beside a list, in which moves between its rows are drawn without one hiding another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["lanes"]


def lanes(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each move between two rows the lane in which it is drawn, counted from 0.

    Of moves in one lane none overlap, and none begins in a row where another ends; short ones come first.

    >>> lanes([(0, 1), (1, 2), (0, 2)])
    [0, 1, 2]
    >>> lanes([(0, 1), (2, 3)])
    [0, 0]
    """
    found = [0] * len(spans)
    taken: list[set[int]] = []
    for place in sorted(range(len(spans)), key=lambda one: (abs(spans[one][1] - spans[one][0]), one)):
        low, high = sorted(spans[place])
        rows = set(range(low, high + 1))
        lane = next((number for number, held in enumerate(taken) if not held & rows), len(taken))
        if lane == len(taken):
            taken.append(set())
        taken[lane] |= rows
        found[place] = lane
    return found
