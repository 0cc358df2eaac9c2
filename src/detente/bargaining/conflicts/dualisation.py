"""All minimal conflicts and all minimal sets to drop, found from each other.

A minimal conflict meets every set whose removal opens a package. So the search keeps the packages seen, takes
a minimal set that meets what must be dropped for each of them, and asks whether some package satisfies it.
If none does, the set is a minimal conflict and needs no shrinking; if one does, that package is new
knowledge. When every candidate is decided, both lists are complete.

Source: J. Bailey and P. J. Stuckey, "Discovery of minimal unsatisfiable subsets of constraints using hitting
set dualization", PADL 2005; with the map of M. H. Liffiton, A. Previti, A. Malik and J. Marques-Silva,
"Fast, flexible MUS enumeration", Constraints 21 (2016), in place of the list of all transversals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.conflicts.conflict_map import ConflictMap
from detente.bargaining.conflicts.corrections import Answer
from detente.outcomes.package_search.deadline import remaining

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from detente.bargaining.conflicts.corrections import Corrections
    from detente.outcomes.domain import Package

__all__ = ["Dualisation"]


class Dualisation:
    """The search among some constraints while others are required.

    ``meeting`` returns a package that satisfies a set of constraints, or None, and lets ``corrections``
    learn from it.
    """

    def __init__(
        self,
        corrections: Corrections,
        meeting: Callable[[int], Package | None],
        among: int,
        required: int = 0,
    ) -> None:
        self._corrections = corrections
        self._meeting = meeting
        self._among = among
        self._required = required
        self._map = ConflictMap(among)
        self._conflicts: list[int] = []
        self._unproved: dict[int, int] = {}
        self._read = 0

    def answers(self, conflicts: Iterable[int] = (), deadline: float | None = None) -> Iterator[Answer]:
        """Go through minimal conflicts and minimal sets to drop, each as soon as it is proved minimal.

        ``conflicts``: minimal conflicts known before; they are not repeated. Raises ``UndecidedError`` when
        the deadline passes before everything is found.
        """
        for conflict in conflicts:
            yield from self._collided(conflict)
        yield from self._learned()
        while True:
            remaining(deadline)
            candidate = self._map.unknown_set(deadline)
            if candidate is None:
                return
            package = self._meeting(candidate | self._required)
            if package is None:
                yield Answer(candidate, collides=True)
                yield from self._collided(candidate)
            else:
                yield from self._learned()

    def _learned(self) -> Iterator[Answer]:
        """Take over what the packages seen since the last time teach."""
        learned, self._read = self._corrections.learned[self._read :], len(self._corrections.learned)
        for breach in learned:
            correction = breach & self._among
            if breach & self._required or any(one & correction == one for one in self._map.corrections):
                continue
            for larger in [one for one in self._unproved if one & correction == correction]:
                del self._unproved[larger]
            self._map.add_correction(correction)
            self._unproved[correction] = correction
            for conflict in self._conflicts:
                self._prove(correction, conflict)
            yield from self._proved()

    def _collided(self, conflict: int) -> Iterator[Answer]:
        self._conflicts.append(conflict)
        self._map.add_conflict(conflict)
        for correction in self._unproved:
            self._prove(correction, conflict)
        yield from self._proved()

    def _prove(self, correction: int, conflict: int) -> None:
        """Note that a correction needs the one member that it shares with a conflict."""
        common = correction & conflict
        if common.bit_count() == 1:
            self._unproved[correction] &= ~common

    def _proved(self) -> Iterator[Answer]:
        for correction in [one for one, waiting in self._unproved.items() if not waiting]:
            del self._unproved[correction]
            yield Answer(correction, collides=False)
