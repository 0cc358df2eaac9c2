"""The positive agenda: steps and packages that leave nobody worse off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.frontier.of_zone import frontier_of_rows
from detente.bargaining.frontier.union import union_frontier
from detente.bargaining.steps import Step, everybody, single_steps
from detente.outcomes.encoding import encoded
from detente.outcomes.evaluation import values
from detente.outcomes.values import Valuation, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from detente.bargaining.frontier.frontier import Frontier
    from detente.bargaining.zone import Zone
    from detente.outcomes.domain import Domain
    from detente.outcomes.negotiation import Negotiation

__all__ = ["AgendaPackage", "PositiveAgenda", "positive_agenda"]


@dataclass(frozen=True)
class AgendaPackage:
    """A signable package in which some gain over today and nobody loses; ``gains`` are over today."""

    package: Mapping[str, str]
    gains: Mapping[str, Fraction]
    packages: int


@dataclass(frozen=True)
class PositiveAgenda:
    """What everybody could agree to without a loss.

    ``steps`` are single changes that those who decide on them would take; ``packages`` are the best packages
    of the negotiation (undominated for the signatories) in which nobody, signatory or not, loses against
    today, those first in which whoever gains least gains most; ``exactness`` is that of ``packages``.
    """

    steps: tuple[Step, ...]
    packages: tuple[AgendaPackage, ...]
    exactness: str


def positive_agenda(zone: Zone) -> PositiveAgenda:
    """Return the steps and packages that leave nobody worse off than today and somebody better."""
    negotiation = zone.negotiation
    certain = negotiation.certain
    steps = tuple(
        one
        for one in single_steps(certain)
        if one.signable and not one.losers and any(gain > 0 for gain in one.gains.values())
    )
    worth = {key: value_of(certain, key) for key in everybody(certain)}
    frontier = _harmless_frontier(zone, worth)
    # By leximin: the least gain counts first, then the next.
    ordered = sorted(
        _packages(negotiation, frontier, worth), key=lambda one: sorted(one.gains.values()), reverse=True
    )
    return PositiveAgenda(steps, tuple(ordered), frontier.exactness)


def _harmless_frontier(zone: Zone, worth: Mapping[str, Valuation]) -> Frontier:
    """Return the signatories' frontier over the signable packages in which nobody loses against today.

    Where packages are written out, those in which nobody gains either are left out.
    """
    negotiation = zone.negotiation
    written = zone.written_out
    if written is None:
        return union_frontier([_harmless(negotiation, one, worth) for one in negotiation.zones])
    outsiders = encoded(negotiation, worth, 0)
    now = np.array(outsiders.value(_today(negotiation)), dtype=np.int64)
    after = values(outsiders, written.listing.packages[written.rows])
    serving = np.asarray((after >= now).all(axis=1) & (after > now).any(axis=1))
    return frontier_of_rows(written, serving, len(negotiation.signatories))


def _today(negotiation: Negotiation) -> tuple[int, ...]:
    return negotiation.domain.numbered({issue: negotiation.today[issue] for issue in negotiation.issues})


def _harmless(negotiation: Negotiation, zone: Domain, worth: Mapping[str, Valuation]) -> Domain:
    """Return the zone with a floor at today's value for everybody who has a stance."""
    outsiders = encoded(negotiation, worth, 0)
    interactions = {one.when: one.points for one in zone.interactions}
    added = {one.when: one.points for one in outsiders.interactions}
    none, none_added = np.zeros(len(zone.columns), np.int64), np.zeros(len(outsiders.columns), np.int64)
    return replace(
        zone,
        columns=(*zone.columns, *(f"{key} (today)" for key in outsiders.columns)),
        points=tuple(
            np.concatenate([ours, theirs], axis=1)
            for ours, theirs in zip(zone.points, outsiders.points, strict=True)
        ),
        floors=np.concatenate([zone.floors, np.array(outsiders.value(_today(negotiation)), dtype=np.int64)]),
        interactions=tuple(
            replace(
                one,
                points=np.concatenate([interactions.get(one.when, none), added.get(one.when, none_added)]),
            )
            for one in {one.when: one for one in (*zone.interactions, *outsiders.interactions)}.values()
        ),
        units=(*zone.units, *outsiders.units),
    )


def _packages(
    negotiation: Negotiation, frontier: Frontier, worth: Mapping[str, Valuation]
) -> list[AgendaPackage]:
    found = []
    for package, count in zip(frontier.packages.tolist(), frontier.multiplicity, strict=True):
        named = negotiation.domain.named(package)
        after = negotiation.whole(named)
        gains = {key: value.of(after) - value.of(negotiation.today) for key, value in worth.items()}
        if any(gain > 0 for gain in gains.values()):
            found.append(AgendaPackage(named, gains, int(count)))
    return found
