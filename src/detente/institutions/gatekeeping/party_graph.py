"""The agreements as a graph of parties alone: two are tied where an agreement binds both.

This is what the measures of networks stand on that know only pairs. It holds when everybody consents; the
rules by which agreements are in force do not show in it, which is why gatekeeping is not read from it.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from detente.institutions.gatekeeping.agreement_network import parties_within

if TYPE_CHECKING:
    import networkx as nx

    from detente.case.model import CaseFile
    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork

__all__ = ["groups_of", "party_graph"]


def party_graph(network: AgreementNetwork) -> nx.Graph[str]:
    """Return the parties, tied where an agreement binds both when everybody consents."""
    import networkx as nx

    everybody = frozenset(network.voters)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(network.parties)
    for agreement in network.agreements:
        graph.add_edges_from(combinations(agreement.bound(everybody), 2))
    return graph


def groups_of(case: CaseFile, network: AgreementNetwork) -> dict[str, str]:
    """Return the group of each party: the bloc under study, else its first bloc in the case, else itself.

    The partner is a group of its own.
    """
    found = {party: party for party in network.parties}
    for bloc in reversed(case.blocs):
        for party in parties_within(case, bloc, network.partner):
            if party in found and party != network.partner:
                found[party] = bloc
    return found | dict.fromkeys(network.members, network.bloc)
