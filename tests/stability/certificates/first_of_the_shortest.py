"""The first of the shortest legal sequences to some states, without any code of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["first_of_the_shortest"]


def first_of_the_shortest(  # noqa: PLR0913 - a conflict, and what is looked for in it
    moves: Sequence[Sequence[set[int]]],
    payoffs: Sequence[Sequence[int]],
    focal: int,
    start: int,
    wanted: set[int],
    *,
    improving: bool,
) -> list[tuple[int, int, int]] | None:
    """Return the moves (who, from, to) of the others, first by movers and then by states; None if none lead.

    Backwards from what is wanted: how many moves are needed at least, by state and who moved last. Then
    forwards, each time by the first move after which one fewer is needed.
    """
    others = [one for one in range(len(moves)) if one != focal]
    states = range(len(payoffs[0]))

    def onward(state: int, last: int) -> list[tuple[int, int]]:
        return [
            (mover, target)
            for mover in others
            if mover != last
            for target in sorted(moves[mover][state])
            if not improving or payoffs[mover][target] > payoffs[mover][state]
        ]

    needed: dict[tuple[int, int], int] = {}
    for number in range(1, len(states) * (len(others) + 1) + 1):
        new = [
            (state, last)
            for state in states
            for last in [-1, *others]
            if (state, last) not in needed
            and any(
                target in wanted if number == 1 else needed.get((target, mover)) == number - 1
                for mover, target in onward(state, last)
            )
        ]
        if not new:
            break
        needed.update(dict.fromkeys(new, number))
    if (start, -1) not in needed:
        return None
    path, state, last = [], start, -1
    for left in range(needed[start, -1] - 1, -1, -1):
        mover, target = next(
            (mover, target)
            for mover, target in onward(state, last)
            if (target in wanted if not left else needed.get((target, mover)) == left)
        )
        path.append((mover, state, target))
        state, last = target, mover
    return path
