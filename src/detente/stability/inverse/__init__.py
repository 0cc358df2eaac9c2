"""What would have to be preferred for a state to last: the least change that makes it an equilibrium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.stability.inverse.changes import ChangedPair, LeastSwaps, OutOfReach
    from detente.stability.inverse.swaps import least_swaps

__all__ = [
    "ChangedPair",
    "LeastSwaps",
    "OutOfReach",
    "least_swaps",
]

__getattr__ = on_demand(
    __name__,
    {
        "ChangedPair": "changes",
        "LeastSwaps": "changes",
        "OutOfReach": "changes",
        "least_swaps": "swaps",
    },
)
