"""Brokerage between groups, after Gould and Fernandez.

Gould, R. V., and Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in
transaction networks. Sociological Methodology 19, 89-126. A party brokers for a pair (a, c) where there are
ties from a to it and from it to c, and none from a to c. Which role that is follows from the three groups.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

__all__ = ["Brokerage", "brokerage"]


@dataclass(frozen=True)
class Brokerage:
    """How many ordered pairs a party brokers for, by role.

    ``coordinator``: all three are of one group. ``itinerant``: the pair is of one group, the party of
    another (also called consultant). ``gatekeeper``: from outside to the party's own group.
    ``representative``: from the party's own group to outside. ``liaison``: three groups.
    """

    coordinator: int = 0
    itinerant: int = 0
    gatekeeper: int = 0
    representative: int = 0
    liaison: int = 0

    @property
    def total(self) -> int:
        """All pairs."""
        return sum(getattr(self, field.name) for field in fields(self))


def brokerage(graph: nx.Graph[str] | nx.DiGraph[str], groups: Mapping[str, str]) -> dict[str, Brokerage]:
    """Return how many pairs each party brokers for in each role.

    A tie without direction counts as two, one each way. So each pair counts twice, once from either end, and
    whoever is a gatekeeper for a pair in one direction is its representative in the other.

    >>> import networkx as nx
    >>> brokerage(nx.Graph([("armenia", "russia"), ("russia", "nato")]),
    ...           {"armenia": "csto", "russia": "csto", "nato": "nato"})["russia"]
    Brokerage(coordinator=0, itinerant=0, gatekeeper=1, representative=1, liaison=0)
    """
    directed = graph.to_directed()
    found = {}
    for broker in directed:
        counts = dict.fromkeys((field.name for field in fields(Brokerage)), 0)
        for source in directed.predecessors(broker):
            for target in directed.successors(broker):
                if len({source, broker, target}) == 3 and not directed.has_edge(source, target):  # noqa: PLR2004 - a pair and its broker
                    counts[_role(groups[source], groups[broker], groups[target])] += 1
        found[broker] = Brokerage(**counts)
    return found


def _role(source: str, broker: str, target: str) -> str:
    if source == target:
        return "coordinator" if source == broker else "itinerant"
    if broker == target:
        return "gatekeeper"
    return "representative" if source == broker else "liaison"
