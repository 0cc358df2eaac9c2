"""Points of value space: what the signatories get, by which package, and who loses without a say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.outcomes.values import Valuation, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from detente.bargaining.frontier.frontier import Frontier
    from detente.outcomes.negotiation import Negotiation

__all__ = ["Losses", "Point", "points_of"]


@dataclass(frozen=True)
class Point:
    """A value on the frontier: a package that reaches it, and how many signable packages do.

    ``value`` is in points for each signatory; ``losers`` are parties without a part in the decision that
    this package leaves worse off than today.
    """

    package: Mapping[str, str]
    value: Mapping[str, Fraction]
    packages: int
    losers: tuple[str, ...] = ()


class Losses:
    """What packages do to the parties that have a stance and no part in the decision."""

    def __init__(self, negotiation: Negotiation) -> None:
        self._negotiation = negotiation
        deciding = {party for voice in negotiation.voices for party in voice.parties}
        worth = {
            key: value_of(negotiation.certain, key) for key in negotiation.case.parties if key not in deciding
        }
        self._worth: dict[str, Valuation] = {
            key: value for key, value in worth.items() if not value.indifferent
        }
        self._today = {key: value.of(negotiation.today) for key, value in self._worth.items()}

    def losers(self, package: Mapping[str, str]) -> tuple[str, ...]:
        """Return who is worse off than today under a package, given by its issues on the table."""
        if not self._worth:
            return ()
        whole = self._negotiation.whole(package)
        return tuple(key for key, worth in self._worth.items() if worth.of(whole) < self._today[key])


def points_of(negotiation: Negotiation, frontier: Frontier, losses: Losses | None) -> tuple[Point, ...]:
    """Return the values of a frontier as points, in its order; without ``losses`` nobody is said to lose."""
    domain, signing = negotiation.domain, negotiation.signatories
    packages = zip(
        *(
            [options[chosen] for chosen in column]
            for options, column in zip(domain.options, frontier.packages.T.tolist(), strict=True)
        ),
        strict=True,
    )
    # A step is multiplied out once, however many points have it.
    columns = (
        _in_points(column, unit)
        for unit, column in zip(domain.units, frontier.values.T.tolist(), strict=False)
    )
    values = zip(*columns, strict=True)
    found = []
    for count in frontier.multiplicity:
        package = dict(zip(domain.issues, next(packages, ()), strict=True))
        value = dict(zip(signing, next(values, ()), strict=True))
        found.append(Point(package, value, int(count), losses.losers(package) if losses else ()))
    return tuple(found)


def _in_points(steps: list[int], unit: Fraction) -> list[Fraction]:
    worth = {step: step * unit for step in set(steps)}
    return [worth[step] for step in steps]
