"""In which of many certain cases of one case something can be signed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.bargaining.solutions.solution import solved
from detente.bargaining.zone import Zone
from detente.bargaining.zones import Common, Zones
from detente.case.formula import TRUE
from detente.outcomes.negotiation import negotiation_of

if TYPE_CHECKING:
    from detente.outcomes.negotiation import Negotiation
    from detente.outcomes.sample import Sample

__all__ = ["is_signable", "signed_in"]


def signed_in(negotiation: Negotiation, sample: Sample) -> tuple[bool, ...]:
    """Tell for each certain case whether something can be signed in it.

    ``negotiation``: what is on the table, who signs and what is dropped, the same for all of them; of its
    numbers nothing is used. Where packages are few, all cases judge them together, and else each by itself.

    Raises ``ValueError`` where one of them is too large.
    """
    counts = Zones(Common(negotiation), sample).signable_where(TRUE)
    if counts is not None:
        return tuple(count > 0 for count in counts)
    again = (
        negotiation_of(sample.one(place), issues=negotiation.issues, signatories=negotiation.signatories)
        for place in range(len(sample))
    )
    return tuple(is_signable(Zone(replace(one, dropped=negotiation.dropped))) for one in again)


def is_signable(zone: Zone) -> bool:
    """Tell whether something can be signed; where no package was drawn that can, the frontier decides."""
    if zone.signable.value or zone.signable.exact:
        return zone.signable.value > 0
    return bool(solved(zone)["nash"].points)
