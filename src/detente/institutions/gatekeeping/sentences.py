"""Gatekeeping in sentences: who stands between a bloc's members and a partner, and what shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, joined, together, within
from detente.institutions.gatekeeping.certain_routes import shortest_routes
from detente.institutions.gatekeeping.interchangeable import interchangeable
from detente.institutions.gatekeeping.least_refusals import least_refusals
from detente.institutions.gatekeeping.names import agreement_name
from detente.institutions.gatekeeping.reasons import why_lost
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from detente.institutions.gatekeeping.result import Gatekeeping

__all__ = ["answer_says", "number_says", "witness_says"]

MOST_NAMED = 5
"""Parties that a sentence names one by one."""


def number_says(value: Fraction) -> str:
    """Return a figure as it is read: whole where it is, else with three digits.

    >>> from fractions import Fraction
    >>> number_says(Fraction(1)), number_says(Fraction(531441, 10**6))
    ('1', '0.531')
    """
    return str(value) if value.denominator == 1 else f"{float(value):.3g}"


def answer_says(result: Gatekeeping) -> str:
    """Say who is the gatekeeper, if anybody is."""
    bloc, partner = _named(result, result.bloc), _named(result, result.partner)
    if len(result.values) == 1:
        [only] = result.values
        return f"{name_of(result.case, only)} is the only member of {bloc}, so it stands before nobody."
    if not result.routes:
        return f"No agreement gives a member of {bloc} a route to {partner}, so nobody stands in between."
    return f"{_estimated(result)}{_among_members(result, bloc, partner)}."


def _among_members(result: Gatekeeping, bloc: str, partner: str) -> str:
    if not result.greatest:
        return f"Nobody in {bloc} is a gatekeeper to {partner}{_unless(result)}"
    top, where = number_says(max(result.values.values())), _where(result)
    if result.gatekeeper:
        others = max(value for one, value in result.values.items() if one != result.gatekeeper)
        name, rest = name_of(result.case, result.gatekeeper), f"nobody else is above {number_says(others)}"
        return f"{name} is the gatekeeper of {bloc} to {partner}, at {top}{where}; {rest}"
    if result.intervals is not None:
        return f"{_alike(result)} are not told apart as gatekeepers of {bloc} to {partner}"
    if result.all_alike:
        alike = f"Every member of {bloc} is a gatekeeper to {partner} alike, at {top}{where}"
        return f"{alike}; none stands above the others"
    return f"{_alike(result)} are gatekeepers of {bloc} to {partner} alike, at {top}{where}"


def witness_says(result: Gatekeeping) -> str:
    """Say what happens to the others' routes if a member refuses; nothing where there is none to lose."""
    if len(result.values) == 1 or not result.routes:
        return _why_no_route(result) if not result.routes else ""
    if not result.greatest:
        return _kept(result)
    who = min(result.greatest, key=lambda one: name_of(result.case, one))
    name, partner = _named(result, who), _named(result, result.partner)
    lost = result.loses[who]
    if not lost:
        return _decides(result, who)
    opening = f"If any one of them refuses, say {name}," if result.all_alike else f"If {name} refuses,"
    if len(lost) == len(result.values) - 1:
        loss = f"nobody else in {_named(result, result.bloc)} has a route to {partner}"
    else:
        loss = f"{_names(result, lost)} {'has' if len(lost) == 1 else 'have'} no route to {partner}"
    return f"{opening} {loss}, as {why_lost(result, who)}."


def _kept(result: Gatekeeping) -> str:
    """Show that a route is kept where no refusal takes one away."""
    network = result.network
    partner = _named(result, result.partner)
    everybody = frozenset(network.voters)
    for who in network.members:
        left = shortest_routes(network, everybody - {who})
        for other in network.members:
            if other != who and other in left:
                name, whose = _named(result, who), _named(result, other)
                if not left[other]:
                    return f"If {name} refuses, {whose} still has a route to {partner}, to which it belongs."
                through = joined(f"“{agreement_name(result.case, key)}”" for key in left[other])
                return f"If {name} refuses, {whose} still has a route to {partner}, through {through}."
    return "Only one member has a route, which no other member can close."


def _decides(result: Gatekeeping, who: str) -> str:
    """Show the fewest refusals of others at which a member's consent decides."""
    name, partner = _named(result, who), _named(result, result.partner)
    found = least_refusals(result.network, interchangeable(result.network), who)
    if found is None:
        return f"{_opening(name)} decides only where others refuse as well."
    refuse = "refuses" if len(found.refusing) == 1 else "refuse"
    verb = "has" if len(found.concerned) == 1 else "have"
    return (
        f"If {_names(result, found.refusing)} {refuse}, {name} decides:"
        f" {_names(result, found.concerned)} {verb} a route to {partner} only if {name} consents."
    )


def _why_no_route(result: Gatekeeping) -> str:
    concerned = [
        agreement for agreement in result.network.agreements if result.network.partner in agreement.parties
    ]
    partner = _named(result, result.partner)
    if not concerned:
        return f"No agreement names {partner}."
    named = joined(f"“{agreement_name(result.case, agreement.key)}”" for agreement in concerned)
    bloc = _named(result, result.bloc)
    return f"Even if everybody consents, nothing joins a member of {bloc} to {partner} through {named}."


def _unless(result: Gatekeeping) -> str:
    if result.polynomials is not None and not any(one.coefficients for one in result.polynomials.values()):
        return ", whatever the others do: no member's refusal takes a route away from another"
    if result.probability == 1:
        return " while all others consent: no single refusal takes a route away from another"
    return f"{_where(result)}: no member's refusal is shown to take a route away from another"


def _where(result: Gatekeeping) -> str:
    if result.probability == 1:
        return ""
    return f" where each party consents with probability {number_says(result.probability)}"


def _estimated(result: Gatekeeping) -> str:
    return f"Estimated from {result.samples:,} draws: " if result.exactness == "estimated" else ""


def _names(result: Gatekeeping, keys: Iterable[str]) -> str:
    listed = [_named(result, key) for key in keys]
    if len(listed) <= MOST_NAMED:
        return together(listed)
    rest = len(listed) - MOST_NAMED + 1
    return f"{', '.join(listed[: MOST_NAMED - 1])} and {rest} others"


def _alike(result: Gatekeeping) -> str:
    return _opening(_names(result, result.tied))


def _opening(names: str) -> str:
    """Return names as a sentence begins with them: with a large article, and as they are otherwise."""
    return capitalised(names) if names.startswith("the ") else names


def _named(result: Gatekeeping, key: str) -> str:
    return within(name_of(result.case, key))
