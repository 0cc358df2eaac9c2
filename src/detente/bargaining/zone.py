"""The zone of agreement: which packages can be signed, and how many they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import TRUE, Formula
from detente.outcomes.counting.counting import Count, count
from detente.outcomes.counting.union import count_union
from detente.outcomes.domain import Domain
from detente.outcomes.listing import Listing, listing
from detente.outcomes.negotiation import negotiation_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.case.uncertainty import CertainCase
    from detente.outcomes.negotiation import Negotiation

__all__ = ["Signable", "Zone", "listed", "zone_of"]


@dataclass(frozen=True, eq=False)
class Signable:
    """The signable packages written out.

    ``rows``: row numbers in the listing; ``values``: (rows, columns), integer steps.
    """

    listing: Listing
    rows: NDArray[np.intp]
    values: NDArray[np.int64]

    def where(self, formula: Formula) -> NDArray[np.bool_]:
        """Tell in which signable packages a formula holds."""
        return self.listing.where(formula)[self.rows]


@dataclass(frozen=True, eq=False)
class Zone:
    """The signable packages of a negotiation.

    They are written out while there are at most two million that meet rules, red lines and demands;
    past that they are counted without being written out.
    """

    negotiation: Negotiation

    @cached_property
    def written_out(self) -> Signable | None:
        """The signable packages one by one, or None where there are too many to write out."""
        negotiation = self.negotiation
        required = tuple(one.requires for one in negotiation.lines if one.requires is not None)
        common = (*negotiation.rules, *(required if negotiation.conjunctive else ()))
        options = tuple(tuple(negotiation.case.issues[issue].options) for issue in negotiation.issues)
        packages = listed(negotiation.issues, options, tuple(dict.fromkeys(common)))
        if packages is None:
            return None
        if not len(packages):
            return Signable(
                packages, np.zeros(0, np.intp), np.zeros((0, len(negotiation.signatories)), np.int64)
            )
        values = packages.values(negotiation.domain)
        signable = np.zeros(len(packages), dtype=bool)
        for zone in negotiation.zones:
            accepted = packages.above_floors(zone, values)
            for requirement in zone.requirements if not negotiation.conjunctive else ():
                accepted &= packages.where(requirement)
            signable |= accepted
        rows = np.flatnonzero(signable)
        return Signable(packages, rows, values[rows])

    @cached_property
    def feasible(self) -> Count:
        """How many packages can exist under the rules."""
        return self.feasible_where(TRUE)

    def feasible_where(self, formula: Formula) -> Count:
        """Return in how many packages that can exist a formula holds."""
        settled = self.negotiation.settled(formula)
        return count(_with_requirement(self.negotiation.domain, settled))

    @cached_property
    def signable(self) -> Count:
        """How many packages can be signed."""
        return self.signable_where(TRUE)

    def signable_where(self, formula: Formula) -> Count:
        """Return in how many signable packages a formula holds."""
        settled = self.negotiation.settled(formula)
        written = self.written_out
        if written is not None:
            return Count(int(written.where(settled).sum()))
        zones = [_with_requirement(zone, settled) for zone in self.negotiation.zones]
        return count(zones[0]) if len(zones) == 1 else count_union(zones)

    @property
    def share(self) -> Fraction | None:
        """The share of the feasible packages that can be signed; None where none is feasible."""
        feasible = self.feasible.value
        return Fraction(self.signable.value, feasible) if feasible else None


@lru_cache(maxsize=8)
def zone_of(certain: CertainCase) -> Zone:
    """Return the zone of agreement of the negotiation that a case describes."""
    return Zone(negotiation_of(certain))


@lru_cache(maxsize=32)
def listed(
    issues: tuple[str, ...], options: tuple[tuple[str, ...], ...], requirements: tuple[Formula, ...]
) -> Listing | None:
    """Return the packages that meet requirements, or None where there are too many to write out."""
    return listing(Domain.unvalued(issues, options, requirements))


def _with_requirement(domain: Domain, formula: Formula) -> Domain:
    return domain if formula == TRUE else replace(domain, requirements=(*domain.requirements, formula))
