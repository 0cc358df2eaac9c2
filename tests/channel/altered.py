"""Every single-bit change of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["flipped"]


def flipped(text: bytes) -> Iterator[bytes]:
    """Yield a text with each of its bits changed in turn."""
    for place, byte in enumerate(text):
        for bit in range(8):
            yield text[:place] + bytes([byte ^ 1 << bit]) + text[place + 1 :]
