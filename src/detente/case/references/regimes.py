"""Checks of regimes: that everything they name is there, and that nothing is a part of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.nesting import above
from detente.case.problems import quoted
from detente.case.references.names import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.case.declarations import Change, Declaration, Holding
    from detente.case.document import Path_
    from detente.case.references.names import Names
    from detente.case.regimes import Category, Regime, Zone

__all__ = ["check_detection", "check_regimes"]

_REPEATED = "the same entry stands here twice; leave one out, or tell them apart, as by their units"
"""What is wrong where a declaration lists something twice."""

_SOUND: dict[tuple[str, int], tuple[Regime, tuple[object, ...]]] = {}
"""Regimes in which nothing was wrong, each with the names outside of it that it was checked against."""
MOST_KEPT = 100


def check_regimes(names: Names) -> None:
    """Check that every regime speaks of states, categories, zones and options that there are.

    Variants share the regimes that they do not touch, so that these are checked once.
    """
    for key, regime in names.case.regimes.items():
        options = tuple(names.options(issue) for issue in regime.under)
        outside = (names.deciders, names.sources, names.issues, options)
        kept, against = _SOUND.get((key, id(regime)), (None, None))
        if kept is regime and against == outside:
            continue
        before = len(names.problems)
        _Checked(names, key, regime).check()
        if len(names.problems) == before:
            if len(_SOUND) >= MOST_KEPT:
                _SOUND.clear()
            _SOUND[key, id(regime)] = regime, outside


def check_detection(names: Names, key: str, path: Path_) -> None:
    """Check that the regime from which a probability of detection follows is there, and has inspections."""
    regimes = names.case.regimes
    known = names.known(key, names.keys("regimes"), "regime", path)
    if known and key in regimes and not regimes[key].inspected:
        names.problem(path, f"the regime {key!r} does not say what is inspected: it needs 'inspected'")


class _Checked:
    """The check of one regime."""

    def __init__(self, names: Names, key: str, regime: Regime) -> None:
        self.names, self.regime = names, regime
        self.path: Path_ = ("regimes", key)
        self.states = names.keys(*self.path, "states")
        self.groups = names.keys(*self.path, "groups")
        self.categories = names.keys(*self.path, "categories")
        self.zones = names.keys(*self.path, "zones")

    def check(self) -> None:
        self._parts()
        self._limits()
        self._thresholds()
        self._quotas()
        self._inspected()
        self._sites()
        self._declared()

    def _parts(self) -> None:
        """Check groups, and how categories and zones lie within each other."""
        names, regime = self.names, self.regime
        for issue, option in regime.under.items():
            path = (*self.path, "under", issue)
            if names.known(issue, names.issues, "issue", path, at_key=True):
                names.known_option(option, issue, path)
        for key in sorted(self.states & self.groups):
            message = f"{key!r} is already the name of a state; give the group another one"
            names.problem((*self.path, "groups", key), message, at_key=True)
        for key, group in regime.groups.items():
            path = (*self.path, "groups", key, "members")
            names.each_known(group.members, self.states, "state", path)
            names.each_once(group.members, path)
        self._nested("categories", regime.categories, "category")
        self._nested("zones", regime.zones, "zone")
        for key, exclusion in regime.exclusions.items():
            path = (*self.path, "exclusions", key, "categories")
            names.each_known(exclusion.categories, self.categories, "category", path)

    def _nested(self, section: str, parts: Mapping[str, Category | Zone], kind: str) -> None:
        known = self.names.keys(*self.path, section)
        for key, part in parts.items():
            path = (*self.path, section, key, "within")
            within = (part.within,) if isinstance(part.within, str) else part.within or ()
            self.names.each_known(within, known, kind, path)
            self.names.each_once(within, path)
            if any(key in above(parts, one) for one in within):
                self.names.problem(path, f"{key!r} would be a part of itself")

    def _limits(self) -> None:
        names = self.names
        self._ids("limits", (limit.id for limit in self.regime.limits))
        for index, limit in enumerate(self.regime.limits):
            path = (*self.path, "limits", index)
            on = self.groups if limit.each_member else self.states | self.groups
            names.each_known(limit.on, on, "group" if limit.each_member else "state or group", (*path, "on"))
            names.each_once(limit.on, (*path, "on"))
            if limit.zone is not None:
                names.known(limit.zone, self.zones, "zone", (*path, "zone"))
            self._each_category(limit.at_most, (*path, "at_most"))

    def _thresholds(self) -> None:
        self._ids("thresholds", (threshold.id for threshold in self.regime.thresholds))
        for index, threshold in enumerate(self.regime.thresholds):
            path = (*self.path, "thresholds", index)
            self._each_category(threshold.from_, (*path, "from"))
            self._each_category(threshold.above, (*path, "above"))

    def _quotas(self) -> None:
        names, quotas = self.names, {quota.id: quota for quota in self.regime.quotas}
        self._ids("quotas", (quota.id for quota in self.regime.quotas))
        for index, quota in enumerate(self.regime.quotas):
            path = (*self.path, "quotas", index, "of")
            if quota.of is None or not names.known(quota.of, frozenset(quotas), "quota", path):
                continue
            if quotas[quota.of].of is not None:
                message = f"{quota.of!r} is itself a share of another quota; name the one that objects give"
                names.problem(path, message)

    def _inspected(self) -> None:
        names, regime = self.names, self.regime
        sides = names.deciders | self.states | self.groups
        quotas = frozenset(quota.id for quota in regime.quotas)
        for key, inspected in regime.inspected.items():
            path = (*self.path, "inspected", key)
            names.known(key, sides, "party, state or group", path, at_key=True)
            names.each_known(inspected.by, sides, "party, state or group", (*path, "by"))
            if inspected.quota is not None:
                names.known(inspected.quota, quotas, "quota", (*path, "quota"))
            if inspected.breach.low > inspected.objects.high:
                message = "a breach cannot show at more objects than there are"
                names.problem((*path, "breach"), message)
        known = names.keys(*self.path, "inspected")
        for key, design in regime.designs.items():
            path = (*self.path, "designs", key, "of")
            names.each_known(design.of, known, "inspected side", path)
            if design.quota is not None:
                names.known(design.quota, quotas, "quota", (*self.path, "designs", key, "quota"))

    def _sites(self) -> None:
        names, regime = self.names, self.regime
        sides = names.deciders | self.states
        for key, site in regime.sites.items():
            names.known(site.of, sides, "state", (*self.path, "sites", key, "of"))
        for key in regime.inspectors:
            names.known(key, sides, "state", (*self.path, "inspectors", key), at_key=True)

    def _declared(self) -> None:
        names, regime = self.names, self.regime
        for key in regime.objects:
            names.known(key, self.states, "state", (*self.path, "objects", key), at_key=True)
        for index, suspension in enumerate(regime.suspended):
            names.known(suspension.by, self.states, "state", (*self.path, "suspended", index, "by"))
        for index, declaration in enumerate(regime.declarations):
            self._declaration(declaration, (*self.path, "declarations", index))
        for index, change in enumerate(regime.changes):
            path = (*self.path, "changes", index)
            names.known(change.by, self.states, "state", (*path, "by"))
            category = names.known(change.category, self.categories, "category", (*path, "category"))
            self._excluded(change.excluded, change.category if category else "", (*path, "excluded"))
            for field, zone in (("from_zone", change.from_zone), ("to_zone", change.to_zone)):
                if zone is not None:
                    names.known(zone, self.zones, "zone", (*path, field))
        self._each_once(regime.changes, (*self.path, "changes"))
        self._ids("activities", (activity.id for activity in regime.activities))
        for index, activity in enumerate(regime.activities):
            path = (*self.path, "activities", index)
            names.known(activity.by, self.states, "state", (*path, "by"))
            self._each_category(activity.of, (*path, "of"))

    def _declaration(self, declaration: Declaration, path: Path_) -> None:
        names = self.names
        names.known(declaration.by, self.states, "state", (*path, "by"))
        if declaration.source is not None:
            names.known(declaration.source, names.sources, "source", (*path, "source"))
        for index, holding in enumerate(declaration.holdings):
            here = (*path, "holdings", index)
            category = names.known(holding.category, self.categories, "category", (*here, "category"))
            if holding.zone is not None:
                names.known(holding.zone, self.zones, "zone", (*here, "zone"))
            self._excluded(holding.excluded, holding.category if category else "", (*here, "excluded"))
        self._each_once(declaration.holdings, (*path, "holdings"))

    def _excluded(self, exclusion: str | None, category: str, path: Path_) -> None:
        """Check that there is an exclusion, and that it applies to a category, where that is a known one."""
        names, exclusions = self.names, self.regime.exclusions
        known = names.keys(*self.path, "exclusions")
        if exclusion is None or not names.known(exclusion, known, "exclusion", path):
            return
        applies = exclusions[exclusion].categories if exclusion in exclusions else ()
        if category and applies and not set(above(self.regime.categories, category)) & set(applies):
            names.problem(path, f"{exclusion!r} does not apply to {quoted(category)}")

    def _each_category(self, words: Iterable[str], path: Path_) -> None:
        for word in words:
            self.names.known(word, self.categories, "category", (*path, word), at_key=True)

    def _each_once(self, entries: Iterable[Holding | Change], path: Path_) -> None:
        """Check that no entry is a slip of the pen: added up, it could make a breach, or hide one."""
        seen: set[Holding | Change] = set()
        for index, entry in enumerate(entries):
            if entry in seen and entry.category != MISSING:
                self.names.problem((*path, index), _REPEATED)
            seen.add(entry)

    def _ids(self, section: str, ids: Iterable[str]) -> None:
        seen: set[str] = set()
        for index, one in enumerate(ids):
            if one in seen and one != MISSING:
                path = (*self.path, section, index, "id")
                self.names.problem(path, f"the id {quoted(one)} is used twice")
            seen.add(one)
