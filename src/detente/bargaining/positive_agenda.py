"""The positive agenda: steps and packages that leave nobody worse off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.frontier.of_zone import frontier_of_rows
from detente.bargaining.frontier.traced_ties import beside
from detente.bargaining.frontier.union import union_frontier
from detente.bargaining.others import Others
from detente.bargaining.steps import Step, everybody, single_steps
from detente.outcomes.evaluation import values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from detente.bargaining.frontier.frontier import Frontier
    from detente.bargaining.zone import Zone
    from detente.outcomes.domain import Domain

__all__ = ["AgendaPackage", "PositiveAgenda", "positive_agenda"]


@dataclass(frozen=True)
class AgendaPackage:
    """A signable package in which some gain over today and nobody loses; ``gains`` are over today.

    ``packages`` is how many such packages are worth the same to the signatories; of them, this one is best
    for everybody by leximin of the gains.
    """

    package: Mapping[str, str]
    gains: Mapping[str, Fraction]
    packages: int


@dataclass(frozen=True)
class PositiveAgenda:
    """What everybody could agree to without a loss.

    ``steps`` are single changes that those who decide on them would take; ``packages`` are the best packages
    of the negotiation (undominated for the signatories) in which nobody, signatory or not, loses against
    today, those first in which whoever gains least gains most. ``exactness`` is that of ``packages``: they
    are ``bounded`` where better ones may be missing, or where packages that are worth the same to the
    signatories were too many to choose the best among them.
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
    concerned = Others(negotiation, everybody(certain))
    frontier, serving, zones = _harmless_frontier(zone, concerned)
    rows = range(len(frontier.values))
    fates = concerned.fates(zone, frontier, rows, chosen=serving, zones=zones)
    looked_for = all(fate.best for fate in fates)
    packages = [
        AgendaPackage(fate.package, concerned.gains(fate.package), int(frontier.multiplicity[row]))
        for row, fate in zip(rows, fates, strict=True)
    ]
    serving_some = [one for one in packages if any(gain > 0 for gain in one.gains.values())]
    by_name = sorted(serving_some, key=lambda one: sorted(one.package.items()))
    # By leximin: the least gain counts first, then the next.
    ordered = sorted(by_name, key=lambda one: sorted(one.gains.values()), reverse=True)
    return PositiveAgenda(steps, tuple(ordered), frontier.exactness if looked_for else "bounded")


def _harmless_frontier(
    zone: Zone, concerned: Others
) -> tuple[Frontier, NDArray[np.bool_] | None, Sequence[Domain]]:
    """Return the signatories' frontier over the signable packages in which nobody loses against today.

    Beside it, which of the packages that are written out these are, or the zones that hold them. Where
    packages are written out, those in which nobody gains either are left out.
    """
    negotiation, others = zone.negotiation, concerned.domain
    now = np.array(others.value(others.today), dtype=np.int64)
    written = zone.written_out
    if written is None:
        zones = [beside(one, others, now) for one in negotiation.zones]
        return union_frontier(zones), None, zones
    after = values(others, written.listing.packages[written.rows])
    serving = np.asarray((after >= now).all(axis=1) & (after > now).any(axis=1))
    return frontier_of_rows(written, serving, negotiation.domain), serving, ()
