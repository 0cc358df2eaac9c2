"""Win-sets and wedges in many certain cases of one case at once.

Red lines, demands and rules differ from one certain case to the next only in which of them are dropped, and
values only in their numbers. Packages are therefore written out once, and judged in all cases together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache, reduce
from operator import and_, or_
from typing import TYPE_CHECKING, cast

import numpy as np

from detente.case.formula import TRUE, Formula
from detente.cohesion.sides import Sides, sides_of
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.domain import Domain
from detente.outcomes.listing import Listing, listing
from detente.outcomes.margins import Margins, Places, margins, places_of
from detente.outcomes.per_case import per_case
from detente.outcomes.stances import limits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.cohesion.region import Region
    from detente.outcomes.negotiation import Negotiation
    from detente.outcomes.sample import Sample

__all__ = ["OverCases", "Tally", "over_cases"]

MOST_PACKAGES = 200_000
"""Packages, past which certain cases are judged one by one."""
MOST_AT_ONCE = 1_000_000
"""Packages times certain cases that are judged together."""
ALL = 255
"""A byte of set bits."""


@dataclass(frozen=True, eq=False)
class Tally:
    """Numbers of packages in each certain case: (cases,).

    Of those that the other side could sign, ``proposals``: how many the bloc could sign, ``overlap``; how
    many all voices accept, ``everybody``, and how many at least one, ``somebody``.
    """

    proposals: NDArray[np.int64]
    overlap: NDArray[np.int64]
    everybody: NDArray[np.int64]
    somebody: NDArray[np.int64]

    @property
    def wedges(self) -> NDArray[np.int64]:
        """How many split the bloc."""
        return self.somebody - self.everybody


@dataclass(frozen=True, eq=False)
class _Side:
    """One side's floors: where the numbers stand, and which voice each is of."""

    places: Places
    voices: dict[Constraint, int]


