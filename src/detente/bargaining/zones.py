"""The zone of agreement in many certain cases of one case at once.

Rules, red lines and demands differ from one certain case to the next only in which of them are dropped, and
values only in their numbers. Packages are therefore written out once, and all certain cases judge them
together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np

from detente.bargaining.zone import listed
from detente.outcomes.margins import Places, margins, places_of
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.per_case import per_case
from detente.outcomes.stances import Limit, limits_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from detente.case.case import Case
    from detente.case.formula import Formula
    from detente.case.model import CaseFile
    from detente.outcomes.listing import Listing
    from detente.outcomes.margins import Margins
    from detente.outcomes.negotiation import Negotiation
    from detente.outcomes.sample import Sample

__all__ = ["Common", "Zones", "zones"]

MOST_PACKAGES = 200_000
"""Packages, past which certain cases are judged one by one."""
MOST_AT_ONCE = 500_000
"""Packages times certain cases that are held in memory together."""
MOST_LISTED = 32
"""Lists of packages that are kept for one negotiation, each without other rules, red lines and demands."""


@dataclass(frozen=True, eq=False)
class Common:
    """All that the zones of one negotiation share, whatever the numbers and what is dropped.

    Of the numbers of ``negotiation`` itself nothing is used.
    """

    negotiation: Negotiation
    _listed: dict[frozenset[str], Listing | None] = field(default_factory=dict)

    @cached_property
    def places(self) -> Places:
        """Where its numbers stand."""
        return places_of(self.negotiation)

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """Everybody who must not be left with less than no agreement is worth, in the order of margins."""
        return limits_of(self.negotiation)

    @cached_property
    def formulas(self) -> tuple[tuple[str, str, Formula], ...]:
        """Rules, red lines and demands: who holds each (no one a rule), where it stands, and what it asks."""
        rules = (("", path, formula) for path, formula in self.negotiation.rules_by_path.items())
        lines = (
            (one.holder, one.path, one.requires) for one in self.negotiation.lines if one.requires is not None
        )
        return (*rules, *lines)

    @cached_property
    def paths(self) -> frozenset[str]:
        """Where its rules, red lines and demands stand."""
        return frozenset(path for _, path, _ in self.formulas)

    def packages(self, dropped: frozenset[str]) -> Listing | None:
        """Return the packages that meet all that binds everybody, but for what is dropped."""
        missing = dropped & self.paths
        if missing not in self._listed:
            negotiation = self.negotiation
            options = tuple(tuple(negotiation.case.issues[issue].options) for issue in negotiation.issues)
            binding = (
                formula
                for holder, path, formula in self.formulas
                if path not in missing and (not holder or negotiation.conjunctive)
            )
            while len(self._listed) >= MOST_LISTED:
                del self._listed[next(iter(self._listed))]
            self._listed[missing] = listed(negotiation.issues, options, tuple(dict.fromkeys(binding)))
        return self._listed[missing]


@dataclass(frozen=True, eq=False)
class Zones:
    """The zones of one negotiation in several certain cases of its case."""

    common: Common
    sample: Sample
    _counted: dict[Formula | str, list[int] | None] = field(default_factory=dict)

    def signable_where(self, formula: Formula) -> list[int] | None:
        """Return in how many signable packages a formula holds, in each certain case.

        None where packages, or numbers, are too large to be judged all at once.
        """
        settled = self.common.negotiation.settled(formula)
        return self._count(
            settled, lambda packages, signable: signable[_where(packages, settled)].sum(axis=0)
        )

    def signable_without(self, issue: str) -> list[int] | None:
        """Return how many combinations of the other issues some option of an issue makes signable.

        None as for ``signable_where``.
        """
        return self._count(issue, lambda packages, signable: _combinations(packages, issue, signable))

    def _count(
        self, key: Formula | str, counted: Callable[[Listing, NDArray[np.bool_]], NDArray[np.integer]]
    ) -> list[int] | None:
        if key not in self._counted:
            self._counted[key] = self._in_each(counted)
        return self._counted[key]

    def _in_each(
        self, counted: Callable[[Listing, NDArray[np.bool_]], NDArray[np.integer]]
    ) -> list[int] | None:
        """Return what is counted in each certain case, or None where it cannot be for one of them."""
        found = np.zeros(len(self.sample), dtype=np.int64)
        common, table = self.common, self.sample.table
        worth = None
        if table is not None and not common.negotiation.bloc_valuations:
            worth = margins(common.places, table)
        if worth is None:
            return None
        for part in self._parts():
            dropped = (self.sample.dropped[index] for index in part)
            packages = common.packages(frozenset[str]().union(*dropped))
            if packages is None or len(packages) > MOST_PACKAGES:
                return None
            together = max(1, MOST_AT_ONCE // max(1, len(packages)))
            for start in range(0, len(part), together):
                which = part[start : start + together]
                found[which] = counted(packages, self._signable(packages, worth, which))
        return found.tolist()

    def _parts(self) -> tuple[list[int], ...]:
        """Return the certain cases in which every rule, red line and demand counts, and the others."""
        parts: dict[bool, list[int]] = {}
        for index, dropped in enumerate(self.sample.dropped):
            parts.setdefault(not dropped.isdisjoint(self.common.paths), []).append(index)
        return tuple(parts.values())

    def _signable(self, packages: Listing, worth: Margins, which: Sequence[int]) -> NDArray[np.bool_]:
        """Tell which packages can be signed in some of the certain cases. Shape: (packages, cases)."""
        negotiation = self.common.negotiation
        dropped = [self.sample.dropped[index] for index in which]
        somewhere = frozenset[str]().union(*dropped)
        possible = np.ones((len(packages), len(which)), dtype=np.bool_)
        accepted: dict[str, NDArray[np.bool_]] = {}

        def limit(holder: str, path: str, met: NDArray[np.bool_]) -> None:
            if path in somewhere:
                met = met | np.array([path in one for one in dropped])
            # Where all must accept it does not matter who refuses.
            if negotiation.conjunctive or not holder:
                np.logical_and(possible, met, out=possible)
            else:
                accepted[holder] = accepted.get(holder, np.True_) & np.broadcast_to(met, possible.shape)

        for holder, path, formula in self.common.formulas:
            if path in somewhere or (holder and not negotiation.conjunctive):
                limit(holder, path, _where(packages, formula)[:, None])
        for voice, one in enumerate(self.common.limits):
            if one.id not in negotiation.dropped:
                limit(one.holder, one.path, _reached(packages, worth, voice, which))
        if negotiation.conjunctive:
            return possible
        signed = np.zeros_like(possible)
        for holders in negotiation.alternatives:
            agreed = [accepted[one] for one in sorted(holders) if one in accepted]
            signed |= np.logical_and.reduce(agreed) if agreed else True
        return possible & signed


@lru_cache(maxsize=512)
def _where(packages: Listing, formula: Formula) -> NDArray[np.bool_]:
    return packages.where(formula)


def _reached(packages: Listing, worth: Margins, voice: int, which: Sequence[int]) -> NDArray[np.bool_]:
    """Tell which packages are worth enough to a voice in some certain cases. Shape: (packages, cases)."""
    points = np.ascontiguousarray(worth.points[which, voice].transpose(1, 2, 0))
    halves, start = [], 0
    for rows, _ in packages.halves:
        half = np.zeros((len(rows), len(which)), dtype=np.int64)
        for position in range(rows.shape[1]):
            half += points[start + position][rows[:, position]]
        halves.append(half)
        start += rows.shape[1]
    needed = worth.floors[which, voice]
    (_, first), (_, second) = packages.halves
    if not worth.interactions[voice]:
        lacking = np.take(needed - halves[1], second, axis=0)
        return np.greater_equal(np.take(halves[0], first, axis=0), lacking)
    total = np.take(halves[0], first, axis=0) + np.take(halves[1], second, axis=0)
    for formula, points_of in worth.interactions[voice]:
        total[_where(packages, formula)] += points_of[which]
    return np.greater_equal(total, needed)


def _combinations(packages: Listing, issue: str, signable: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return how many combinations of the issues but one are signable with some option of it: (cases,)."""
    if not len(packages):
        return np.zeros(signable.shape[1], dtype=np.intp)
    order, starts = _grouped(packages, issue)
    found: NDArray[np.intp] = np.logical_or.reduceat(signable[order], starts, axis=0).sum(axis=0)
    return found


