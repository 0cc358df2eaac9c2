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
from detente.bargaining.zone_counts import combinations, holding, met_in
from detente.outcomes.margins import Places, margins, places_of
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.per_case import per_case
from detente.outcomes.stances import Limit, limits_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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
FEW_MORE = 2
"""Times as many packages, up to which certain cases are judged together that could be judged on fewer."""
LEAST_ROOM = 0.001
"""What each package that can be signed counts, though it brings nobody anything."""
NOTHING_COUNTS = 2**61
"""Steps past which they are those of somebody who is not asked."""
NOTHING_LACKING = -(2**62)
"""Steps that everybody has."""
MOST_LISTED = 32
"""Lists of packages that are kept for one negotiation, each without other rules, red lines and demands."""


@dataclass(frozen=True, eq=False)
class Judged:
    """Packages, and whether in each is ``met`` what somebody asks, and what is worth something ``jointly``.

    Shapes: (formulas asked, packages), (interactions, packages). What is ``asked`` are the formulas that some
    of the packages do not meet.
    """

    listing: Listing
    asked: NDArray[np.intp]
    met: NDArray[np.bool_]
    jointly: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Common:
    """All that the zones of one negotiation share, whatever the numbers and what is dropped.

    Of the numbers of ``negotiation`` itself nothing is used.
    """

    negotiation: Negotiation
    _listed: dict[frozenset[str], Judged | None] = field(default_factory=dict)

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

    @cached_property
    def voices(self) -> NDArray[np.intp]:
        """Which of the limits count."""
        counting = [voice for voice, one in enumerate(self.limits) if one.id not in self.negotiation.dropped]
        return np.array(counting, dtype=np.intp)

    @cached_property
    def asked_by(self) -> NDArray[np.int64]:
        """The place of the holder of each formula."""
        return np.array([self.holders[holder] for holder, _, _ in self.formulas], dtype=np.int64)

    @cached_property
    def heard_by(self) -> NDArray[np.int64]:
        """The place of the holder of each limit that counts."""
        return np.array([self.holders[self.limits[voice].holder] for voice in self.voices], dtype=np.int64)

    @cached_property
    def joint(self) -> NDArray[np.intp]:
        """Interactions: the place of who has each among the voices that count, the voice, and its formula.

        Shape: (3, interactions).
        """
        found = [
            (place, voice, formula)
            for place, voice in enumerate(self.voices.tolist())
            for formula in self.places.interactions[voice]
        ]
        return np.array(found, dtype=np.intp).reshape(len(found), 3).T.copy()

    def packages(self, dropped: frozenset[str]) -> Judged | None:
        """Return the packages that meet all that binds everybody, but for what is dropped."""
        missing = dropped & self.paths
        if missing not in self._listed:
            while len(self._listed) >= MOST_LISTED:
                del self._listed[next(iter(self._listed))]
            self._listed[missing] = self._judged(missing)
        return self._listed[missing]

    def _judged(self, missing: frozenset[str]) -> Judged | None:
        negotiation = self.negotiation
        options = tuple(tuple(negotiation.case.issues[issue].options) for issue in negotiation.issues)
        binding = (
            formula
            for holder, path, formula in self.formulas
            if path not in missing and (not holder or negotiation.conjunctive)
        )
        listing = listed(negotiation.issues, options, tuple(dict.fromkeys(binding)))
        if listing is None or len(listing) > MOST_PACKAGES:
            return None
        met = met_in(listing, [formula for _, _, formula in self.formulas])
        asked = np.flatnonzero(~met.all(axis=1))
        return Judged(
            listing,
            asked,
            met.take(asked, axis=0),
            met_in(listing, [self.places.formulas[formula][0] for formula in self.joint[2]]),
        )


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
        return self._count(settled, lambda packages, signable: holding(packages, settled, signable))

    def signable_without(self, issue: str) -> list[int] | None:
        """Return how many combinations of the other issues some option of an issue makes signable.

        None as for ``signable_where``.
        """
        return self._count(issue, lambda packages, signable: combinations(packages, issue, signable))

    def _count(
        self, key: Formula | str, counted: Callable[[Listing, NDArray[np.bool_]], NDArray[np.integer]]
    ) -> list[int] | None:
        """Return what is counted in each certain case, or None where it cannot be for one of them."""
        if key not in self._counted:
            found = np.zeros(len(self.sample), dtype=np.int64)
            parts = self._parts
            for packages, which, signable in self._signable() if parts is not None else ():
                found[which] = counted(packages, signable)
            self._counted[key] = None if parts is None else found.tolist()
        return self._counted[key]

    def _signable(self) -> Iterable[tuple[Listing, NDArray[np.intp], NDArray[np.bool_]]]:
        """Return packages, the certain cases in which no others can be signed, and which of them can in each.

        Shape of the last: (cases, packages).
        """
        sizes = [len(packages.listing) * len(which) for packages, which in self._parts or ()]
        return self._all_signable if sum(sizes) <= MOST_AT_ONCE else self._each_signable()

    @cached_property
    def _all_signable(self) -> tuple[tuple[Listing, NDArray[np.intp], NDArray[np.bool_]], ...]:
        return tuple(self._each_signable())

    def _each_signable(self) -> Iterator[tuple[Listing, NDArray[np.intp], NDArray[np.bool_]]]:
        for packages, cases in self._parts or ():
            together = max(1, MOST_AT_ONCE // max(1, len(packages.listing)))
            for start in range(0, len(cases), together):
                which = cases[start : start + together]
                yield packages.listing, which, self._judge(packages, which)

    @cached_property
    def _worth(self) -> Margins | None:
        """What packages are worth, or None where it cannot be told for all certain cases at once."""
        table = self.sample.table
        if table is None or self.common.negotiation.bloc_valuations:
            return None
        return margins(self.common.places, table)

    @cached_property
    def _excused(self) -> NDArray[np.bool_]:
        """Which formulas, then which limits that count, are dropped in which certain cases."""
        common, dropped = self.common, self.sample.dropped
        paths = [path for _, path, _ in common.formulas]
        paths += [common.limits[voice].path for voice in common.voices]
        found = np.zeros((len(paths), len(dropped)), dtype=np.bool_)
        for case, missing in enumerate(dropped):
            if missing:
                found[:, case] = [path in missing for path in paths]
        return found

    @cached_property
    def _parts(self) -> tuple[tuple[Judged, NDArray[np.intp]], ...] | None:
        """Certain cases, with all packages that could be signed in them; None where they are too many.

        Those in which something that binds everybody is dropped are apart, where that leaves many more.
        """
        if self._worth is None:
            return None
        apart = np.logical_or.reduce(self._excused[: len(self.common.formulas)], axis=0)
        some, every = (self.common.packages(one) for one in (frozenset[str](), self._dropped))
        if some is None or every is None:
            return None
        if len(every.listing) <= FEW_MORE * len(some.listing) or apart.all():
            return ((every, np.arange(len(apart))),)
        return (some, np.flatnonzero(~apart)), (every, np.flatnonzero(apart))

    @property
    def _dropped(self) -> frozenset[str]:
        return frozenset[str]().union(*self.sample.dropped)

    def room_where(self, formula: Formula) -> list[float] | None:
        """Return how far the packages that can be signed are from being refused, in each certain case.

        Of those in which a formula holds it is the sum of what they bring to the voices beyond no agreement,
        each as a part of all that packages can bring it; so it falls with each package that is lost, and as
        the others are worth less. None as for ``signable_where``, and where not everybody must accept.
        """
        parts = self._parts or ()
        if sum(len(packages.listing) * len(which) for packages, which in parts) > MOST_AT_ONCE:
            return None
        if not parts or not self.common.negotiation.conjunctive or not len(self.common.voices):
            return None
        settled, found = self.common.negotiation.settled(formula), np.zeros(len(self.sample))
        for (packages, which), (_, _, signable) in zip(parts, self._all_signable, strict=True):
            if not len(packages.listing):
                continue
            had, lacking, _, joint = self._sides(packages, which)
            first, second = packages.listing.rows_of
            case, package = (signable & packages.listing.where(settled)).nonzero()
            spare = had[:, case, first[package]] - lacking[:, case, second[package]]
            for place, points, holds in zip(self.common.joint[0], joint, packages.jointly, strict=True):
                spare[place] += holds[package] * points[case]
            scale = np.ptp(had, axis=2) + np.ptp(lacking, axis=2).clip(0, NOTHING_COUNTS) + 1
            brings = np.minimum(spare / scale[:, case], 1.0).mean(axis=0)
            found[which] = np.bincount(case, LEAST_ROOM + brings, minlength=len(which))
        return found.tolist()

    def _sides(
        self, packages: Judged, which: NDArray[np.intp]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
        """Return what each voice has from the one half of a package, and what the other leaves it lacking.

        Shapes of both: (voices, cases, rows). Then which formulas are excused, (formulas, cases), and the
        points of interactions, (interactions, cases).
        """
        from detente.outcomes.margins_kernel import summed

        common, worth = self.common, self._worth
        assert worth is not None
        (before, _), (after, _) = packages.listing.halves
        points = worth.points if len(which) == len(self.sample) else worth.points[which]
        had, also = (
            summed(points, common.voices, start, rows)
            for start, rows in ((0, before), (before.shape[1], after))
        )
        lacking = worth.floors[np.ix_(which, common.voices)].T[:, :, None] - also
        excused, unheard = np.split(self._excused.take(which, axis=1), [len(common.formulas)])
        voices, cases = unheard.nonzero()
        lacking[voices, cases] = NOTHING_LACKING
        _, voice, formula = common.joint
        return had, lacking, excused, np.ascontiguousarray(worth.interactions[which][:, voice, formula].T)

    def _judge(self, packages: Judged, which: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell which packages can be signed in some of the certain cases. Shape: (cases, packages)."""
        from detente.bargaining.zones_kernel import judge

        common, holders = self.common, self.common.holders
        had, lacking, excused, joint = self._sides(packages, which)
        accepted: NDArray[np.bool_] = np.ones(
            (max(holders.values()) + 1, len(which), len(packages.listing)), dtype=np.bool_
        )
        judge(
            packages.met,
            excused.take(packages.asked, axis=0),
            common.asked_by[packages.asked],
            *packages.listing.rows_of,
            had,
            lacking,
            common.heard_by,
            packages.jointly,
            common.joint[0],
            joint,
            accepted,
        )
        if common.negotiation.conjunctive:
            everybody: NDArray[np.bool_] = accepted[0]
            return everybody
        signed = np.zeros(accepted.shape[1:], dtype=np.bool_)
        for signing in common.negotiation.alternatives:
            signed |= accepted[[0, *(holders[one] for one in signing)]].all(axis=0)
        return signed


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
