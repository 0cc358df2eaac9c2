"""Loops that are compiled where there is much to do, and run as they stand where there is little."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["for_work"]

LITTLE = 100_000
"""Steps up to which a loop takes less time than loading its machine code."""


def for_work(loop: Callable[..., Any], steps: int) -> Callable[..., Any]:
    """Return a loop that makes about so many steps: compiled, if there are many."""
    return loop if steps <= LITTLE else _compiled(loop)


@cache
def _compiled(loop: Callable[..., Any]) -> Callable[..., Any]:
    from detente.compiled import compiled

    found: Callable[..., Any] = compiled(loop)
    return found
