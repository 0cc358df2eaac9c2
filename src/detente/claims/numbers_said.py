"""Numbers and shares in sentences about claims: no powers of ten, and no share rounded to all or nothing."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["number_said", "share_said"]


def number_said(number: Fraction | float, digits: int) -> str:
    """Return a number with so many significant digits, or with more where so many are before the point.

    >>> [number_said(number, 3) for number in (2150024.9, 0.33333, -0.00001, 0)]
    ['2,150,025', '0.333', '−0.00001', '0']
    """
    value = float(number)
    if not value:
        return "0"
    decimals = max(0, digits - 1 - floor(log10(abs(value))))
    written = f"{value:,.{decimals}f}".replace("-", "−")
    return written.rstrip("0").rstrip(".") if decimals else written


def share_said(share: float) -> str:
    """Return a share in whole per cent.

    >>> [share_said(share) for share in (0, 0.001, 0.5, 0.996, 1)]
    ['0%', 'under 1%', '50%', 'over 99%', '100%']
    """
    written = f"{share:.0%}"
    if share not in {0, 1} and written in {"0%", "100%"}:
        return "under 1%" if written == "0%" else "over 99%"
    return written
