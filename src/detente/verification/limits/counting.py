"""Which declared items count under a limit, which may, and which are left out and why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from typing import TYPE_CHECKING

from detente.case.nesting import above, overlap
from detente.outcomes.dates_said import day_says
from detente.verification.limits.amounts import Amount, amount_of, either

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.declarations import Change, Declaration, Holding, Status
    from detente.case.regimes import Category, Limit, Regime, Zone
    from detente.verification.limits.holdings import Holdings

__all__ = ["Counted", "LeftOut", "counted"]


@dataclass(frozen=True)
class LeftOut:
    """Items of a category that do not count under a limit, and why."""

    state: str
    amount: Amount
    why: str


@dataclass(frozen=True)
class Counted:
    """How many items of one state count under a limit.

    ``declared``: the date of the declaration; None where there is none. ``missing``: why there may be any
    number besides, in words: nothing is declared, or not everything. ``doubts``: why some items may or may
    not count.
    """

    state: str
    amount: Amount
    declared: str | None
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[str, ...] = ()
    missing: str = ""


class _Counts(IntEnum):
    """Whether an entry counts."""

    NO = 0
    PERHAPS = 1
    YES = 2


def counted(regime: Regime, limit: Limit, category: str, holdings: Holdings) -> Counted:
    """Count the items of a state under a limit on a category.

    An item counts if its category and its zone are those of the limit or parts of them, if it is held in a
    way that the limit names, and if no exclusion applies. What is declared only for a larger category or
    zone, or for no zone at all, may count.

    The number is from the least to the most that can be of what is listed. It may be a wider range, but never
    a narrower one, where items have left that were declared only for a larger category or zone: these are not
    followed one by one. ``missing`` says where a declaration need not list everything, so that there may be
    more.
    """
    if holdings.missing:
        return Counted(holdings.state, Amount(0, None), None, missing=holdings.missing)
    found = [_version(regime, limit, category, holdings, one) for one in holdings.versions]
    amount = reduce(either, (one.amount for one in found))
    left_out = tuple(dict.fromkeys(item for one in found for item in one.left_out))
    doubts = tuple(dict.fromkeys(doubt for one in found for doubt in one.doubts))
    if len(found) > 1:
        doubts = (*doubts, f"{len(found)} declarations for {holdings.declared} contradict each other")
    missing = next((one.missing for one in found if one.missing), "")
    return Counted(holdings.state, amount, holdings.declared, left_out, doubts, missing)


def _version(
    regime: Regime, limit: Limit, category: str, holdings: Holdings, declaration: Declaration
) -> Counted:
    sums = _Sums(regime, limit, category, holdings.state)
    for holding in declaration.holdings:
        sums.holding(holding)
    missing = "" if declaration.complete else sums.not_declared(day_says(declaration.as_of))
    for change in sorted(holdings.changes, key=sums.order):
        sums.change(change)
    doubts = tuple(dict.fromkeys(sums.doubts))
    return Counted(holdings.state, sums.amount, declaration.as_of, tuple(sums.left_out), doubts, missing)


class _Sums:
    """The items of one state under one limit, added up entry by entry."""

    def __init__(self, regime: Regime, limit: Limit, category: str, state: str) -> None:
        self.regime, self.limit, self.category, self.state = regime, limit, category, state
        self.low, self.high = 0, 0.0
        self.whole: set[tuple[str, Status]] = set()
        """Categories that are declared for all the zone of the limit, each with a way to be held."""
        self.mentioned, self.all_listed = False, True
        self.left_out: list[LeftOut] = []
        self.doubts: list[str] = []

    @property
    def amount(self) -> Amount:
        """The number of items so far."""
        return Amount(self.low, None if math.isinf(self.high) else int(self.high))

    def holding(self, holding: Holding) -> None:
        """Add an entry of the declaration."""
        of_category = self._category(holding.category)
        if of_category is _Counts.NO:
            return
        amount = amount_of(holding.count)
        if holding.excluded is not None:
            exclusion = self.regime.exclusions[holding.excluded]
            why = f"{exclusion.says or holding.excluded} ({exclusion.article})"
            self.left_out.append(LeftOut(self.state, amount, why))
            return
        counts, why = self._standing(of_category, holding.category, holding.zone, holding.status)
        if counts is _Counts.NO:
            self.left_out.append(LeftOut(self.state, amount, why))
            return
        if counts is _Counts.PERHAPS:
            number = amount == Amount(0, None)
            self.doubts.append(f"{amount} {why.replace('are declared', 'is declared', 1) if number else why}")
        elif amount.high is None:
            self.doubts.append(f"{amount} is declared")
        self.mentioned = True
        if self._all_the_zone(holding.zone) and not (holding.unit or holding.parent or holding.site):
            self.whole |= {(holding.category, way) for way in holding.status.ways}
        self.low += amount.low if counts is _Counts.YES else 0
        self.high += _most(amount)

    def not_declared(self, date: str) -> str:
        """Say why there may be more than the entries list; nothing where there may not.

        They list everything if for each way to be held that counts one is of the category or of one of which
        it is a part, and of all the zone of the limit; or if that holds for all parts of the category. A
        category with a single part has items besides; so have zones, whatever their parts. What is declared
        for a unit or a site says nothing of the others.
        """
        if all(self._is_declared(self.category, way) for way in self.limit.status):
            return ""
        self.all_listed = False
        if not self.mentioned:
            self.high = math.inf
            return f"the declaration for {date} does not mention them"
        return f"the declaration for {date} does not say that it lists all of them"

    def change(self, change: Change) -> None:
        """Take off what has left since, and add what has come; no more can leave than there is."""
        of_category = self._category(change.category)
        if of_category is _Counts.NO or change.excluded is not None:
            return
        counting = set(change.status.ways).intersection(self.limit.status)
        if not counting:
            return
        sure = of_category is _Counts.YES and len(counting) == len(change.status.ways)
        self._doubt(change, sure=sure)
        least, most = self._effect(change)
        if not sure:
            least, most = min(least, 0), max(most, 0)
        amount = amount_of(change.count)
        if most < 0 and amount.low > self.high and self.all_listed:
            self.doubts.append(f"{amount} have gone on {day_says(change.on)}, and fewer are declared")
            self.low, self.high = 0, math.inf
            return
        if least:
            low = self.low + (amount.low if least > 0 else -_most(amount))
            self.low = int(max(low, 0))
        if most:
            self.high = max(self.high + (_most(amount) if most > 0 else -amount.low), 0)

    def order(self, change: Change) -> tuple[str, bool, bool]:
        """Return by what changes are ordered: by their day, and on one day what comes before what goes."""
        _, most = self._effect(change)
        return change.on, self._zone_of_change(change.from_zone) is not _Counts.NO, most < 0

    def _effect(self, change: Change) -> tuple[int, int]:
        """Return what an item does to the number, at least and at most: what goes is what comes."""
        gone, come = self._zone_of_change(change.from_zone), self._zone_of_change(change.to_zone)
        least = (come is _Counts.YES) - (gone is not _Counts.NO)
        most = (come is not _Counts.NO) - (gone is _Counts.YES)
        return least, most

    def _doubt(self, change: Change, *, sure: bool) -> None:
        """Note why it is not known what a change does to the number."""
        amount, of_category = amount_of(change.count), self._category(change.category)
        sides = [self._zone_of_change(zone) for zone in (change.from_zone, change.to_zone)]
        if sides[0] is sides[1] is not _Counts.PERHAPS:
            return
        if sure and _Counts.PERHAPS not in sides and amount.certain:
            return
        for side, zone, word in zip(sides, (change.from_zone, change.to_zone), ("gone", "come"), strict=True):
            if side is not _Counts.NO and zone is not None:
                why = self._standing(of_category, change.category, zone, change.status)[1]
                self.doubts.append(f"{amount} {word} on {day_says(change.on)} {why}".rstrip())

    def _zone_of_change(self, zone: str | None) -> _Counts:
        return _Counts.NO if zone is None else self._zone(zone)[0]

    def _all_the_zone(self, zone: str | None) -> bool:
        return zone is None or (
            self.limit.zone is not None and zone in above(self.regime.zones, self.limit.zone)
        )

    def _is_declared(self, category: str, way: Status) -> bool:
        if any((one, way) in self.whole for one in above(self.regime.categories, category)):
            return True
        parts = [key for key, one in self.regime.categories.items() if one.within == category]
        return len(parts) > 1 and all(self._is_declared(part, way) for part in parts)

    def _category(self, category: str) -> _Counts:
        if self.category in above(self.regime.categories, category):
            return _Counts.YES
        larger = category in above(self.regime.categories, self.category)
        return _Counts.PERHAPS if larger else _Counts.NO

    def _standing(
        self, of_category: _Counts, category: str, zone: str | None, status: Status
    ) -> tuple[_Counts, str]:
        """Tell whether items of a matching category count, and if it is not sure that they do, why."""
        limit = self.limit
        counting = set(status.ways).intersection(limit.status)
        if not counting:
            held = _listed(status.ways)
            return _Counts.NO, f"held as {held}, and only {_listed(limit.status)} items count"
        in_zone, why = self._zone(zone)
        if in_zone is not _Counts.YES:
            return in_zone, why
        if len(counting) < len(status.ways):
            return _Counts.PERHAPS, f"may or may not be {_listed(limit.status)}"
        if of_category is _Counts.PERHAPS:
            name = _name(self.regime.categories, category)
            return _Counts.PERHAPS, f"are declared for {name}, without parts"
        return _Counts.YES, ""

    def _zone(self, zone: str | None) -> tuple[_Counts, str]:
        zones, limited = self.regime.zones, self.limit.zone
        if limited is None:
            return _Counts.YES, ""
        if zone is None:
            return _Counts.PERHAPS, "are declared without a zone"
        if limited in above(zones, zone):
            return _Counts.YES, ""
        if overlap(zones, zone, limited):
            return _Counts.PERHAPS, f"are declared for {_name(zones, zone)}, without parts"
        return _Counts.NO, f"in {_name(zones, zone)}"


def _most(amount: Amount) -> float:
    return math.inf if amount.high is None else amount.high


def _listed(statuses: tuple[Status, ...]) -> str:
    return " or ".join(map(str, statuses))


def _name(parts: Mapping[str, Category] | Mapping[str, Zone], key: str) -> str:
    return (parts[key].name if key in parts else None) or key
