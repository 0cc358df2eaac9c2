"""Parties that may change places without any agreement becoming another: they are counted, not told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.rule_tree import AllOf, AnyOf, Quota, Vote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork, Hyperedge
    from detente.outcomes.rule_tree import Rule

__all__ = ["interchangeable"]


def interchangeable(network: AgreementNetwork) -> tuple[tuple[str, ...], ...]:
    """Return the voters in groups of those who may change places, each group in the order of names.

    Two may where swapping them turns the set of agreements, the bloc and the partner into themselves. That
    is an equivalence, so that comparing a party with one of each group is enough.
    """
    involving: dict[str, list[Hyperedge]] = {}
    for agreement in network.agreements:
        for party in {*agreement.voters, *agreement.parties}:
            involving.setdefault(party, []).append(agreement)
    groups: list[list[str]] = []
    for voter in network.voters:
        for group in groups:
            if _alike(network, involving, group[0], voter):
                group.append(voter)
                break
        else:
            groups.append([voter])
    return tuple(map(tuple, groups))


def _alike(network: AgreementNetwork, involving: Mapping[str, list[Hyperedge]], one: str, other: str) -> bool:
    for group in (frozenset(network.members), frozenset({network.partner}), network.within_partner):
        if (one in group) != (other in group):
            return False
    # Agreements with neither of the two stay what they are.
    concerned = (*involving[one], *involving[other])
    before = {_shape(agreement, {}) for agreement in concerned}
    return before == {_shape(agreement, {one: other, other: one}) for agreement in concerned}


def _shape(agreement: Hyperedge, swapped: Mapping[str, str]) -> object:
    """Return what an agreement is, whatever its name and the order in which it is written."""
    ends = sorted(
        (_rule(end.consents, swapped), tuple(sorted(swapped.get(party, party) for party in end.parties)))
        for end in agreement.ends
    )
    return _rule(agreement.in_force, swapped), tuple(ends)


def _rule(rule: Rule, swapped: Mapping[str, str]) -> str:
    if isinstance(rule, Vote):
        return swapped.get(rule.voter, rule.voter)
    if isinstance(rule, Quota):
        parts = sorted(f"{weight}*{_rule(part, swapped)}" for part, weight in rule.parts)
        return f"{rule.quota}({' '.join(parts)})"
    assert isinstance(rule, AllOf | AnyOf)
    parts = sorted(_rule(part, swapped) for part in rule.parts)
    return f"{'all' if isinstance(rule, AllOf) else 'any'}({' '.join(parts)})"
