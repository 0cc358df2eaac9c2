"""The routes that there are when just some consent: which agreements they run through.

Parties and agreements in force are the two kinds of points of one graph, in which a party is joined to the
agreements that bind it. A party's routes are its paths to the partner there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    import networkx as nx

    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork

__all__ = ["agreements_on_routes", "on_shortest_routes", "shortest_routes"]

Point = tuple[str, str]
"""The word for its kind, ``party`` or ``agreement``, and its key."""


def _bound(network: AgreementNetwork, consenting: AbstractSet[str]) -> nx.Graph[Point]:
    """Return parties joined to the agreements that bind them when just these consent."""
    import networkx as nx

    graph: nx.Graph[Point] = nx.Graph()
    graph.add_nodes_from(("party", party) for party in sorted(network.parties))
    for agreement in sorted(network.agreements, key=lambda one: one.key):
        for party in sorted(agreement.bound(consenting)):
            graph.add_edge(("party", party), ("agreement", agreement.key))
    return graph


def _open_to(network: AgreementNetwork, member: str, bound: nx.Graph[Point]) -> nx.Graph[Point]:
    """Return a copy of the graph without those who sit in the partner: they are no links to it for others."""
    graph = bound.copy()
    graph.remove_nodes_from([("party", one) for one in network.within_partner if one != member])
    return graph


def shortest_routes(
    network: AgreementNetwork, consenting: AbstractSet[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return for each member with a route the agreements along one that is shortest, from the member on.

    ``consenting``: who consents; everybody where not given. A member that belongs to the partner has a
    route through no agreement.
    """
    import networkx as nx

    bound = _bound(network, frozenset(network.voters) if consenting is None else consenting)
    found: dict[str, tuple[str, ...]] = {}
    target: Point = ("party", network.partner)
    for member in network.members:
        source: Point = ("party", member)
        graph = _open_to(network, member, bound)
        if member in network.within_partner:
            found[member] = ()
        elif nx.has_path(graph, source, target):
            path = nx.shortest_path(graph, source, target)
            found[member] = tuple(key for kind, key in path if kind == "agreement")
    return found


def agreements_on_routes(network: AgreementNetwork) -> tuple[str, ...]:
    """Return the agreements on any route of a member when everybody consents, in the order of the case.

    With the member and the partner joined by one more line, a point lies on a path between them just where
    it is on a circle with that line: in the same component that no single point cuts.
    """
    import networkx as nx

    target: Point = ("party", network.partner)
    found: set[str] = set()
    bound = _bound(network, frozenset(network.voters))
    for member in network.members:
        if member in network.within_partner:
            continue
        source: Point = ("party", member)
        graph = _open_to(network, member, bound)
        if not nx.has_path(graph, source, target):
            continue
        graph.add_edge(source, target)
        for component in nx.biconnected_components(graph):
            if {source, target} <= component:
                found.update(key for kind, key in component if kind == "agreement")
    return tuple(agreement.key for agreement in network.agreements if agreement.key in found)


def on_shortest_routes(network: AgreementNetwork, members: Iterable[str]) -> frozenset[str]:
    """Return the agreements on any shortest route of these members when everybody consents."""
    import networkx as nx

    target: Point = ("party", network.partner)
    found: set[str] = set()
    bound = _bound(network, frozenset(network.voters))
    for member in members:
        source: Point = ("party", member)
        graph = _open_to(network, member, bound)
        from_here = nx.single_source_shortest_path_length(graph, source)
        from_there = nx.single_source_shortest_path_length(graph, target)
        if target in from_here:
            whole = from_here[target]
            found.update(
                key
                for (kind, key), steps in from_here.items()
                if kind == "agreement" and steps + from_there[kind, key] == whole
            )
    return frozenset(found)
