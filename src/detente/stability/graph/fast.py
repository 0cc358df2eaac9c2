"""Loops that are compiled where there is much to do, and run as they stand where there is little."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["for_work"]

LITTLE = 100_000
"""Steps up to which loops take less time than loading their machine code."""
_made = [0]
"""Steps that were made as the loops stand; what is found does not depend on it."""


def for_work(loop: Callable[..., Any], steps: int) -> Callable[..., Any]:
    """Return a loop that makes about so many steps: compiled, once there have been many."""
    if _made[0] + steps > LITTLE:
        return _compiled(loop)
    _made[0] += steps
    return loop


@cache
def _compiled(loop: Callable[..., Any]) -> Callable[..., Any]:
    from detente.compiled import compiled

    found: Callable[..., Any] = compiled(loop)
    return found
