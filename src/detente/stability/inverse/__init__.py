"""What would have to be preferred for a state to last: the least change that makes it an equilibrium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.stability.inverse.changes import ChangedPair, LeastSwaps, OutOfReach
    from detente.stability.inverse.said import changes_said
    from detente.stability.inverse.statement_changes import StatementMoves
    from detente.stability.inverse.statement_orders import Step
    from detente.stability.inverse.statements import statement_moves
    from detente.stability.inverse.swaps import least_swaps

__all__ = [
    "ChangedPair",
    "LeastSwaps",
    "OutOfReach",
    "StatementMoves",
    "Step",
    "changes_said",
    "least_swaps",
    "statement_moves",
]

__getattr__ = on_demand(
    __name__,
    {
        "ChangedPair": "changes",
        "LeastSwaps": "changes",
        "OutOfReach": "changes",
        "StatementMoves": "statement_changes",
        "Step": "statement_orders",
        "changes_said": "said",
        "least_swaps": "swaps",
        "statement_moves": "statements",
    },
)
