"""The kinds of a core gone through in turn: in how many ways each state is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["forward_pass"]

State = TypeVar("State")


def forward_pass(
    levels: Sequence[Mapping[State, Sequence[State]]], choices: Sequence[Sequence[int]]
) -> list[dict[State, int]]:
    """Return, level by level, in how many ways each state is reached; the first level has only the start.

    ``levels``: for each kind, the states before it and those that follow as 0, 1, 2 ... of it are chosen.
    ``choices``: in how many ways so many of it are chosen, as packed polynomials; a state that is followed by
    fewer states is followed by those of the first choices.

    >>> forward_pass([{"none": ("none", "one")}, {"none": (), "one": ()}], [[1, 3], []])
    [{'none': 1}, {'none': 1, 'one': 3}]
    """
    (start,) = levels[0]
    found = [{start: 1}]
    for level, ways in zip(levels[:-1], choices, strict=False):
        after: dict[State, int] = {}
        for state, following in level.items():
            for chosen, then in zip(ways, following, strict=False):
                after[then] = after.get(then, 0) + found[-1][state] * chosen
        found.append(after)
    return found
