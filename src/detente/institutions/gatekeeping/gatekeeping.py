"""Gatekeeping: how far fellow members' routes to a partner hang on one member's consent.

Each party consents once, to all agreements, independently with probability p. For a member v of a bloc,

    G_v = mean over its fellow members x of P(x has a route | v consents) - P(x has a route | v refuses).

With p = 1 this asks who is essential, with p = 1/2 it is the mean of the absolute Banzhaf indices of v in the
games "x has a route" (Banzhaf 1965), and for any p of Birnbaum's (1969) measures of importance.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.problems import CaseError
from detente.institutions.gatekeeping.agreement_network import network_of
from detente.institutions.gatekeeping.certain_routes import agreements_on_routes, shortest_routes
from detente.institutions.gatekeeping.consent_polynomial import from_swings
from detente.institutions.gatekeeping.estimate import at_certainty, estimated
from detente.institutions.gatekeeping.interchangeable import interchangeable
from detente.institutions.gatekeeping.result import Gatekeeping
from detente.institutions.gatekeeping.routes import lost_routes
from detente.institutions.gatekeeping.sentences import answer_says, witness_says
from detente.institutions.gatekeeping.swings import MOST_PATTERNS, patterns_of, swings

if TYPE_CHECKING:
    from detente.case.model import CaseFile

__all__ = ["gatekeeping_of"]

ALL_CONSENT = Fraction(1)


def gatekeeping_of(  # noqa: PLR0913 - the last two matter to large networks alone
    case: CaseFile,
    bloc: str,
    partner: str,
    probability: Fraction | int | str = ALL_CONSENT,
    *,
    seed: int = 0,
    most_patterns: int = MOST_PATTERNS,
) -> Gatekeeping:
    r"""Return how far the routes of a bloc's members to a partner hang on each of them.

    ``probability``: with which each party consents, such as ``Fraction(9, 10)`` or ``"0.9"``. The partner
    counts as one party, also where it is a bloc: its own rule would multiply every figure by the same factor
    and change nothing between the members. ``seed`` and ``most_patterns`` matter only to networks that are
    too large to go through, which are estimated where the probability is neither 0 nor 1.

    Raises ``CaseError`` for an unknown bloc or partner, a partner within the bloc, and a probability that is
    none.

    >>> import detente
    >>> text = "detente: 1\ntitle: A river\nas_of: 2024-01-01\nparties: {up: {}, down: {}, sea: {}}\n"
    >>> text += "blocs: {basin: {members: [up, down]}}\nagreements: {port: {between: [basin, sea]}}\n"
    >>> found = gatekeeping_of(detente.Case.from_text(text), "basin", "sea", Fraction(9, 10))
    >>> found.values["up"], str(found.polynomials["up"]), found.gatekeeper, found.tied
    (Fraction(81, 100), 'p^2', None, ('up', 'down'))
    """
    chance = _probability(probability)
    network = network_of(case, bloc, partner)
    groups = interchangeable(network)
    fellows = max(len(network.members) - 1, 1)
    result = Gatekeeping(
        case,
        network,
        bloc,
        partner,
        chance,
        {},
        None,
        shortest_routes(network),
        agreements_on_routes(network),
        lost_routes(network),
        "exact",
    )
    if patterns_of(groups) <= most_patterns:
        counted = swings(network, groups)
        polynomials = {member: from_swings(counted[member], fellows) for member in network.members}
        values = {member: polynomials[member](chance) for member in network.members}
        result = replace(result, values=values, polynomials=polynomials)
    elif chance in {0, 1}:
        result = replace(result, values=at_certainty(network, chance))
    else:
        drawn = estimated(network, chance, seed)
        result = replace(
            result,
            values=drawn.values,
            exactness="estimated",
            intervals=drawn.intervals,
            samples=drawn.samples,
            seed=drawn.seed,
        )
    return replace(result, answer=answer_says(result), witness=witness_says(result))


def _probability(given: Fraction | int | str) -> Fraction:
    try:
        chance = Fraction(given)
    except (ValueError, ZeroDivisionError):
        raise CaseError.of(f"{given!r} is no probability: write a number from 0 to 1, such as 0.9") from None
    if not 0 <= chance <= 1:
        raise CaseError.of(f"a probability lies between 0 and 1, and {given} does not")
    return chance
