"""What gatekeeping publishes for claims: how far a member stands before others, and above them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from detente.case.problems import CaseError
from detente.outcomes.per_case import per_case
from detente.outcomes.published import (
    OF,
    PARTY,
    Parameter,
    ParameterKind,
    UndefinedQuantityError,
    nothing,
    published,
)

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.institutions.gatekeeping.result import Gatekeeping

__all__ = ["QUANTITIES"]

PARTNER = Parameter("partner", ParameterKind.PARTY)


def gatekeeping(certain: CertainCase, party: str, of: str, partner: str) -> Fraction:
    """How far other members' routes to a partner hang on the consent of one, if everybody else consents.

    From 0 to 1: the share of the others that have no route by agreements in force if the member refuses.
    """
    found = _found(certain, party, of, partner)
    return found.values[party]


def gatekeeping_lead(certain: CertainCase, party: str, of: str, partner: str) -> Fraction:
    """How far the gatekeeping of one member exceeds that of all others; 0 where another's is as great.

    It is below zero where another's is greater.
    """
    values = dict(_found(certain, party, of, partner).values)
    own = values.pop(party)
    return own - max(values.values(), default=Fraction(0))


def _witness(certain: CertainCase, party: str, of: str, partner: str) -> str:
    found = _found(certain, party, of, partner)
    said = " ".join(one for one in (found.answer, found.witness) if one).rstrip(".")
    return said[:1].lower() + said[1:] if said.startswith(("Every", "Nobody", "No ")) else said


def _found(certain: CertainCase, party: str, of: str, partner: str) -> Gatekeeping:
    case = certain.case
    if of not in case.blocs:
        raise UndefinedQuantityError(f"{of} is no bloc, and has no members")
    dropped = certain.dropped.intersection(_agreements(certain))
    try:
        found = _gatekeeping(case, of, partner, dropped)
    except CaseError as error:
        raise UndefinedQuantityError("; ".join(problem.message for problem in error.problems)) from None
    if party not in found.values:
        raise UndefinedQuantityError(f"{party} is no member of {of}")
    return found


@per_case
def _gatekeeping(case: CaseFile, of: str, partner: str, dropped: frozenset[str]) -> Gatekeeping:
    from detente.institutions.gatekeeping.gatekeeping import gatekeeping_of

    if dropped:
        left = {key: one for key, one in case.agreements.items() if _path(key) not in dropped}
        case = cast("Case", case).model_copy(update={"agreements": left})
    return gatekeeping_of(case, of, partner)


def _agreements(certain: CertainCase, *_: object) -> tuple[str, ...]:
    """Return the paths of the agreements of a case."""
    return tuple(map(_path, certain.case.agreements))


def _path(agreement: str) -> str:
    return f"agreements.{agreement}"


_ARGUMENTS = (PARTY, OF, PARTNER)
_BOUND = "who is bound with whom, and by which rule"
QUANTITIES = tuple(
    replace(
        published(compute, _witness, _agreements, _ARGUMENTS, "share", _BOUND),
        numbers=nothing,
        fixed=True,
    )
    for compute in (gatekeeping, gatekeeping_lead)
)
"""Everything that gatekeeping publishes, in the order in which it is listed."""
