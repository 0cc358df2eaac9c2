"""What floats differ by that are the same number."""

from __future__ import annotations

__all__ = ["ROUNDING"]

ROUNDING = 1e-9
"""By which part of them floats may differ that would be equal without rounding."""
