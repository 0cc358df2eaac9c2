"""How often something splits a bloc over draws: in the case itself and in its variants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.cohesion import with_draws

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.cohesion.result import Cohesion

__all__ = ["SplitsOver", "splits_over"]


@dataclass(frozen=True)
class SplitsOver:
    """For each bloc, in how many of some draws some package splits it, and the interval of their share."""

    draws: int
    splitting: Mapping[str, int]
    intervals: Mapping[str, tuple[float, float]]


def splits_over(
    found: Mapping[str, Cohesion], draws: int, seed: int, progress: Callable[[str], None]
) -> dict[str, SplitsOver]:
    """Return what draws say of each result, by its name; nothing without draws."""
    if not draws:
        return {}
    over = {}
    for name, result in found.items():
        progress(f"what splits a bloc{f' in the variant {name}' if name else ''}, over {draws} draws")
        ensemble = with_draws(result, draws, seed)
        over[name] = SplitsOver(
            draws,
            {key: one.splitting for key, one in ensemble.blocs.items()},
            {key: one.interval for key, one in ensemble.blocs.items()},
        )
    return over
