"""Agreements as a hypergraph: each joins any number of parties, by a rule over their consent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.problems import CaseError
from detente.institutions.gatekeeping.entry_rules import consent_of, rule_in_force
from detente.outcomes.rule_tree import Rule, accepts, voters

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from detente.case.model import CaseFile

__all__ = ["AgreementNetwork", "End", "Hyperedge", "network_of", "parties_within"]


@dataclass(frozen=True)
class End:
    """One of those whom an agreement is between: by which rule it consents, and whom it then binds."""

    key: str
    consents: Rule
    parties: tuple[str, ...]


@dataclass(frozen=True)
class Hyperedge:
    """An agreement: the rule by which it is in force, over parties, and its ends."""

    key: str
    in_force: Rule
    ends: tuple[End, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """Everybody whom the agreement may bind, each once."""
        return tuple(dict.fromkeys(party for end in self.ends for party in end.parties))

    @property
    def voters(self) -> tuple[str, ...]:
        """Everybody whose consent may matter to the agreement, each once."""
        rules = (self.in_force, *(end.consents for end in self.ends))
        return tuple(dict.fromkeys(party for rule in rules for party in voters(rule)))

    def bound(self, consenting: AbstractSet[str]) -> tuple[str, ...]:
        """Return whom it binds when just these consent, each once; nobody while it is not in force."""
        if not accepts(self.in_force, consenting):
            return ()
        binding = (end for end in self.ends if accepts(end.consents, consenting))
        return tuple(dict.fromkeys(party for end in binding for party in end.parties))


@dataclass(frozen=True)
class AgreementNetwork:
    """The agreements through which the members of a bloc may have a route to a partner.

    ``within_partner``: members of the bloc that belong to the partner as well; they need no route.
    """

    bloc: str
    partner: str
    members: tuple[str, ...]
    agreements: tuple[Hyperedge, ...]
    within_partner: frozenset[str] = frozenset()

    @property
    def parties(self) -> tuple[str, ...]:
        """The members, the partner, and everybody else whom an agreement may bind, each once."""
        bound = (party for agreement in self.agreements for party in agreement.parties)
        return tuple(dict.fromkeys((*self.members, self.partner, *bound)))

    @property
    def voters(self) -> tuple[str, ...]:
        """Everybody whose consent may matter, each once, in the order of their names."""
        return tuple(sorted({party for agreement in self.agreements for party in agreement.voters}))


def network_of(case: CaseFile, bloc: str, partner: str) -> AgreementNetwork:
    """Return the agreements of a case as seen from a bloc and a partner.

    The partner, be it a party or a bloc, is one party here and consents as one. Every other bloc stands for
    its members and consents by its rule.

    Raises ``CaseError`` for a bloc or partner that the case does not have, and for a partner within the bloc.
    """
    _check(case, bloc, partner)
    edges = tuple(
        Hyperedge(
            key,
            rule_in_force(case, agreement, partner),
            tuple(
                End(one, consent_of(case, one, partner), parties_within(case, one, partner))
                for one in agreement.between
            ),
        )
        for key, agreement in case.agreements.items()
    )
    members = parties_within(case, bloc, partner)
    inside = frozenset(members) & frozenset(parties_within(case, partner, ""))
    return AgreementNetwork(bloc, partner, members, edges, inside)


def parties_within(case: CaseFile, key: str, partner: str) -> tuple[str, ...]:
    """Return the parties behind a party or bloc, each once; the partner counts as a party."""
    if key == partner or key not in case.blocs:
        return (key,)
    return tuple(
        dict.fromkeys(
            party for member in case.blocs[key].members for party in parties_within(case, member, partner)
        )
    )


def _check(case: CaseFile, bloc: str, partner: str) -> None:
    if bloc not in case.blocs:
        raise CaseError.unknown("bloc", bloc, case.blocs)
    if partner not in case.parties and partner not in case.blocs:
        raise CaseError.unknown("party or bloc", partner, (*case.parties, *case.blocs))
    if partner == bloc:
        raise CaseError.of(f"{bloc!r} cannot be its own partner")
    if partner in parties_within(case, bloc, partner):
        raise CaseError.of(f"{partner!r} belongs to {bloc!r}, so it cannot be its partner")
