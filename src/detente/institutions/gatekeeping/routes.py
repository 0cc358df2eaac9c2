"""Who has a route to the partner, in many patterns of consent at once.

A party has a route when agreements in force lead from it to the partner, each binding a party that the next
binds too. Chains over several agreements count, as brokers are links of such chains. An agreement in force
binds those of its ends that consent, so nobody has a route through an agreement that it refuses.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.rule_tree import AllOf, AnyOf, Vote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork
    from detente.outcomes.rule_tree import Quota, Rule

__all__ = ["Patterns", "accepted", "decided_routes", "lost_routes", "routes"]

Patterns = np.ndarray[tuple[int], np.dtype[np.bool_]]
"""For each pattern of consent, whether something holds. Shape: (patterns,)."""

_MOST_IN_64_BITS = 2**62


def routes(network: AgreementNetwork, consents: Mapping[str, Patterns], count: int) -> dict[str, Patterns]:
    """Return for each party in which patterns it has a route to the partner.

    ``consents``: for each voter, in which patterns it consents; ``count``: of the patterns.
    """
    nobody = np.zeros(count, dtype=bool)
    found = dict.fromkeys(network.parties, nobody)
    found[network.partner] = ~nobody
    found |= dict.fromkeys(network.within_partner, ~nobody)
    bound = [
        [
            (
                accepted(agreement.in_force, consents, count) & accepted(end.consents, consents, count),
                end.parties,
            )
            for end in agreement.ends
        ]
        for agreement in network.agreements
    ]
    changed = True
    while changed:
        changed = False
        for ends in bound:
            reached = nobody
            for binds, parties in ends:
                # Who sits in the partner has a route, but is no link to it for others.
                for party in parties:
                    if party not in network.within_partner:
                        reached = reached | (binds & found[party])
            if not reached.any():
                continue
            for binds, parties in ends:
                new = reached & binds
                for party in parties:
                    if (new & ~found[party]).any():
                        found[party] = found[party] | new
                        changed = True
    return found


def decided_routes(
    network: AgreementNetwork, consents: Mapping[str, Patterns], member: str, count: int
) -> dict[str, Patterns]:
    """Return for each fellow member in which patterns it has a route just if a member consents.

    ``consents``: as for `routes`; what it says of the member itself does not count.
    """
    always = np.ones(count, dtype=bool)
    with_it = routes(network, {**consents, member: always}, count)
    without = routes(network, {**consents, member: ~always}, count)
    return {one: with_it[one] & ~without[one] for one in network.members if one != member}


def accepted(rule: Rule, consents: Mapping[str, Patterns], count: int) -> Patterns:
    """Return in which patterns a rule is met; ``detente.outcomes.rule_tree.accepts`` for many at once."""
    if isinstance(rule, Vote):
        return consents[rule.voter]
    if isinstance(rule, AllOf):
        met = np.ones(count, dtype=bool)
        for part in rule.parts:
            met = met & accepted(part, consents, count)
        return met
    if isinstance(rule, AnyOf):
        met = np.zeros(count, dtype=bool)
        for part in rule.parts:
            met = met | accepted(part, consents, count)
        return met
    return _enough(rule, consents, count)


def _enough(rule: Quota, consents: Mapping[str, Patterns], count: int) -> Patterns:
    scale = lcm(rule.quota.denominator, *(weight.denominator for _, weight in rule.parts))
    weights = [int(weight * scale) for _, weight in rule.parts]
    quota = int(rule.quota * scale)
    large = max(quota, sum(weights)) >= _MOST_IN_64_BITS
    votes = np.zeros(count, dtype=object if large else np.int64)
    for (part, _), weight in zip(rule.parts, weights, strict=True):
        votes = votes + accepted(part, consents, count).astype(votes.dtype) * weight
    enough: Patterns = np.asarray(votes >= quota, dtype=bool)
    return enough


def lost_routes(network: AgreementNetwork) -> dict[str, tuple[str, ...]]:
    """Return for each member the fellow members who lose all routes if it alone of everybody refuses."""
    count = len(network.members) + 1
    # Everybody consents in the last pattern, and all but one member in each of the others.
    consents = {
        party: np.array([party != member for member in network.members] + [True]) for party in network.voters
    }
    found = routes(network, consents, count)
    return {
        member: tuple(
            one
            for one in network.members
            if one != member and found[one][count - 1] and not found[one][place]
        )
        for place, member in enumerate(network.members)
    }
