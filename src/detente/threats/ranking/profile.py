"""Rankings of alternatives by experts: with ties, possibly incomplete, and weighted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Ballot", "Profile", "Tiers", "ranked", "tiers_of"]

Tiers = tuple[tuple[str, ...], ...]
"""A ranking: tiers from the first to the last, of alternatives that are tied within a tier."""


@dataclass(frozen=True)
class Ballot:
    """The ranking of one expert, or of several who rank alike, with its weight.

    Alternatives that stand in no tier are compared with nothing: of them the expert gave no opinion. Raises
    ``ValueError`` for an alternative ranked twice, and for a weight that is below 0 or is no whole number or
    fraction.
    """

    tiers: Tiers
    weight: int | Fraction = 1

    def __post_init__(self) -> None:
        twice = [name for name, times in Counter(self.ranked).items() if times > 1]
        if twice:
            raise ValueError(f"{twice[0]!r} is ranked twice in one ranking; name each alternative once")
        if isinstance(self.weight, bool) or not isinstance(self.weight, int | Fraction):
            raise ValueError(  # noqa: TRY004 - a value, to an analyst
                f"a weight must be a whole number or a Fraction, and {self.weight!r} is neither;"
                " Fraction(...).limit_denominator(1000) makes one of a float"
            )
        if self.weight < 0:
            raise ValueError(f"a weight must be 0 or more, and {self.weight} is below 0")

    @property
    def ranked(self) -> tuple[str, ...]:
        """The alternatives ranked, tier by tier."""
        return tuple(name for tier in self.tiers for name in tier)


def tiers_of(ranking: Iterable[str | Iterable[str]]) -> Tiers:
    """Return a ranking as tiers; an alternative that is tied with none may stand alone.

    >>> tiers_of(["cyber", ("gas", "trade")])
    (('cyber',), ('gas', 'trade'))
    """
    return tuple((tier,) if isinstance(tier, str) else tuple(tier) for tier in ranking)


def ranked(*ranking: str | Iterable[str], weight: int | Fraction = 1) -> Ballot:
    """Return a ballot of alternatives from the first to the last; those in one tuple are tied.

    Raises ``ValueError`` as ``Ballot`` does.

    >>> ranked("cyber", ("gas", "trade"), weight=3)
    Ballot(tiers=(('cyber',), ('gas', 'trade')), weight=3)
    """
    return Ballot(tiers_of(ranking), weight)


@dataclass(frozen=True)
class Profile:
    """The alternatives, and how experts rank them.

    The order of the alternatives decides nothing except which of several equal answers is named first. Raises
    ``ValueError`` where there is no alternative, one is named twice, there is no ranking, or one ranks what
    is no alternative. Rankings that name nothing, or all of weight 0, are no error: then all orders are
    equally good.

    >>> Profile(("gas", "cyber"), (ranked("cyber", "gas"), ranked("gas"))).total
    Fraction(2, 1)
    """

    alternatives: tuple[str, ...]
    ballots: tuple[Ballot, ...]

    def __post_init__(self) -> None:
        if not self.alternatives:
            raise ValueError("there is nothing to rank: name at least one alternative")
        twice = [name for name, times in Counter(self.alternatives).items() if times > 1]
        if twice:
            raise ValueError(f"the alternative {twice[0]!r} is named twice; give each a name of its own")
        if not self.ballots:
            raise ValueError("nobody ranked anything: give at least one ranking")
        known = frozenset(self.alternatives)
        for number, ballot in enumerate(self.ballots, 1):
            unknown = [name for name in ballot.ranked if name not in known]
            if unknown:
                raise ValueError(
                    f"ranking {number} has {unknown[0]!r}, which is not among the alternatives"
                    f" {', '.join(self.alternatives)}"
                )

    @property
    def total(self) -> Fraction:
        """The sum of all weights."""
        return sum((Fraction(ballot.weight) for ballot in self.ballots), Fraction(0))

    def places(self, ranking: Iterable[str]) -> tuple[int, ...]:
        """Return an order of all alternatives as their numbers in ``alternatives``.

        Raises ``ValueError`` where one is missing, unknown or named twice.

        >>> Profile(("gas", "cyber"), (ranked("gas"),)).places(["cyber", "gas"])
        (1, 0)
        """
        names = tuple(ranking)
        number = {name: place for place, name in enumerate(self.alternatives)}
        if Counter(names) != Counter(self.alternatives):
            raise ValueError(
                f"{' > '.join(names)} is no order of the alternatives {', '.join(self.alternatives)}:"
                " each must stand in it once"
            )
        return tuple(number[name] for name in names)