@dataclass(frozen=True, eq=False)
class OverCases:
    """What a bloc and the other side could sign in several certain cases of one case."""

    sides: Sides
    sample: Sample
    _tallies: dict[Formula, Tally] = field(default_factory=dict)

    def tally(self, formula: Formula = TRUE) -> Tally | None:
        """Count packages in which a formula holds in each case; None where they cannot be judged at once."""
        found = self.tallies([formula])
        return None if found is None else found[0]

    def tallies(self, formulas: Sequence[Formula]) -> list[Tally] | None:
        """Count packages for several formulas at once, as ``tally`` does for one."""
        settled = [self.sides.inside.settled(formula) for formula in formulas]
        missing = [one for one in dict.fromkeys(settled) if one not in self._tallies]
        if missing:
            counted = self._counted(missing)
            if counted is None:
                return None
            self._tallies.update(zip(missing, counted, strict=True))
        return [self._tallies[one] for one in settled]

    def _counted(self, formulas: Sequence[Formula]) -> list[Tally] | None:
        packages, worth = self._listing, self._worth
        if packages is None or worth is None:
            return None
        counts = np.zeros((len(formulas), 4, len(self.sample)), dtype=np.int64)
        those = [None if one == TRUE else _where(packages, one) for one in formulas]
        together = max(1, MOST_AT_ONCE // max(1, len(packages)))
        for start in range(0, len(self.sample), together):
            which = np.arange(start, min(start + together, len(self.sample)))
            judged = _Judged(self, packages, worth, which)
            proposed = judged.within(self.sides.other_side) & judged.exist
            accepted = [judged.within(one.acceptable) for one in self.sides.members]
            found = (
                proposed,
                proposed & judged.within(self.sides.mandate),
                proposed & reduce(and_, accepted),
                proposed & reduce(or_, accepted),
            )
            for place, here in enumerate(those):
                of_these = found if here is None else [one & here for one in found]
                counts[place][:, which] = [np.bitwise_count(one).sum(axis=1) for one in of_these]
        return [Tally(*one) for one in counts]

    @cached_property
    def rules(self) -> tuple[tuple[str, Formula], ...]:
        """The rules with their paths."""
        return tuple(self.sides.inside.rules_by_path.items())

    @cached_property
    def _listing(self) -> Listing | None:
        """All packages that the other side could sign in some case, and maybe more."""
        sides, dropped = self.sides, self._dropped
        asked = [formula for path, formula in self.rules if path not in dropped]
        common = sorted(sides.other_side.common, key=lambda one: one.id)
        asked += [one.requires for one in common if one.requires is not None and one.path not in dropped]
        options = tuple(tuple(sides.case.issues[issue].options) for issue in sides.inside.issues)
        return _listed(sides.inside.issues, options, tuple(dict.fromkeys(asked)))

    @cached_property
    def _worth(self) -> tuple[tuple[_Side, Margins], ...] | None:
        """What packages are worth to each side, or None where it cannot be told for all cases at once."""
        table, found = self.sample.table, []
        for negotiation in (self.sides.inside, self.sides.outside):
            if table is None or negotiation.bloc_valuations:
                return None
            side = _side(negotiation.case, self.sides, negotiation is self.sides.inside)
            worth = margins(side.places, table)
            if worth is None:
                return None
            found.append((side, worth))
        return tuple(found)

    def excused(self, path: str, which: NDArray[np.intp]) -> NDArray[np.uint8] | None:
        """Return eight set bits for each of some cases in which nothing is asked that stands at a path.

        None if something is in all.
        """
        if path not in self._dropped:
            return None
        return np.array(
            [ALL * (path in self.sample.dropped[case]) for case in which.tolist()], dtype=np.uint8
        )

    @cached_property
    def _dropped(self) -> frozenset[str]:
        return frozenset[str]().union(*self.sample.dropped)


class _Judged:
    """Packages in some certain cases, a bit for each; everything here has the shape (cases, packages / 8)."""

    def __init__(
        self,
        over: OverCases,
        packages: Listing,
        worth: tuple[tuple[_Side, Margins], ...],
        which: NDArray[np.intp],
    ) -> None:
        self._over, self._packages, self._worth, self._which = over, packages, worth, which
        self._met: dict[Constraint, NDArray[np.uint8]] = {}
        self._shape = len(which), len(packages)

    @property
    def exist(self) -> NDArray[np.uint8]:
        """Whether the rules let a package exist."""
        found = np.packbits(np.ones(self._shape, dtype=np.bool_), axis=1)
        for path, rule in self._over.rules:
            found &= self._unless_excused(_where(self._packages, rule), path)
        return found

    def within(self, region: Region) -> NDArray[np.uint8]:
        """Whether a package is in a region; the bits after the last package may be either."""
        rows, bytes_ = len(self._which), -(-len(self._packages) // 8)
        found = np.zeros((rows, bytes_), dtype=np.uint8)
        for alternative in region.alternatives:
            met = np.full((rows, bytes_), ALL, dtype=np.uint8)
            for constraint in alternative:
                met &= self._meet(constraint)
            found |= met
        return found

    def _meet(self, constraint: Constraint) -> NDArray[np.uint8]:
        if constraint not in self._met:
            met = (
                self._reach(constraint)
                if constraint.kind is ConstraintKind.FLOOR
                else _where(self._packages, constraint.requires or TRUE)
            )
            self._met[constraint] = self._unless_excused(met, constraint.path)
        return self._met[constraint]

    def _unless_excused(self, met: NDArray[np.uint8], path: str) -> NDArray[np.uint8]:
        excused = self._over.excused(path, self._which)
        return met if excused is None else met | excused[:, None]

    def _reach(self, floor: Constraint) -> NDArray[np.uint8]:
        from detente.outcomes.margins_kernel import strike, summed

        side, worth = next(pair for pair in self._worth if floor in pair[0].voices)
        voice, which = side.voices[floor], self._which
        points = worth.points if len(which) == len(worth.points) else worth.points[which]
        (before, _), (after, _) = self._packages.halves
        [had], [also] = (
            summed(points, np.array([voice]), start, rows)
            for start, rows in ((0, before), (before.shape[1], after))
        )
        formulas = list(side.places.interactions[voice])
        holds = [self._packages.where(side.places.formulas[formula][0]) for formula in formulas]
        reached: NDArray[np.bool_] = np.ones(self._shape, dtype=np.bool_)
        strike(
            had,
            worth.floors[which, voice][:, None] - also,
            *self._packages.rows_of,
            np.array(holds, dtype=np.bool_).reshape(len(formulas), len(self._packages)),
            np.ascontiguousarray(worth.interactions[which][:, voice, formulas].T),
            reached,
        )
        return np.packbits(reached, axis=1)


@lru_cache(maxsize=512)
def _where(packages: Listing, formula: Formula) -> NDArray[np.uint8]:
    """Tell in which packages a formula holds, a bit for each."""
    return np.packbits(packages.where(formula))


@lru_cache(maxsize=32)
def _listed(
    issues: tuple[str, ...], options: tuple[tuple[str, ...], ...], requirements: tuple[Formula, ...]
) -> Listing | None:
    return listing(Domain.unvalued(issues, options, requirements), MOST_PACKAGES)


@per_case
def _side(_: CaseFile, sides: Sides, inside: bool) -> _Side:  # noqa: FBT001 - one of two
    negotiation = sides.inside if inside else sides.outside
    return _Side(places_of(negotiation), dict(_floors(negotiation, sides)))


def _floors(negotiation: Negotiation, sides: Sides) -> list[tuple[Constraint, int]]:
    """Return each floor with its place among the voices of a side."""
    by_id = {(one.id, one.holder): one for one in sides.floors}
    named = ((by_id.get((one.id, one.holder)), voice) for voice, one in enumerate(limits_of(negotiation)))
    return [(floor, voice) for floor, voice in named if floor is not None]


@lru_cache(maxsize=8)
def over_cases(
    sample: Sample, bloc: str, others: tuple[str, ...], issues: tuple[str, ...] | None = None
) -> OverCases:
    """Return what a bloc and the other side could sign in several certain cases of one case."""
    return OverCases(_sides(sample.case, bloc, others, issues), sample)


@per_case
def _sides(case: CaseFile, bloc: str, others: tuple[str, ...], issues: tuple[str, ...] | None) -> Sides:
    nominal = cast("Case", case).nominal
    if issues is None:
        from detente.outcomes.negotiation import negotiation_of

        issues = negotiation_of(nominal).issues
    return sides_of(nominal, bloc, others, issues)
