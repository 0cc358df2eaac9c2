"""The columns of a comparison over the same draws, so that what differs between them is not chance.

What variants share has one value in all of them in each draw (common random numbers). A draw is better for a
signatory where it gains more over no agreement in the Nash solution; where nothing can be signed, it gains
nothing. It is better for the goal where the greatest chance of it is greater.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.bargaining.signed_in import signed_in
from detente.bargaining.solutions.solution import solved
from detente.bargaining.zone import Zone
from detente.case.problems import TooLargeError
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.published import UndefinedQuantityError
from detente.outcomes.sample import Sample
from detente.outcomes.wilson import wilson
from detente.roadmap.across import MOST_DRAWS
from detente.roadmap.chance_of import chance_of
from detente.roadmap.comparison.regret import NEARLY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from detente.case.uncertainty import CertainCase
    from detente.comparison.column import Column

__all__ = ["Drawn", "Preferred", "Share", "drawn"]


@dataclass(frozen=True)
class Share:
    """In how many of so many draws something is so."""

    hits: int
    draws: int

    @property
    def value(self) -> float:
        """The share."""
        return self.hits / self.draws

    @property
    def interval(self) -> tuple[float, float]:
        """Its Wilson interval of 95 %; approximate, as draws of a Latin hypercube are not independent."""
        return wilson(self.hits, self.draws)


@dataclass(frozen=True)
class Preferred:
    """For whom, or for the goal where that is None, a column is better than another in how many draws."""

    column: int
    other: int
    party: str | None
    better: Share
    worse: Share


@dataclass(frozen=True)
class Drawn:
    """What was found in each draw, by column.

    ``signable``: whether something can be signed; empty where that cannot be found. ``gains``: of each
    signatory in the Nash solution over no agreement, the mean of tied ones; None where that is not known.
    ``chances``: of the goal, in the first draws; empty where there is no goal or no exact chance.
    """

    draws: int
    seed: int
    signable: tuple[tuple[bool, ...], ...]
    gains: tuple[Mapping[str, tuple[Fraction | None, ...]], ...]
    chances: tuple[tuple[Fraction, ...], ...]

    def share(self, column: int) -> Share | None:
        """Return the share of draws in which something can be signed; None where that is not known."""
        signed = self.signable[column]
        return Share(sum(signed), self.draws) if signed else None

    def chance(self, column: int) -> tuple[float, float, float] | None:
        """Return the least, the mean and the greatest chance of the goal over the draws."""
        found = [float(one) for one in self.chances[column]]
        return (min(found), sum(found) / len(found), max(found)) if found else None

    def preferred(self, column: int, other: int) -> tuple[Preferred, ...]:
        """Return for each who signs in both of two columns, and for the goal, how often one is better."""
        ours, theirs = self.gains[column], self.gains[other]
        pairs: dict[str | None, tuple[Sequence[Fraction | None], Sequence[Fraction | None]]] = {
            party: (ours[party], theirs[party]) for party in ours if party in theirs
        }
        if self.chances[column] and self.chances[other]:
            pairs[None] = self.chances[column], self.chances[other]
        return tuple(
            one
            for party, (here, there) in pairs.items()
            if (one := _preferred(column, other, party, here, there)) is not None
        )


def _preferred(
    column: int,
    other: int,
    party: str | None,
    here: Sequence[Fraction | None],
    there: Sequence[Fraction | None],
) -> Preferred | None:
    known = [(a, b) for a, b in zip(here, there, strict=True) if a is not None and b is not None]
    if not known:
        return None
    apart = NEARLY if party is None else 0  # chances are found in floating-point numbers
    better, worse = sum(a - b > apart for a, b in known), sum(b - a > apart for a, b in known)
    return Preferred(column, other, party, Share(better, len(known)), Share(worse, len(known)))


def drawn(columns: Sequence[Column], draws: int, seed: int, progress: Callable[[str], None]) -> Drawn | None:
    """Look at each column in so many draws, which are the same for all; None where there are none."""
    if not draws:
        return None
    signable, gains, chances = [], [], []
    for column in columns:
        progress(f"{column.name}: what can be signed over draws")
        signed, gained = _negotiated(column, draws, seed)
        signable.append(signed)
        gains.append(gained)
        chances.append(_chances(column, min(draws, MOST_DRAWS), draws, seed, progress))
    return Drawn(draws, seed, tuple(signable), tuple(gains), tuple(chances))


def _negotiated(
    column: Column, draws: int, seed: int
) -> tuple[tuple[bool, ...], dict[str, tuple[Fraction | None, ...]]]:
    if column.bargaining is None:
        return (), {}
    certain = list(column.case.draw(draws, seed))
    negotiation = column.bargaining.negotiation
    try:
        signed = signed_in(negotiation, Sample.of(certain))
        gained = [_gains(one) if can else None for one, can in zip(certain, signed, strict=True)]
    except TooLargeError as error:
        column.missing["draws"] = str(error)
        return (), {}
    nothing = Fraction(0)
    return signed, {
        key: tuple(nothing if gains is None else gains.get(key) for gains in gained)
        for key in negotiation.signatories
    }


def _gains(certain: CertainCase) -> dict[str, Fraction]:
    """Return what each signatory gains by the Nash solution; nothing where it is not known."""
    negotiation = negotiation_of(certain)
    if not negotiation.signatories:
        return {}
    points = solved(Zone(negotiation))["nash"].points
    return {
        key: sum((point.value[key] for point in points), Fraction(0)) / len(points)
        - negotiation.walk_away[key]
        for key in (negotiation.signatories if points else ())
    }


def _chances(
    column: Column, first: int, draws: int, seed: int, progress: Callable[[str], None]
) -> tuple[Fraction, ...]:
    """Return the chance of the goal in the first draws; nothing where there is none, or no exact one."""
    road = column.roadmap
    if road is None or road.exactness != "exact":
        return ()
    found: list[Fraction] = []
    for certain in column.case.draw(draws, seed):
        progress(f"{column.name}: the chance in draw {len(found) + 1} of {first}")
        try:
            found.append(chance_of(certain))
        except (TooLargeError, UndefinedQuantityError):  # there is none, or no exact one
            return ()
        if len(found) == first:
            break
    return tuple(found)
