"""Variants of a case side by side: what differs in what can be signed, kept and reached, and in claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.comparison.comparison import SideBySide, compare

__all__ = ["SideBySide", "compare"]

__getattr__ = on_demand(__name__, {"SideBySide": "comparison", "compare": "comparison"})
