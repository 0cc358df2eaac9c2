"""Whether limits are met: met, exceeded, or not to be told, each with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from detente.verification.limits.amounts import NONE, Amount
from detente.verification.limits.counting import Counted, LeftOut, counted
from detente.verification.limits.holdings import holdings_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.regimes import Limit, Regime

__all__ = ["Compliance", "Verdict", "compliance"]


class Compliance(Enum):
    """What can be said of a limit."""

    MET = "met"
    EXCEEDED = "exceeded"
    UNTOLD = "cannot be told"

    def __str__(self) -> str:
        """Return it in words."""
        return self.value


@dataclass(frozen=True)
class Verdict:
    """Whether a state or a group keeps to a limit on a category at a date.

    ``amount`` is how many of its items count, of those that are declared; ``counted`` says it state by state.
    Where something is ``missing`` there may be any number besides.
    """

    regime: str
    limit: Limit
    on: str
    category: str
    date: str
    amount: Amount
    counted: tuple[Counted, ...]

    @property
    def at_most(self) -> int:
        """The most that it may hold."""
        return self.limit.at_most[self.category]

    @property
    def compliance(self) -> Compliance:
        """What can be said: the limit is exceeded where it is even without what is not known."""
        if self.amount.low > self.at_most:
            return Compliance.EXCEEDED
        if self.missing or self.amount.high is None or self.amount.high > self.at_most:
            return Compliance.UNTOLD
        return Compliance.MET

    @property
    def excess(self) -> Amount | None:
        """By how much the limit is exceeded; None where it is not, or that cannot be told."""
        if self.compliance is not Compliance.EXCEEDED:
            return None
        high = self.held.high
        return Amount(self.amount.low - self.at_most, None if high is None else high - self.at_most)

    @property
    def held(self) -> Amount:
        """How many of its items count, those among them that need not be declared."""
        return Amount(self.amount.low, None if self.missing else self.amount.high)

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """The states of which nothing is known, or not all, each with why."""
        return tuple((one.state, one.missing) for one in self.counted if one.missing)

    @property
    def doubts(self) -> tuple[tuple[str, str], ...]:
        """What may or may not count, state by state."""
        return tuple((one.state, doubt) for one in self.counted for doubt in one.doubts)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What does not count, and why."""
        return tuple(item for one in self.counted for item in one.left_out)


def compliance(key: str, regime: Regime, date: str) -> tuple[Verdict, ...]:
    """Return a verdict on every limit that binds on a date, for everybody whom it binds and every category.

    ``key`` is the name of the regime in results.
    """
    held = {state: holdings_at(regime, state, date) for state in regime.states}
    verdicts = []
    for limit in regime.limits:
        if (limit.from_ or date) > date or (limit.until or date) < date:
            continue
        for on, states in _bound(regime, limit):
            for category in limit.at_most:
                each = tuple(counted(regime, limit, category, held[state]) for state in states)
                total = reduce(add, (one.amount for one in each), NONE)
                verdicts.append(Verdict(key, limit, on, category, date, total, each))
    return tuple(verdicts)


def _bound(regime: Regime, limit: Limit) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield who is bound by a limit, each with the states whose items count."""
    for on in limit.on:
        members = regime.groups[on].members if on in regime.groups else (on,)
        if limit.each_member:
            yield from ((member, (member,)) for member in members)
        else:
            yield on, members
