"""In which order, and with what chance: the roadmap of building blocks."""

from detente.roadmap.analysis import analyse
from detente.roadmap.comparison.comparison import compare

__all__ = ["analyse", "compare"]
