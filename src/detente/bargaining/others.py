"""What a frontier means to others than those whose values are compared on it.

Many packages may reach one value. Of them, the one named is best for the others by leximin: the least gain
over today counts first, then the next. Then the one that changes less of today is named, and then the first
by the names of issues and options. The order of the file plays no part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.frontier.frontier import TooWideError
from detente.bargaining.frontier.ties import listed_ties, ties_in_a_row, ties_together
from detente.bargaining.frontier.traced_ties import traced_ties
from detente.outcomes.encoding import encoded
from detente.outcomes.values import Valuation, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from detente.bargaining.frontier.frontier import Frontier
    from detente.bargaining.frontier.ties import Ties
    from detente.bargaining.zone import Zone
    from detente.outcomes.domain import Domain
    from detente.outcomes.negotiation import Negotiation

__all__ = ["Fate", "Others", "outsiders"]

FEW = 50
"""Values up to which packages are looked for one value by one, where all together are too many."""


@dataclass(frozen=True)
class Fate:
    """What one value of a frontier means to others.

    ``package`` is the one of this value that is best for them, and ``losers`` are those that are worse off
    under it than today. ``unavoidable``: those that every package of this value leaves worse off, None where
    that was not looked for. ``avoidable``: those that some of these packages leave worse off and others do
    not, each with one that does not. ``best`` is false where it was not looked for which package of this
    value is best for all of them: the one named is the best of those that were found.
    """

    package: Mapping[str, str]
    losers: tuple[str, ...] = ()
    unavoidable: tuple[str, ...] | None = ()
    avoidable: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    best: bool = True


def outsiders(negotiation: Negotiation) -> Others:
    """Return the parties that have a stance and no part in the decision."""
    deciding = {party for voice in negotiation.voices for party in voice.parties}
    return Others(negotiation, [key for key in negotiation.case.parties if key not in deciding])


class Others:
    """Parties, and what packages of a negotiation do to them; who is indifferent to all is left out."""

    def __init__(self, negotiation: Negotiation, parties: Sequence[str]) -> None:
        self.negotiation = negotiation
        worth = {key: value_of(negotiation.certain, key) for key in parties}
        self.worth: dict[str, Valuation] = {
            key: value for key, value in worth.items() if not value.indifferent
        }

    @cached_property
    def today(self) -> dict[str, Fraction]:
        """What today is worth to each."""
        return {key: value.of(self.negotiation.today) for key, value in self.worth.items()}

    @cached_property
    def domain(self) -> Domain:
        """The packages on the table, with one column for each of the parties."""
        return encoded(self.negotiation, self.worth, 0)

    def gains(self, package: Mapping[str, str]) -> dict[str, Fraction]:
        """Return what each gains over today by a package, given by its issues on the table."""
        whole = self.negotiation.whole(package)
        return {key: value.of(whole) - self.today[key] for key, value in self.worth.items()}

    def alone(self, package: Mapping[str, str]) -> Fate:
        """Return what one package means to them, without a look at others of the same value."""
        losers = tuple(key for key, gain in self.gains(package).items() if gain < 0) if self.worth else ()
        return Fate(package, losers, None if self.worth else (), best=not self.worth)

    def only(self, package: Mapping[str, str]) -> Fate:
        """Return what a package means to them that is the only one of its value."""
        losers = self.alone(package).losers
        return Fate(package, losers, losers)

    def fates(
        self,
        zone: Zone,
        frontier: Frontier,
        rows: Sequence[int],
        *,
        chosen: NDArray[np.bool_] | None = None,
        zones: Sequence[Domain] | None = None,
    ) -> tuple[Fate, ...]:
        """Return what some values of a frontier mean to them.

        ``rows``: which values. ``chosen``: (packages,), which of the signable packages count, where they are
        written out. ``zones``: where they are not, the domains of those that count; those of the
        negotiation if none are given.
        """
        packages = [self.negotiation.domain.named(frontier.packages[row].tolist()) for row in rows]
        if frontier.exactness == "bounded" and (frontier.gap is None or any(frontier.gap)):
            return tuple(map(self.alone, packages))
        several = [
            place
            for place, row in enumerate(rows)
            if self.worth and (frontier.multiplicity[row] > 1 or frontier.exactness != "exact")
        ]
        fates = list(map(self.only, packages))
        if several:
            values = frontier.values[[rows[place] for place in several]]
            ties = self._ties(zone, values, chosen, zones or self.negotiation.zones)
            judged = (
                self._judged(ties, len(several))
                if ties
                else [self.alone(packages[place]) for place in several]
            )
            for place, fate in zip(several, judged, strict=True):
                fates[place] = fate
        return tuple(fates)

    def _ties(
        self,
        zone: Zone,
        values: NDArray[np.int64],
        chosen: NDArray[np.bool_] | None,
        zones: Sequence[Domain],
    ) -> Ties | None:
        """Return the packages of some values; None where they are too many to be looked for."""
        written = zone.written_out
        if written is not None:
            counting = np.ones(len(written.rows), dtype=np.bool_) if chosen is None else chosen
            return listed_ties(written, counting, values, self.domain)
        try:
            return ties_together([traced_ties(one, values, self.domain) for one in zones])
        except TooWideError:
            return None if len(values) == 1 or len(values) > FEW else self._one_by_one(values, zones)

    def _one_by_one(self, values: NDArray[np.int64], zones: Sequence[Domain]) -> Ties | None:
        """Return the same where that is too wide for all values together."""
        try:
            parts = [[traced_ties(one, value[None], self.domain) for one in zones] for value in values]
        except TooWideError:
            return None
        return ties_in_a_row([ties_together(part) for part in parts])

    def _judged(self, ties: Ties, count: int) -> tuple[Fate, ...]:
        units = self.domain.units
        today = self.domain.value(self.domain.today)
        candidates: list[list[tuple[list[Fraction], list[Fraction], int, int]]] = [[] for _ in range(count)]
        for row, (value, worth) in enumerate(zip(ties.value_of.tolist(), ties.worth.tolist(), strict=True)):
            gains = [(steps - now) * unit for steps, now, unit in zip(worth, today, units, strict=True)]
            candidates[value].append((sorted(gains), gains, -ties.numbers[row], row))
        fates = []
        for least, packages in zip(ties.worst.tolist(), candidates, strict=True):
            packages.sort(key=lambda one: (one[0], one[2]), reverse=True)
            losers, unavoidable, avoidable = [], [], {}
            for column, key in enumerate(self.worth):
                if packages[0][1][column] < 0:
                    losers.append(key)
                sparing = next((row for _, gains, _, row in packages if gains[column] >= 0), None)
                if sparing is None:
                    unavoidable.append(key)
                elif least[column] < today[column]:
                    avoidable[key] = self._named(ties, sparing)
            package = self._named(ties, packages[0][3])
            fates.append(Fate(package, tuple(losers), tuple(unavoidable), avoidable, ties.complete))
        return tuple(fates)

    def _named(self, ties: Ties, row: int) -> dict[str, str]:
        return self.domain.named(ties.packages[row].tolist())
