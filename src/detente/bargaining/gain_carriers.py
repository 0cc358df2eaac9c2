"""What carries a fall of the joint gain where the package that gave most can still be signed after a move."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from detente.bargaining.carriers import Carrier, CarrierKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.outcomes.moves import Move
    from detente.outcomes.negotiation import Negotiation
    from detente.outcomes.values import Valuation

__all__ = ["gain_carriers"]


def gain_carriers(
    negotiation: Negotiation, moved: Negotiation, move: Move, package: Mapping[str, str]
) -> tuple[Carrier, ...]:
    """Say through what the signatories gain less by a package once a move has been made outside.

    ``package``: one on the table before the move; of it everything but the moved issue is kept. What each
    signatory loses has three parts that add up: what another option of the moved issue than today's gave it
    in the package, which can no longer be agreed; what the move itself takes from it, where its value of no
    agreement stays what it was; and interactions. Only parts that take something are returned.
    """
    return tuple(
        Carrier(kind, key, points=points)
        for key in negotiation.signatories
        for kind, points in _parts(negotiation, moved, move, key, package)
        if points > 0
    )


def _parts(
    negotiation: Negotiation, moved: Negotiation, move: Move, key: str, package: Mapping[str, str]
) -> Iterator[tuple[CarrierKind, Fraction]]:
    before = negotiation.whole(package)
    after = {**before, move.issue: move.after}
    valuation = negotiation.valuations[key]
    # Where no agreement is worth what today is worth, the move changes that as well.
    shared = [(one, share) for one, share in negotiation.no_agreement[key] if one.walk_away is None]
    yield (
        CarrierKind.UNTRADEABLE,
        _points(valuation, move.issue, before[move.issue]) - _points(valuation, move.issue, move.before),
    )
    yield (
        CarrierKind.POINTS,
        _fall(valuation, move) - sum((share * _fall(one, move) for one, share in shared), Fraction(0)),
    )
    today = (
        share * (_interactions(one, negotiation.today) - _interactions(one, moved.today))
        for one, share in shared
    )
    yield (
        CarrierKind.INTERACTION,
        _interactions(valuation, before) - _interactions(valuation, after) - sum(today, Fraction(0)),
    )


def _fall(valuation: Valuation, move: Move) -> Fraction:
    return _points(valuation, move.issue, move.before) - _points(valuation, move.issue, move.after)


def _points(valuation: Valuation, issue: str, option: str) -> Fraction:
    return valuation.points[issue][option] if issue in valuation.points else Fraction(0)


def _interactions(valuation: Valuation, package: Mapping[str, str]) -> Fraction:
    return sum((points for when, points in valuation.interactions if when.holds(package)), Fraction(0))
