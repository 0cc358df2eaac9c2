"""Gains as shares of the most that each signatory can gain, a scale on which all can be drawn together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.bargaining.points import Point
    from detente.bargaining.result import Bargaining

__all__ = ["gain_shares", "ideals"]


def ideals(result: Bargaining) -> dict[str, Fraction]:
    """Return the greatest gain over no agreement that each signatory has on the frontier, in points."""
    walk_away = result.negotiation.walk_away
    return {
        key: max((point.value[key] for point in result.frontier), default=walk_away[key]) - walk_away[key]
        for key in result.negotiation.signatories
    }


def gain_shares(result: Bargaining, point: Point) -> dict[str, Fraction]:
    """Return the gain of each signatory as a share of its greatest; who cannot gain is left out.

    Nobody is left out who could gain in some signable package, as its best one has a value on the frontier.

    >>> import detente
    >>> result = detente.bargaining.analyse(detente.load("panama-canal"))
    >>> nash = result.solutions["nash"].points[0]
    >>> {party: str(share) for party, share in gain_shares(result, nash).items()}
    {'usa': '16/25', 'panama': '17/25'}
    """
    walk_away = result.negotiation.walk_away
    return {
        key: (point.value[key] - walk_away[key]) / ideal for key, ideal in ideals(result).items() if ideal > 0
    }
