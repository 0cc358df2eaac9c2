"""Shares in per cent, as they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["per_cent"]


def per_cent(share: float | Fraction, below: str = "under", above: str = "over") -> str:
    """Return a share with one decimal, never rounded to nothing or to all.

    >>> per_cent(0.25), per_cent(0.0001), per_cent(0.9999, above="more than"), per_cent(1)
    ('25.0%', 'under 0.1%', 'more than 99.9%', '100.0%')
    """
    said = f"{float(share):.1%}"
    if share in {0, 1}:
        return said
    return {"0.0%": f"{below} 0.1%", "100.0%": f"{above} 99.9%"}.get(said, said)
