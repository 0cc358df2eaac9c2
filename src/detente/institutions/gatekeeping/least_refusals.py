"""The fewest refusals of others at which a member's consent decides whether a fellow member has a route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.institutions.gatekeeping.routes import decided_routes
from detente.institutions.gatekeeping.swings import AT_A_TIME, MOST_PATTERNS, patterns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork

__all__ = ["Decided", "least_refusals"]


@dataclass(frozen=True)
class Decided:
    """Others who refuse, and the fellow members who then have a route only if the member consents."""

    refusing: tuple[str, ...]
    concerned: tuple[str, ...]


def least_refusals(network: AgreementNetwork, groups: Sequence[Sequence[str]], member: str) -> Decided | None:
    """Return a pattern with the fewest refusals of others at which a member decides; None if there is none.

    ``groups``: of interchangeable voters; they are still interchangeable once the member is taken out. None
    as well where there are too many patterns to go through.
    """
    rest = [tuple(one for one in group if one != member) for group in groups]
    total = patterns_of(rest)
    if total > MOST_PATTERNS:
        return None
    found, fewest = None, None
    for first in range(0, total, AT_A_TIME):
        last = min(first + AT_A_TIME, total)
        shape = tuple(len(group) + 1 for group in rest)
        refusals = np.stack(np.unravel_index(np.arange(first, last), shape))
        consents = {
            party: place >= refusals[rank]
            for rank, group in enumerate(rest)
            for place, party in enumerate(group)
        }
        decided = decided_routes(network, consents, member, last - first)
        decides = np.flatnonzero(np.any(list(decided.values()), axis=0))
        if not decides.size:
            continue
        numbers = refusals.sum(axis=0)[decides]
        if fewest is None or numbers.min() < fewest:
            fewest, at = numbers.min(), decides[numbers.argmin()]
            refusing = tuple(party for party, array in consents.items() if not array[at])
            found = Decided(refusing, tuple(one for one, array in decided.items() if array[at]))
    return found
