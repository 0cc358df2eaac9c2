"""Letters for threats and sides whose names find no room in a picture; its note says what they stand for."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["lettered"]


def lettered(keys: Iterable[str]) -> dict[str, str]:
    """Return a letter for each key; past the alphabet, two.

    >>> lettered(["piracy", "drugs"])
    {'piracy': 'A', 'drugs': 'B'}
    """
    size = len(ascii_uppercase)
    return {key: ascii_uppercase[place % size] * (place // size + 1) for place, key in enumerate(keys)}
