"""What a state holds at a date: its last declaration, and what it has notified since."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.declarations import Holding
from detente.outcomes.dates_said import day_says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.declarations import Change, Declaration
    from detente.case.regimes import Regime

__all__ = ["Holdings", "changes_between", "declarations_of", "holdings_at", "suspended_at"]


@dataclass(frozen=True)
class Holdings:
    """What a state holds at a date, as far as it has said.

    ``versions``: the declarations of the last date on which it declared: one, or several that differ and of
    which nobody can tell which one holds. ``changes``: what it has notified since. ``missing``: why nothing
    is known; then there are no versions.
    """

    state: str
    date: str
    versions: tuple[Declaration, ...]
    changes: tuple[Change, ...] = ()
    missing: str = ""

    @property
    def declared(self) -> str | None:
        """The date of the declaration."""
        return self.versions[0].as_of if self.versions else None


def holdings_at(regime: Regime, state: str, date: str) -> Holdings:
    """Return what a state holds at the end of a day: a declaration counts on its date, and so does a change.

    A declaration that is older than the time for which one holds says nothing about the day.
    """
    pause = suspended_at(regime, state, date)
    if pause is not None:
        return Holdings(state, date, (), missing=f"the regime has not been applied since {day_says(pause)}")
    past = [one for one in declarations_of(regime, state) if one.as_of <= date]
    if not past:
        later = declarations_of(regime, state)
        words = f"nothing is declared before {day_says(later[0].as_of)}" if later else "nothing is declared"
        return Holdings(state, date, (), missing=words)
    last = past[-1].as_of
    age = (dt.date.fromisoformat(date) - dt.date.fromisoformat(last)).days
    if age > regime.declared_every:
        words = f"the last declaration, for {day_says(last)}, is more than {regime.declared_every} days old"
        return Holdings(state, date, (), missing=words)
    versions = [one for one in past if one.as_of == last]
    distinct = [
        one for index, one in enumerate(versions) if not any(alike(one, two) for two in versions[:index])
    ]
    return Holdings(state, date, tuple(distinct), changes_between(regime, state, last, date))


def declarations_of(regime: Regime, state: str) -> list[Declaration]:
    """Return what a state has declared, the oldest first."""
    return sorted((one for one in regime.declarations if one.by == state), key=lambda one: one.as_of)


def changes_between(regime: Regime, state: str, after: str, until: str) -> tuple[Change, ...]:
    """Return what a state has notified of the days after one date until another, the earliest first."""
    found = (one for one in regime.changes if one.by == state and after < one.on <= until)
    return tuple(sorted(found, key=lambda one: one.on))


def suspended_at(regime: Regime, state: str, date: str) -> str | None:
    """Return since when a state does not apply a regime on a date; None where it does."""
    for pause in regime.suspended:
        if pause.by == state and pause.from_ <= date and (pause.until is None or date <= pause.until):
            return pause.from_
    return None


def alike(first: Declaration, second: Declaration) -> bool:
    """Tell whether two declarations say the same, in whatever order."""
    return first.complete == second.complete and sorted(_entries(first)) == sorted(_entries(second))


def _entries(declaration: Declaration) -> Iterator[tuple[str, ...]]:
    for holding in declaration.holdings:
        yield tuple(str(getattr(holding, field)) for field in Holding.model_fields)
