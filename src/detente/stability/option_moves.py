"""The moves of a decision maker that controls some options: it changes one or more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

__all__ = ["most_moves_by_options", "moves_by_options"]


def most_moves_by_options(codes: npt.NDArray[np.int64], own: int) -> int:
    """Return how many moves there are between states that differ in some options alone, in any direction.

    ``codes``: (states,), a bit for each option; ``own``: the bits of the options that may be changed.
    """
    _, sizes = np.unique(codes & ~own, return_counts=True)
    return int(np.sum(sizes * (sizes - 1)))


def moves_by_options(
    codes: npt.NDArray[np.int64], own: int, forward: int = 0, back: int = 0
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return the states that moves lead from and to, by their places in ``codes``: (moves,) each.

    A move changes one or more of the options whose bits are in ``own``, and no others. Options in
    ``forward`` may only be taken up, and those in ``back`` only be given up.

    States that agree in all other options are a group, and go round in it: first each to the next, then each
    to the one after that, and so on. So the work is as much as there are moves of options that may be both
    taken up and given up.

    >>> origins, targets = moves_by_options(np.array([0, 1, 2, 3]), own=0b01)
    >>> list(zip(origins.tolist(), targets.tolist()))
    [(0, 1), (1, 0), (2, 3), (3, 2)]
    """
    pairs = list(_rounds(codes, own, forward, back))
    if not pairs:
        nothing = np.zeros(0, dtype=np.int32)
        return nothing, nothing
    origins, targets = (np.concatenate(one) for one in zip(*pairs, strict=True))
    return origins, targets


def _rounds(
    codes: npt.NDArray[np.int64], own: int, forward: int, back: int
) -> Iterator[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]]:
    others = codes & ~own
    order = np.argsort(others, kind="stable").astype(np.int32)
    _, first, sizes = np.unique(others[order], return_index=True, return_counts=True)
    begins, size = np.repeat(first, sizes), np.repeat(sizes, sizes)
    place = np.arange(len(codes)) - begins
    step = 1
    while True:
        more = size > step
        if not more.any():
            return
        begins, size, place = begins[more], size[more], place[more]
        origins, targets = order[begins + place], order[begins + (place + step) % size]
        if forward or back:
            before, after = codes[origins], codes[targets]
            allowed = ((before & ~after & forward) | (after & ~before & back)) == 0
            origins, targets = origins[allowed], targets[allowed]
        yield origins, targets
        step += 1
