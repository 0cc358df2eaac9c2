"""The balance between two declarations: what there was, what came and what went must give what there is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from detente.verification.limits.amounts import NONE, Amount, amount_of, either
from detente.verification.limits.holdings import alike, changes_between, declarations_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """Items of one category of a state in one zone: previous + came - went against what is declared now."""

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
    def difference(self) -> tuple[int, int] | None:
        """How much more there is now than there should be, at least and at most; None if not known."""
        terms = (self.previous, self.came, self.went, self.now)
        if any(term.high is None for term in terms):
            return None
        before, came, went, now = terms
        least = now.low - (before.high or 0) - (came.high or 0) + went.low
        most = (now.high or 0) - before.low - came.low + (went.high or 0)
        return least, most

    @property
    def outcome(self) -> Outcome:
        """Whether it balances."""
        if self.difference is None:
            return Outcome.UNTOLD
        least, most = self.difference
        return Outcome.BALANCES if least <= 0 <= most else Outcome.DIFFERS


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
    clarification, and what was there and is no longer listed is such a one. Nothing is said of a zone as a
    whole where its parts are declared, or of a category.
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
        places = dict.fromkeys((*listed, *came, *went))
        for category, zone in places:
            place = (category, zone)
            previous, now = (
                reduce(either, (_held(one).get(place, _unlisted(one, category)) for one in several))
                for several in (before, after)
            )
            moved = came.get(place, NONE), went.get(place, NONE)
            yield Balance(key, state, category, zone, since, until, previous, *moved, now)


def _held(declaration: Declaration) -> dict[Place, Amount]:
    found: dict[Place, Amount] = defaultdict(lambda: NONE)
    for holding in declaration.holdings:
        found[holding.category, holding.zone] += amount_of(holding.count)
    return dict(found)


def _unlisted(declaration: Declaration, category: str) -> Amount:
    """Return how many there are where a declaration lists none: none, if it speaks of the category at all."""
    speaks = declaration.complete or any(one.category == category for one in declaration.holdings)
    return NONE if speaks else Amount(0, None)


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