@lru_cache(maxsize=64)
def _grouped(packages: Listing, issue: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return an order in which packages alike but for one issue are together, and where each group begins."""
    issues = packages.domain.issues
    rest = packages.packages
    if issue in issues:
        rest = np.delete(rest, issues.index(issue), axis=1)
    _, which = np.unique(rest, axis=0, return_inverse=True)
    which = which.reshape(-1)
    order = np.argsort(which, kind="stable")
    return order, np.flatnonzero(np.diff(which[order], prepend=-1))


@lru_cache(maxsize=8)
def zones(
    sample: Sample,
    issues: tuple[str, ...] | None = None,
    signatories: tuple[str, ...] | None = None,
    today: tuple[tuple[str, str], ...] | None = None,
) -> Zones:
    """Return the zones of a negotiation in several certain cases of one case.

    The other arguments are as for ``negotiation_of``.
    """
    return Zones(_common(sample.case, issues, signatories, today), sample)


@per_case
def _common(
    case: CaseFile,
    issues: tuple[str, ...] | None,
    signatories: tuple[str, ...] | None,
    today: tuple[tuple[str, str], ...] | None,
) -> Common:
    nominal = cast("Case", case).nominal
    now = None if today is None else dict(today)
    return Common(negotiation_of(nominal, issues=issues, signatories=signatories, today=now))
