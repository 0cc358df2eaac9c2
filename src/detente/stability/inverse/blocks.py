"""States that can be kept together while an order changes, because nothing is asked about any of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt

__all__ = ["Block", "blocks_of"]


@dataclass(frozen=True)
class Block:
    """States that follow each other in an order, or tie, in that order from the worst on.

    ``states``: from 0; ``rank``: the rank of the worst; ``told_apart``: whether not all of them tie.
    """

    states: tuple[int, ...]
    rank: int
    told_apart: bool

    @property
    def first(self) -> int:
        """The state that stands for all of them."""
        return self.states[0]


def blocks_of(ranks: npt.NDArray[np.int32], asked: Collection[int]) -> list[Block]:
    """Return the states of an order in blocks, from the worst on; each that is asked about is alone.

    The others come together with those that tie with them, or with whole tiers next to theirs about which
    nothing is asked either. Whatever is asked, some nearest order that meets it keeps each block together and
    as it is: move all of a block next to the one that is cheapest to place, and no pair costs more. It ties a
    block that is told apart with nothing else, as above or below it is no dearer.

    ``ranks``: (states,), 0 the worst, ties equal.

    >>> [block.states for block in blocks_of(np.array([0, 1, 2, 2, 3]), {2})]
    [(0, 1), (2,), (3,), (4,)]
    """
    found: list[Block] = []
    loose: list[int] = []
    order = np.argsort(ranks, kind="stable")
    for tier in np.split(order, np.flatnonzero(np.diff(ranks[order])) + 1):
        rest = [int(state) for state in tier if state not in asked]
        if len(rest) == len(tier):
            loose += rest
            continue
        alone = [[state] for state in tier.tolist() if state in asked]
        found += [_block(ranks, part) for part in (loose, *alone, rest) if part]
        loose = []
    return [*found, _block(ranks, loose)] if loose else found


def _block(ranks: npt.NDArray[np.int32], states: list[int]) -> Block:
    return Block(tuple(states), int(ranks[states[0]]), bool(ranks[states[0]] != ranks[states[-1]]))
