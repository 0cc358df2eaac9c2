"""The moves of a decision maker that controls some options: it changes one or more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.stability.graph.fast import for_work
from detente.stability.graph.moves import Moves
from detente.stability.options.option_moves_kernel import moves_within

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["most_moves_by_options", "moves_by_options"]


def most_moves_by_options(codes: npt.NDArray[np.int64], own: int) -> int:
    """Return how many moves there are between states that differ in some options alone, in any direction.

    ``codes``: (states,), a bit for each option; ``own``: the bits of the options that may be changed.
    """
    sizes = np.diff(_groups(codes, own)[1])
    return int(np.sum(sizes * (sizes - 1)))


def moves_by_options(codes: npt.NDArray[np.int64], own: int, forward: int = 0, back: int = 0) -> Moves:
    """Return the moves between states, by their places in ``codes``: (states,), a bit for each option.

    A move changes one or more of the options whose bits are in ``own``, and no others. Options in
    ``forward`` may only be taken up, and those in ``back`` only be given up.

    States that agree in all other options are a group, in which every state is compared with every other. So
    the work is as much as there are moves of options that may be both taken up and given up.

    >>> moves = moves_by_options(np.array([0, 1, 2, 3]), own=0b01)
    >>> list(zip(moves.origins.tolist(), moves.targets.tolist()))
    [(0, 1), (1, 0), (2, 3), (3, 2)]
    """
    order, begins = _groups(codes, own)
    sizes = np.diff(begins)
    return Moves(*for_work(moves_within, int(np.sum(sizes * sizes)))(order, begins, codes, forward, back))


def _groups(codes: npt.NDArray[np.int64], own: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Return states by what they share in the options of others, and where each group begins, and the end."""
    others = codes & ~own
    order = np.argsort(others, kind="stable").astype(np.int32)
    held = others[order]
    first = np.flatnonzero(held[1:] != held[:-1]) + 1
    return order, np.concatenate([[0], first, [len(codes)]])
