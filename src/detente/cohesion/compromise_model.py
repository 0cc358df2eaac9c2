"""The compromise model: the outcome as the mean of what parties want, each with its power and its salience.

Sources: J. van den Bos, "Dutch EC Policy Making" (1991); C. Achen, in R. Thomson and others (editors), "The
European Union Decides" (2006), found it hard to beat. Pairwise votes and the weighted median are those of
B. Bueno de Mesquita, "Political forecasting: an expected utility method", in B. Bueno de Mesquita and
F. Stokman (editors), "European Community Decision Making" (1994), after D. Black, "The Theory of Committees
and Elections" (1958).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.outcomes.holders import stance_holder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.case.uncertainty import CertainCase

__all__ = ["Actor", "Compromise", "compromise", "weighted_mean", "weighted_median"]


@dataclass(frozen=True)
class Actor:
    """A party with its position on the scale, its power, and how much the issue matters to it."""

    party: str
    position: Fraction
    power: Fraction
    salience: Fraction

    @property
    def force(self) -> Fraction:
        """What it brings to bear: power times salience."""
        return self.power * self.salience


@dataclass(frozen=True)
class Compromise:
    """The forecast for one issue.

    ``mean`` is the compromise; ``median`` the lowest and the highest weighted median, which are mostly the
    same; ``votes`` for two options the force for the first less that for the second, each actor's force times
    by how much nearer to it the one is; ``unbeaten`` the options that lose no such vote; ``nearest`` those
    whose place is nearest to the mean. ``powers`` tells whether the case gives capabilities; if so, parties
    without one are ``left_out``.
    """

    issue: str
    actors: tuple[Actor, ...]
    places: Mapping[str, Fraction]
    mean: Fraction
    median: tuple[Fraction, Fraction]
    votes: Mapping[tuple[str, str], Fraction]
    powers: bool
    left_out: tuple[str, ...]

    @property
    def unbeaten(self) -> tuple[str, ...]:
        """The options that lose no vote against another; none where every option loses some."""
        return tuple(
            one for one in self.places if all(self.votes[one, two] >= 0 for two in self.places if two != one)
        )

    @property
    def nearest(self) -> tuple[str, ...]:
        """The options whose place is nearest to the compromise."""
        least = min(abs(place - self.mean) for place in self.places.values())
        return tuple(one for one, place in self.places.items() if abs(place - self.mean) == least)


def compromise(certain: CertainCase, issue: str) -> Compromise | None:
    """Return the forecast for an issue, or None where its options have no places, or nobody has a force.

    All parties with a stance on the issue count, whether or not they sign. A party stands where the option
    lies that it likes best, or halfway between several; one that likes all alike has no position. Its
    salience is the weight that it gives the issue, so that weights must be on one scale for all parties.
    """
    case = certain.case
    offered = case.issues[issue].options
    if any(option.place is None for option in offered.values()):
        return None
    places = {option: certain.number(f"issues.{issue}.options.{option}.place") for option in offered}
    powers = any(one.capability is not None for one in case.parties.values())
    actors, left_out = [], []
    for party, given in case.parties.items():
        holder = stance_holder(case, party, issue)
        position = None if holder is None else _position(certain, issue, holder, places)
        if position is None:
            continue
        if powers and given.capability is None:
            left_out.append(party)
            continue
        power = certain.number(f"parties.{party}.capability") if powers else Fraction(1)
        salience = certain.numbers.get(f"issues.{issue}.stances.{holder}.weight", Fraction(1))
        actors.append(Actor(party, position, power, salience))
    if not sum(one.force for one in actors):
        return None
    votes = {
        (one, two): sum((_vote(actor, places[one], places[two]) for actor in actors), Fraction(0))
        for one in places
        for two in places
        if one != two
    }
    return Compromise(
        issue,
        tuple(actors),
        places,
        weighted_mean(actors),
        weighted_median(actors),
        votes,
        powers,
        tuple(left_out),
    )


def weighted_mean(actors: Sequence[Actor]) -> Fraction:
    """Return the mean position, each weighted by force."""
    total = sum((one.force for one in actors), Fraction(0))
    return sum((one.force * one.position for one in actors), Fraction(0)) / total


def weighted_median(actors: Sequence[Actor]) -> tuple[Fraction, Fraction]:
    """Return the lowest and the highest position with at most half of the force on either side of it."""
    total = sum((one.force for one in actors), Fraction(0))
    ranked = sorted((one for one in actors if one.force), key=lambda one: one.position)
    low = high = None
    below = Fraction(0)
    for one in ranked:
        below += one.force
        if low is None and 2 * below >= total:
            low = one.position
        if high is None and 2 * below > total:
            high = one.position
    assert low is not None and high is not None, "somebody has force"  # noqa: PT018 - one fact
    return low, high


def _vote(actor: Actor, one: Fraction, two: Fraction) -> Fraction:
    return actor.force * (abs(actor.position - two) - abs(actor.position - one))


def _position(
    certain: CertainCase, issue: str, holder: str, places: Mapping[str, Fraction]
) -> Fraction | None:
    stance, path = certain.case.issues[issue].stances[holder], f"issues.{issue}.stances.{holder}"
    if stance.order is None and stance.points is None:
        return None
    points = {option: certain.number(f"{path}.points.{option}") for option in places}
    best = [option for option in places if points[option] == max(points.values())]
    if len(best) == len(places) and len(places) > 1:
        return None
    return sum((places[option] for option in best), Fraction(0)) / len(best)
