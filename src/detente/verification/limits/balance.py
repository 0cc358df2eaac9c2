"""The balance between two declarations: what there was, what came and what went must give what there is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from itertools import groupby, pairwise
from operator import add
from typing import TYPE_CHECKING

from detente.case.nesting import above, overlap
from detente.verification.limits.amounts import NONE, Amount, amount_of, either
from detente.verification.limits.holdings import alike, changes_between, declarations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.case.declarations import Declaration
    from detente.case.regimes import Regime

__all__ = ["Balance", "Duplicate", "Outcome", "balances", "duplicates"]

Place = tuple[str, str | None]
"""A category and a zone, which may be unknown."""


class Outcome(Enum):
    """Whether two declarations and the changes between them go together."""

    BALANCES = "balances"
    DIFFERS = "differs"
    UNTOLD = "cannot be told"

    def __str__(self) -> str:
        """Return it in words."""
        return self.value


@dataclass(frozen=True)
class Balance:
    """Items of one category of a state in one zone: previous + came - went against what is declared now.

    ``zone``: None where items are declared without one, or in zones of which none holds all others.
    """

    regime: str
    state: str
    category: str
    zone: str | None
    since: str
    until: str
    previous: Amount
    came: Amount
    went: Amount
    now: Amount

    @property
    def difference(self) -> tuple[int | None, int | None]:
        """How much more there is now than there should be, at least and at most; None for an open end."""
        should, there = self.previous + self.came, self.now + self.went
        least = None if should.high is None else there.low - should.high
        most = None if there.high is None else there.high - should.low
        return least, most

    @property
    def outcome(self) -> Outcome:
        """Whether it balances."""
        least, most = self.difference
        if (least or 0) > 0 or (most or 0) < 0:
            return Outcome.DIFFERS
        return Outcome.UNTOLD if least is None or most is None else Outcome.BALANCES


@dataclass(frozen=True)
class Duplicate:
    """Several declarations of one state for the same date; ``alike`` if they say the same."""

    regime: str
    state: str
    date: str
    times: int
    alike: bool


def balances(key: str, regime: Regime) -> tuple[Balance, ...]:
    """Return the balance of every category and zone between any two declarations that follow each other.

    Items of all kinds are counted, also those that are excluded from limits. Where a state has declared twice
    for a date and not the same, there is what either says; ``duplicates`` tells of it. A declaration that
    lists a category somewhere is taken to have none where it lists none: a difference only asks for
    clarification, and what was there and is no longer listed is such a one. What is declared for a whole at
    one time and for parts of it at another, a zone or a category, is balanced as that whole.
    """
    return tuple(found for state in regime.states for found in _of_state(key, regime, state))


def duplicates(key: str, regime: Regime) -> tuple[Duplicate, ...]:
    """Return where a state has declared more than once for the same date."""
    found = []
    for state in regime.states:
        for date, group in groupby(declarations_of(regime, state), key=lambda one: one.as_of):
            several = list(group)
            if len(several) > 1:
                same = all(alike(several[0], one) for one in several[1:])
                found.append(Duplicate(key, state, date, len(several), same))
    return tuple(found)


def _of_state(key: str, regime: Regime, state: str) -> Iterator[Balance]:
    by_date = groupby(declarations_of(regime, state), key=lambda one: one.as_of)
    dates = {date: list(group) for date, group in by_date}
    for since, until in pairwise(dates):
        before, after = dates[since], dates[until]
        came, went = _moved(regime, state, since, until)
        listed = (place for one in (*before, *after) for place in _held(one))
        for places in _together(regime, dict.fromkeys((*listed, *came, *went))):
            category, zone = _whole(regime, places)
            previous, now = (
                reduce(either, (_there(regime, one, category, places) for one in several))
                for several in (before, after)
            )
            new, gone = (reduce(add, (of.get(one, NONE) for one in places)) for of in (came, went))
            yield Balance(key, state, category, zone, since, until, previous, new, gone, now)


def _together(regime: Regime, places: Iterable[Place]) -> list[list[Place]]:
    """Return places in parts between which no item can be in doubt: none lies within one of another part."""
    parts: list[list[Place]] = []
    for place in places:
        near = [part for part in parts if any(_may_share(regime, place, other) for other in part)]
        parts = [part for part in parts if part not in near]
        parts.append([*(one for part in near for one in part), place])
    return parts


def _may_share(regime: Regime, one: Place, other: Place) -> bool:
    (category, zone), (other_category, other_zone) = one, other
    lines = (above(regime.categories, category), above(regime.categories, other_category))
    if category not in lines[1] and other_category not in lines[0]:
        return False
    return zone is None or other_zone is None or overlap(regime.zones, zone, other_zone)


def _whole(regime: Regime, places: Sequence[Place]) -> Place:
    """Return the category that all others are parts of, and the zone; None where no zone holds the others."""
    categories, zones = (list(dict.fromkeys(one)) for one in zip(*places, strict=True))
    [category] = [one for one in categories if all(one in above(regime.categories, of) for of in categories)]
    hold = [one for one in zones if one and all(of and one in above(regime.zones, of) for of in zones)]
    return category, hold[0] if hold else None


def _there(regime: Regime, declaration: Declaration, category: str, places: Sequence[Place]) -> Amount:
    """Return how many a declaration has in some places of a category, or of parts of it."""
    held = _held(declaration)
    found = reduce(add, (held.get(one, NONE) for one in places))
    return found if _speaks(regime, declaration, category) else found + Amount(0, None)


def _speaks(regime: Regime, declaration: Declaration, category: str) -> bool:
    """Tell whether a declaration lists all of a category: it does if it names it, or all parts of it."""
    if declaration.complete or any(one.category == category for one in declaration.holdings):
        return True
    parts = [key for key, one in regime.categories.items() if one.within == category]
    return len(parts) > 1 and all(_speaks(regime, declaration, part) for part in parts)


def _held(declaration: Declaration) -> dict[Place, Amount]:
    found: dict[Place, Amount] = defaultdict(lambda: NONE)
    for holding in declaration.holdings:
        found[holding.category, holding.zone] += amount_of(holding.count)
    return dict(found)


def _moved(
    regime: Regime, state: str, after: str, until: str
) -> tuple[dict[Place, Amount], dict[Place, Amount]]:
    came: dict[Place, Amount] = defaultdict(lambda: NONE)
    went: dict[Place, Amount] = defaultdict(lambda: NONE)
    for change in changes_between(regime, state, after, until):
        for places, zone in ((went, change.from_zone), (came, change.to_zone)):
            if zone is not None:
                places[change.category, zone] += amount_of(change.count)
    return dict(came), dict(went)
