"""What has been found out about chances in a case and its variants, so that nobody finds it out again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.outcomes.per_case import per_case

if TYPE_CHECKING:
    from detente.case.formula import Formula
    from detente.case.model import CaseFile

__all__ = ["KnownChances", "known_chances"]


@dataclass
class KnownChances:
    """Chances by digests of all from which they follow, and orders of blocks by the goal they are good for.

    Every chance is the greatest, and an order may be any: they make answers faster and change none.
    """

    chances: dict[bytes, float] = field(default_factory=dict)
    orders: dict[Formula | None, tuple[str, ...]] = field(default_factory=dict)

    def copied(self) -> KnownChances:
        """Return what is known by now, while more may be found."""
        return KnownChances(self.chances.copy(), self.orders.copy())

    def without(self, other: KnownChances) -> KnownChances:
        """Return what is known beyond what was known before."""
        new = {key: chance for key, chance in self.chances.items() if key not in other.chances}
        return KnownChances(new, {goal: one for goal, one in self.orders.items() if goal not in other.orders})

    def learn(self, other: KnownChances) -> None:
        """Take in what was found elsewhere about the same case."""
        self.chances.update(other.chances)
        self.orders.update(other.orders)


@per_case
def known_chances(_: CaseFile) -> KnownChances:
    """Return what has been found out in this process about a case and its variants."""
    return KnownChances()
