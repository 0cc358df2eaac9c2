"""Betweenness (Freeman 1977): the share of shortest paths between others on which a party lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["betweenness"]


def betweenness(graph: nx.Graph[str]) -> dict[str, float]:
    """Return the betweenness of every party, from 0 to 1, as networkx finds it.

    Each pair of others counts by the share of its shortest paths on which the party lies; the sum is divided
    by the number of pairs. Exact up to rounding of binary fractions.

    >>> import networkx as nx
    >>> betweenness(nx.path_graph("abc"))
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    import networkx as nx

    return dict(nx.betweenness_centrality(graph, normalized=True))
