"""Preferences that contradict themselves: a state that is said to be better than itself, in several steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.preferences.slips import PreferenceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ContradictionError", "shortest_contradiction"]


class ContradictionError(PreferenceError):
    """A state is said to be better than itself.

    ``ring``: a shortest list of states, the first said to be better than the second, each at least as good as
    the next, and the last at least as good as the first.
    """

    def __init__(self, ring: Sequence[int]) -> None:
        """Keep the states and say what they contradict."""
        self.ring = tuple(ring)
        first = self.ring[0]
        if len(self.ring) == 1:
            says = f"state {first} is said to be better than itself"
        else:
            second, *between = self.ring[1:]
            through = f", through {', '.join(map(str, between))}" if between else ""
            says = (
                f"state {first} is said to be better than {second}, and {second} at least as good as"
                f" {first}{through}"
            )
        super().__init__([says])

    def __reduce__(self) -> tuple[type[ContradictionError], tuple[tuple[int | str, ...]]]:
        """Let the error travel between processes."""
        return ContradictionError, (self.ring,)


def shortest_contradiction(chains: Sequence[Sequence[Sequence[int]]]) -> list[int]:
    """Return a shortest ring of states that are each said to be at least as good as the next, one better.

    ``chains`` as for ``partial_order``, without empty tiers; they contradict themselves somewhere. The first
    of the ring is said to be better than the second. A step is what one chain says of two states in the same
    tier or in tiers that follow each other.

    >>> shortest_contradiction([[[0], [1]], [[1], [2], [0]]])
    [0, 1, 2]
    """
    stands: dict[int, list[tuple[int, int]]] = {}
    for chain, tiers in enumerate(chains):
        for place, tier in enumerate(tiers):
            for state in tier:
                stands.setdefault(state, []).append((chain, place))
    shortest: list[int] = []
    for start in stands:
        most = len(shortest) - 1 if shortest else len(stands)
        ring = _ring(chains, stands, start, most)
        shortest = ring or shortest
    return shortest


def _ring(
    chains: Sequence[Sequence[Sequence[int]]], stands: dict[int, list[tuple[int, int]]], start: int, most: int
) -> list[int]:
    """Return a shortest ring that begins with a state that is better than its next; none past ``most``."""
    came: dict[int, int] = {}
    reached = list(dict.fromkeys(_next(chains, stands, start, steps=(1,))))
    came.update(dict.fromkeys(reached, start))
    for _ in range(most):
        if start in came:
            back = [came[start]]
            while back[-1] != start:
                back.append(came[back[-1]])
            return [start, *reversed(back[:-1])] if len(back) > 1 else [start]
        further = []
        for state in reached:
            for one in _next(chains, stands, state, steps=(0, 1)):
                if one not in came:
                    came[one] = state
                    further.append(one)
        reached = further
    return []


def _next(
    chains: Sequence[Sequence[Sequence[int]]],
    stands: dict[int, list[tuple[int, int]]],
    state: int,
    steps: tuple[int, ...],
) -> Iterator[int]:
    """Yield the states that a chain puts so many tiers below one."""
    for chain, place in stands[state]:
        for step in steps:
            if place + step < len(chains[chain]):
                yield from chains[chain][place + step]
