"""How far the sections of the page hold: each finding of the nominal case, judged again in draws."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.bargaining.obstacles import obstacle
from detente.bargaining.result import Bargaining
from detente.bargaining.steps import everybody, step
from detente.bargaining.zone import Zone
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.values import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from detente.case.uncertainty import CertainCase
    from detente.outcomes.moves import Move
    from detente.outcomes.negotiation import Negotiation
    from detente.report.losers import Losers

__all__ = ["AcrossDraws", "across_draws"]


@dataclass(frozen=True)
class AcrossDraws:
    """In how many of ``draws`` certain cases what was found in the nominal case is so.

    ``harm``: each move made outside does harm. ``steps``: each step of the positive agenda would be taken,
    and somebody gains by it and nobody loses. ``package``: so it is with the package of the agenda that is
    shown. ``losers``: each party without a part in the decision loses by some value on the frontier.
    ``losing_steps``: each step by which somebody loses who does not decide would be taken, and somebody does.
    """

    draws: int
    harm: Mapping[Move, int]
    steps: Mapping[Move, int]
    package: int
    losers: Mapping[str, int]
    losing_steps: Mapping[Move, int]


def across_draws(
    nominal: Bargaining,
    losers: Losers,
    drawn: Sequence[CertainCase],
    progress: Callable[[str], None],
) -> AcrossDraws:
    """Judge what was found in the nominal case again in each of some draws, at least one."""
    harm: Counter[Move] = Counter()
    steps: Counter[Move] = Counter()
    losing: Counter[str] = Counter()
    losing_steps: Counter[Move] = Counter()
    package = 0
    offered = nominal.positive_agenda.packages[:1]
    for done, certain in enumerate(drawn, start=1):
        progress(f"what holds in draw {done} of {len(drawn)}")
        negotiation = negotiation_of(
            certain, issues=nominal.negotiation.issues, signatories=nominal.negotiation.signatories
        )
        zone = Zone(negotiation)
        harm.update(one.move for one in nominal.obstacles if obstacle(zone, one.move).harmful)
        steps.update(one.move for one in nominal.positive_agenda.steps if _harms_nobody(certain, one.move))
        losing_steps.update(one.move for one, outside in losers.steps if _harms(certain, one.move, outside))
        losing.update({party for point in Bargaining(zone).frontier for party in point.losers})
        package += any(_serves_all(negotiation, one.package) for one in offered)
    return AcrossDraws(len(drawn), harm, steps, package, losing, losing_steps)


def _harms_nobody(certain: CertainCase, move: Move) -> bool:
    found = step(certain, move)
    return found.signable and not found.losers and any(gain > 0 for gain in found.gains.values())


def _harms(certain: CertainCase, move: Move, outside: Sequence[str]) -> bool:
    found = step(certain, move)
    return found.signable and any(party in found.losers for party in outside)


def _serves_all(negotiation: Negotiation, package: Mapping[str, str]) -> bool:
    """Tell whether a package is signed, and leaves nobody worse off than today and somebody better."""
    if not negotiation.signs(package):
        return False
    certain, after = negotiation.certain, negotiation.whole(package)
    gains = [value_of(certain, key).gain(negotiation.today, after) for key in everybody(certain)]
    return min(gains, default=0) >= 0 and max(gains, default=0) > 0
