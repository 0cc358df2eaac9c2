"""The measures of networks that know pairs alone, side by side: brokerage, betweenness and centralisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.institutions.gatekeeping.betweenness import betweenness
from detente.institutions.gatekeeping.brokerage import Brokerage, brokerage
from detente.institutions.gatekeeping.freeman_centralisation import (
    betweenness_centralisation,
    degree_centralisation,
)
from detente.institutions.gatekeeping.party_graph import groups_of, party_graph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.model import CaseFile
    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork

__all__ = ["NetworkMeasures", "network_measures"]


@dataclass(frozen=True)
class NetworkMeasures:
    """For each party its group, what it brokers, and its betweenness; for the whole how centralised it is.

    Centralisation is None where there are fewer than three parties.
    """

    groups: Mapping[str, str]
    brokerage: Mapping[str, Brokerage]
    betweenness: Mapping[str, float]
    degree_centralisation: float | None
    betweenness_centralisation: float | None


def network_measures(case: CaseFile, network: AgreementNetwork) -> NetworkMeasures:
    """Return the measures of the parties tied by agreements, when everybody consents."""
    graph, groups = party_graph(network), groups_of(case, network)
    between = betweenness(graph)
    return NetworkMeasures(
        groups,
        brokerage(graph, groups),
        between,
        degree_centralisation(graph),
        betweenness_centralisation(between),
    )
