"""All the breakpoints of several distributions over one range."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from detente.threats.pools.distribution import Distribution

__all__ = ["merged_positions"]


def merged_positions(distributions: Sequence[Distribution]) -> npt.NDArray[np.float64]:
    """Return the positions, (breakpoints,), where at least one of them has a breakpoint, increasing.

    Raises ``ValueError`` where they do not share a range.
    """
    if any(one.range != distributions[0].range for one in distributions):
        raise ValueError("distributions that are pooled are over one range: take that of all experts")
    return np.unique(np.concatenate([one.positions for one in distributions]))
