"""Small conflicts that examples speak of."""

from __future__ import annotations

from detente.stability.graph.graph_model import GraphModel

__all__ = ["DILEMMA"]

DILEMMA = GraphModel(
    [([0, 1, 2, 3], [2, 3, 0, 1]), ([0, 1, 2, 3], [1, 0, 3, 2])],
    [[3, 1, 4, 2], [3, 4, 1, 2]],
    ["row", "column"],
)
"""The prisoner's dilemma: both keep silent; the second, the first, or both of them speak."""
