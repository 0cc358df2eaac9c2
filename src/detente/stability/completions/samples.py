"""Some completions of what is known, in which much is found at once that need not be searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from detente.stability.preferences.partial import PartialOrder

__all__ = ["completions_drawn"]

SEED = 2004
DRAWN = 5


def completions_drawn(known: Sequence[PartialOrder]) -> Iterator[npt.NDArray[np.int32]]:
    """Yield some completions of what is known, the same ones each time: (decision makers, states).

    ``known``: by decision maker. The first two tie what they can, from the top and from the bottom; of the
    others, which tie as little as they can, two each lean opposite ways where nothing is known.
    """
    tables = [order.strict | order.equal for order in known]
    yield np.stack([_ranked([table.sum(axis=1)]) for table in tables])
    yield np.stack([_ranked([-table.sum(axis=0)]) for table in tables])
    random = np.random.default_rng(SEED)
    for _ in range(DRAWN):
        drawn = [random.random(len(table)) for table in tables]
        # No less for a state that is at least as good as another, as what is below it is below this one too.
        yield np.stack([_lean(table, one) for table, one in zip(tables, drawn, strict=True)])
        yield np.stack([_lean(table, 1 - one) for table, one in zip(tables, drawn, strict=True)])


def _lean(table: npt.NDArray[np.bool_], drawn: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    return _ranked([table.sum(axis=1), np.where(table, drawn, -1).max(axis=1)])


def _ranked(keys: Sequence[npt.NDArray[np.generic]]) -> npt.NDArray[np.int32]:
    """Return ranks by keys, the last one first."""
    order = np.lexsort(tuple(keys))
    higher = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.concatenate([[0], np.cumsum(higher)])
    return ranks
