"""The roadmap past the size of the exact method: orders and rollouts, judged by runs; never called optimal."""

from detente.roadmap.heuristic.effort import QUICK, USUAL, Effort
from detente.roadmap.heuristic.estimate import Estimate, OrderFound, estimated

__all__ = ["QUICK", "USUAL", "Effort", "Estimate", "OrderFound", "estimated"]
