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
    from collections.abc import Callable, Mapping, Sequence

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
NOTHING_LACKING = -(2**62)
"""Steps that everybody has."""
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
    def holders(self) -> Mapping[str, int]:
        """The place of each holder; all are at place 0, like rules, where it does not matter who refuses."""
        found = dict.fromkeys(
            ("", *(one for one, _, _ in self.formulas), *(one.holder for one in self.limits))
        )
        return {one: 0 if self.negotiation.conjunctive else place for place, one in enumerate(found)}

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
        from detente.bargaining.zones_kernel import judge

        negotiation, dropped = self.common.negotiation, [self.sample.dropped[index] for index in which]
        somewhere, holders = frozenset[str]().union(*dropped), self.common.holders
        formulas = [
            (holders[holder], path, formula)
            for holder, path, formula in self.common.formulas
            if path in somewhere or holders[holder]
        ]
        voices = [
            (voice, holders[one.holder], one.path)
            for voice, one in enumerate(self.common.limits)
            if one.id not in negotiation.dropped
        ]
        joint = [
            (place, formula, points[which])
            for place, (voice, _, _) in enumerate(voices)
            for formula, points in worth.interactions[voice]
        ]
        had, lacking = _halves(packages, worth, [voice for voice, _, _ in voices], which)
        excused = _any_of([path for _, _, path in voices], dropped)
        lacking = np.where(excused[:, None], NOTHING_LACKING, lacking)
        (_, first), (_, second) = packages.halves
        accepted: NDArray[np.bool_] = np.ones(
            (max(holders.values()) + 1, len(packages), len(which)), dtype=np.bool_
        )
        judge(
            _met(packages, tuple(formula for _, _, formula in formulas)),
            _any_of([path for _, path, _ in formulas], dropped),
            np.array([holder for holder, _, _ in formulas], dtype=np.int64),
            first,
            second,
            had,
            lacking,
            np.array([holder for _, holder, _ in voices], dtype=np.int64),
            _met(packages, tuple(formula for _, formula, _ in joint)),
            np.array([place for place, _, _ in joint], dtype=np.int64),
            np.array([points for _, _, points in joint], dtype=np.int64).reshape(len(joint), len(which)),
            accepted,
        )
        if negotiation.conjunctive:
            everybody: NDArray[np.bool_] = accepted[0]
            return everybody
        signed = np.zeros(accepted.shape[1:], dtype=np.bool_)
        for signing in negotiation.alternatives:
            signed |= accepted[[0, *(holders[one] for one in signing)]].all(axis=0)
        return signed


@lru_cache(maxsize=512)
def _where(packages: Listing, formula: Formula) -> NDArray[np.bool_]:
    return packages.where(formula)


@lru_cache(maxsize=64)
def _met(packages: Listing, formulas: tuple[Formula, ...]) -> NDArray[np.bool_]:
    """Tell which formulas hold in which packages: (formulas, packages)."""
    rows = [_where(packages, formula) for formula in formulas]
    return np.array(rows, dtype=np.bool_).reshape(len(rows), len(packages))


def _any_of(paths: Sequence[str], dropped: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    """Tell what is dropped in which certain cases: (paths, cases)."""
    found = [[path in one for one in dropped] for path in paths]
    return np.array(found, dtype=np.bool_).reshape(len(paths), len(dropped))


def _halves(
    packages: Listing, worth: Margins, voices: Sequence[int], which: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return what rows of the first half of packages are worth, and what those of the second leave lacking.

    For some voices, in some certain cases. Shapes: (voices, rows, cases).
    """
    points = worth.points[np.ix_(which, voices)].transpose(2, 1, 3, 0)
    halves, start = [], 0
    for rows, _ in packages.halves:
        half = np.zeros((len(voices), len(rows), len(which)), dtype=np.int64)
        for position in range(rows.shape[1]):
            half += points[start + position][:, rows[:, position]]
        halves.append(half)
        start += rows.shape[1]
    needed = worth.floors[np.ix_(which, voices)].T[:, None]
    lacking: NDArray[np.int64] = needed - halves[1]
    return halves[0], lacking


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
