"""In which order, and with what chance: the roadmap of building blocks."""

from detente.roadmap.analysis import analyse

__all__ = ["analyse"]
