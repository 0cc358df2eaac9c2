"""Betweenness (Freeman 1977): the share of shortest paths between others on which a party lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.institutions.gatekeeping.party_graph import party_graph

if TYPE_CHECKING:
    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork

__all__ = ["betweenness"]


def betweenness(network: AgreementNetwork) -> dict[str, float]:
    """Return the betweenness of every party, from 0 to 1, as networkx finds it.

    Each pair of others counts by the share of its shortest paths on which the party lies; the sum is divided
    by the number of pairs. Exact up to rounding of binary fractions.
    """
    import networkx as nx

    return dict(nx.betweenness_centrality(party_graph(network), normalized=True))
