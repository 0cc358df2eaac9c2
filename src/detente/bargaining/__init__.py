"""What could they sign: multi-issue bargaining, exactly."""

from detente.bargaining.analysis import analyse
from detente.bargaining.points import Point
from detente.bargaining.result import Bargaining
from detente.bargaining.solutions.solution import Solution

__all__ = ["Bargaining", "Point", "Solution", "analyse"]
