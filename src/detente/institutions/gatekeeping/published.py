"""What gatekeeping publishes for claims: how far a member stands before others, and above them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from detente.case.decision_rules import DecisionRule
from detente.case.problems import CaseError
from detente.outcomes.per_case import per_case
from detente.outcomes.published import (
    OF,
    PARTY,
    Parameter,
    ParameterKind,
    UndefinedQuantityError,
    published,
    without_numbers,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.agreements import Agreement
    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase

__all__ = ["QUANTITIES"]

PARTNER = Parameter("partner", ParameterKind.PARTY)


def gatekeeping(certain: CertainCase, party: str, of: str, partner: str) -> Fraction:
    """How far other members' routes to a partner hang on the consent of one, if everybody else consents.

    From 0 to 1: the share of the others that have no route by agreements in force if the member refuses.
    """
    return _values(certain, party, of, partner)[party]


def gatekeeping_lead(certain: CertainCase, party: str, of: str, partner: str) -> Fraction:
    """How far the gatekeeping of one member exceeds that of all others; 0 where another's is as great.

    It is below zero where another's is greater.
    """
    values = dict(_values(certain, party, of, partner))
    own = values.pop(party)
    return own - max(values.values(), default=Fraction(0))


def _witness(certain: CertainCase, party: str, of: str, partner: str) -> str:
    from detente.institutions.gatekeeping.gatekeeping import gatekeeping_of

    _values(certain, party, of, partner)
    found = gatekeeping_of(_as_far_as_held(certain, party, partner), of, partner)
    said = " ".join(one for one in (found.answer, found.witness) if one).rstrip(".")
    return said[:1].lower() + said[1:] if said.startswith(("Every", "Nobody", "No ", "The ")) else said


def _values(certain: CertainCase, party: str, of: str, partner: str) -> Mapping[str, Fraction]:
    """Return the gatekeeping of every member, where everybody else consents."""
    if of not in certain.case.blocs:
        raise UndefinedQuantityError(f"{of} is no bloc, and has no members")
    try:
        found = _essential(_as_far_as_held(certain, party, partner), of, partner)
    except CaseError as error:
        raise UndefinedQuantityError("; ".join(map(str, error.problems))) from None
    if party not in found:
        raise UndefinedQuantityError(f"{party} is no member of {of}")
    return found


@per_case
def _essential(case: CaseFile, of: str, partner: str) -> Mapping[str, Fraction]:
    from detente.institutions.gatekeeping.agreement_network import network_of
    from detente.institutions.gatekeeping.routes import lost_routes

    network = network_of(case, of, partner)
    fellows = max(len(network.members) - 1, 1)
    return {member: Fraction(len(lost), fellows) for member, lost in lost_routes(network).items()}


def _as_far_as_held(certain: CertainCase, party: str, partner: str) -> CaseFile:
    """Return the case without the agreements that are dropped, and with other rules for those that are."""
    if not certain.dropped:
        return certain.case
    dropped = certain.dropped.intersection((*_agreements(certain.case), *_rules(certain.case, partner)))
    return _without(certain.case, dropped, party) if dropped else certain.case


@per_case
def _without(case: CaseFile, dropped: frozenset[str], party: str) -> CaseFile:
    left = {path.partition(".")[2]: one for path, one in _agreements(case).items() if path not in dropped}
    freed = [bloc for path, bloc in _rules(case, "").items() if path in dropped]
    blocs = {
        key: case.blocs[key].model_copy(update={"decides_by": _otherwise(case, key, party)}) for key in freed
    }
    return cast("Case", case).model_copy(update={"agreements": left, "blocs": {**case.blocs, **blocs}})


def _otherwise(case: CaseFile, bloc: str, party: str) -> DecisionRule:
    """Return the rule that a bloc could have instead.

    Where all must consent, the party that is asked about decides alone, or any member if it is none; under
    every other rule, all must consent.
    """
    if not case.blocs[bloc].decides_by.is_everybody:
        return DecisionRule(named="consensus")
    return DecisionRule(lead=party) if party in case.blocs[bloc].members else DecisionRule(at_least=1)


def _turns_on(certain: CertainCase, party: str, of: str, partner: str) -> tuple[str, ...]:
    """Return the paths of the agreements of a case, and of the rules by which blocs consent to them."""
    del party, of
    return (*_agreements(certain.case), *_rules(certain.case, partner))


def _agreements(case: CaseFile) -> Mapping[str, Agreement]:
    return {f"agreements.{key}": one for key, one in case.agreements.items()}


def _rules(case: CaseFile, partner: str) -> Mapping[str, str]:
    """Return the blocs that consent by their rules, by the paths of these; the partner consents as one."""
    bound = {one for agreement in case.agreements.values() for one in agreement.between} - {partner}
    return {f"blocs.{key}.decides_by": key for key in case.blocs if key in bound}


_ARGUMENTS = (PARTY, OF, PARTNER)
_BOUND = "who is bound with whom, and by which rule"
QUANTITIES = tuple(
    without_numbers(published(compute, _witness, _turns_on, _ARGUMENTS, "share", _BOUND))
    for compute in (gatekeeping, gatekeeping_lead)
)
"""Everything that gatekeeping publishes, in the order in which it is listed."""
