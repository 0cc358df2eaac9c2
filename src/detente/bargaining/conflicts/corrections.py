"""What is known of a dispute: for each package seen, what must be dropped before it can be signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.bargaining.conflicts.dispute import numbers_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.bargaining.conflicts.dispute import Dispute
    from detente.outcomes.domain import Package

__all__ = ["Answer", "Corrections"]


@dataclass(frozen=True)
class Answer:
    """A minimal set of constraints: one that collides, or one whose removal opens a package."""

    constraints: int
    collides: bool


class Corrections:
    """Sets of constraints whose removal opens a package, with that package; only minimal ones are kept.

    ``learned`` lists them in the order in which they came, with those that were forgotten later.
    """

    def __init__(self, dispute: Dispute) -> None:
        self._dispute = dispute
        self.opened: dict[int, Package] = {}
        self.learned: list[int] = []

    def learn(self, package: Sequence[int]) -> None:
        """Keep what a package teaches, after checking it in integers against rules and constraints.

        Raises ``AssertionError`` for a package that the rules forbid: the search that found it has an error.
        """
        chosen = tuple(map(int, package))
        if not self._dispute.domain.signable(chosen):
            raise AssertionError(f"a search gave a package that the rules forbid: {chosen}")
        for breach in self._dispute.breaches(chosen):
            self.keep(breach, chosen)

    def keep(self, breach: int, package: Package) -> None:
        """Keep one set and the package that it opens, unless less would do; forget what needs more."""
        if any(known & breach == known for known in self.opened):
            return
        for larger in [known for known in self.opened if known & breach == breach]:
            del self.opened[larger]
        self.opened[breach] = package
        self.learned.append(breach)

    def opening(self, required: int) -> Package | None:
        """Return a known package that satisfies the required constraints, or None when none is known."""
        return next((package for breach, package in self.opened.items() if not breach & required), None)

    def witnesses(self, conflict: int) -> dict[int, Package]:
        """Return for each member of a conflict a known package that satisfies all its other members.

        A member that is missing in the result has no such package yet.
        """
        found: dict[int, Package] = {}
        for breach, package in self.opened.items():
            common = breach & conflict
            if common.bit_count() == 1:
                found.setdefault(common.bit_length() - 1, package)
        return {number: found[number] for number in numbers_in(conflict) if number in found}
