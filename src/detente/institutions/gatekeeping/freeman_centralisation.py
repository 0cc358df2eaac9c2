"""Freeman's centralisation of a network: how far one point stands out, from 0 to 1.

Freeman, L. C. (1978/79). Centrality in social networks: conceptual clarification. Social Networks 1, 215-239:
the sum of the differences between the greatest value and each point's value, over the greatest sum that a
network with as many points can have, which is that of the star.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

__all__ = ["betweenness_centralisation", "degree_centralisation"]

LEAST_POINTS = 3
"""Points of the smallest network in which one can stand out."""


def degree_centralisation(graph: nx.Graph[str]) -> float | None:
    """Return the centralisation by degree; None with fewer than three points.

    With n points the greatest sum is (n - 1)(n - 2), in degrees; with degrees over n - 1 it is n - 2.

    >>> import networkx as nx
    >>> degree_centralisation(nx.star_graph("abcd")), degree_centralisation(nx.cycle_graph("abcd"))
    (1.0, 0.0)
    """
    points: int = graph.number_of_nodes()
    if points < LEAST_POINTS:
        return None
    differences = _differences(dict(graph.degree).values())
    return differences / ((points - 1) * (points - 2))


def betweenness_centralisation(betweenness: Mapping[str, float]) -> float | None:
    """Return the centralisation by the betweenness of each point; None with fewer than three points.

    With n points and betweenness from 0 to 1 the greatest sum is n - 1.

    >>> betweenness_centralisation({"hub": 1.0, "a": 0.0, "b": 0.0, "c": 0.0})
    1.0
    """
    points = len(betweenness)
    if points < LEAST_POINTS:
        return None
    return _differences(betweenness.values()) / (points - 1)


def _differences(values: Iterable[float]) -> float:
    listed = [float(value) for value in values]
    greatest = max(listed)
    return sum((greatest - value for value in listed), 0.0)
