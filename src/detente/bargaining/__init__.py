"""What could they sign: multi-issue bargaining, exactly."""

from detente.bargaining.analysis import analyse
from detente.bargaining.result import Bargaining, Point, Solution

__all__ = ["Bargaining", "Point", "Solution", "analyse"]
