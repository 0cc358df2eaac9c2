"""The roadmap past the size of the exact method: orders and rollouts, judged by runs."""

from detente.roadmap.heuristic.bounds import Bounds
from detente.roadmap.heuristic.effort import QUICK, USUAL, Effort
from detente.roadmap.heuristic.engine import MOST_BLOCKS
from detente.roadmap.heuristic.estimate import Estimate, OrderFound, estimated

__all__ = ["MOST_BLOCKS", "QUICK", "USUAL", "Bounds", "Effort", "Estimate", "OrderFound", "estimated"]
