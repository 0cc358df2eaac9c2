"""Adjusted winner: a division between two parties that is envy-free, equitable and efficient."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.outcomes.negotiation import Negotiation

__all__ = ["AdjustedWinner", "adjusted_winner"]


@dataclass(frozen=True)
class AdjustedWinner:
    """The division: who wins which issue, and the one issue that may have to be shared.

    ``points`` are those of the procedure, in which everything contested is worth 100 to each party.
    """

    wins: Mapping[str, str]
    split_issue: str | None
    shares: Mapping[str, Fraction]
    points: Mapping[str, Fraction]
    agreed: Mapping[str, str]


def adjusted_winner(negotiation: Negotiation) -> AdjustedWinner | None:
    """Return the adjusted-winner division, or None unless exactly two parties sign and they disagree.

    On each issue a party's points are what its favourite option is worth to it above the other's favourite.
    Issues on which the two favour the same option are settled so and contested by nobody. Then (1) each
    contested issue goes to whoever gives it more points, (2) issues pass from the leader to the other in
    order of the ratio of their points, closest to one first, (3) until the totals are equal, the last one
    being shared. It assumes that an issue can be shared in proportion, as the procedure does.

    Source: S. J. Brams and A. D. Taylor, "Fair Division" (1996), chapter 4.
    """
    if len(negotiation.signatories) != 2:  # noqa: PLR2004 - the procedure is for two
        return None
    first, second = negotiation.signatories
    contested: dict[str, tuple[Fraction, Fraction]] = {}
    agreed: dict[str, str] = {}
    for issue in negotiation.issues:
        offered = tuple(negotiation.case.issues[issue].options)
        ours, theirs = (
            negotiation.valuations[key].points.get(issue, dict.fromkeys(offered, Fraction(0)))
            for key in (first, second)
        )
        shared = [option for option in offered if _best(ours, option) and _best(theirs, option)]
        if shared:
            agreed[issue] = shared[0]
            continue
        # Among favourites of equal worth the one that is best for the other leaves least to contest.
        our_choice = max(offered, key=lambda option: (ours[option], theirs[option]))
        their_choice = max(offered, key=lambda option: (theirs[option], ours[option]))
        contested[issue] = (ours[our_choice] - ours[their_choice], theirs[their_choice] - theirs[our_choice])
    if not contested:
        return None
    return _divided((first, second), contested, agreed)


def _best(points: Mapping[str, Fraction], option: str) -> bool:
    return points[option] == max(points.values())


def _divided(
    parties: tuple[str, str], contested: Mapping[str, tuple[Fraction, Fraction]], agreed: Mapping[str, str]
) -> AdjustedWinner:
    totals = [sum(points[side] for points in contested.values()) for side in (0, 1)]
    points = {
        issue: (100 * ours / totals[0], 100 * theirs / totals[1])
        for issue, (ours, theirs) in contested.items()
    }
    winner = {issue: 0 if ours >= theirs else 1 for issue, (ours, theirs) in points.items()}
    won = [sum(points[issue][side] for issue in points if winner[issue] == side) for side in (0, 1)]
    leader = 0 if won[0] >= won[1] else 1
    other = 1 - leader
    shares = {issue: Fraction(1) for issue in points}
    split = None
    passing = sorted(
        (issue for issue in points if winner[issue] == leader),
        key=lambda issue: (points[issue][leader] / points[issue][other], issue),
    )
    for issue in passing:
        if won[leader] == won[other]:
            break
        ahead, ours, theirs = won[leader] - won[other], points[issue][leader], points[issue][other]
        passed = min(Fraction(1), ahead / (ours + theirs))
        won[leader] -= passed * ours
        won[other] += passed * theirs
        if passed < 1:
            split = issue
            shares[issue] = 1 - passed
            break
        winner[issue] = other
    return AdjustedWinner(
        wins={issue: parties[side] for issue, side in winner.items()},
        split_issue=split,
        shares={} if split is None else {parties[leader]: shares[split], parties[other]: 1 - shares[split]},
        points={party: Fraction(won[side]) for side, party in enumerate(parties)},
        agreed=dict(agreed),
    )
