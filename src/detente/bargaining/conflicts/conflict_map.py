"""The map of a search for conflicts: which sets of constraints nothing is known about yet."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from detente.bargaining.conflicts.dispute import numbers_in
from detente.outcomes.package_search.deadline import UndecidedError, remaining

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ConflictMap"]


class ConflictMap:
    """Sets that are known to collide or to be open, and a way to sets that are neither.

    A set that contains a conflict collides; a set that misses a correction is open. ``among``: the
    constraints over which the sets range.

    Source: M. H. Liffiton, A. Previti, A. Malik and J. Marques-Silva, "Fast, flexible MUS enumeration",
    Constraints 21 (2016).
    """

    def __init__(self, among: int) -> None:
        self.conflicts: list[int] = []
        self.corrections: list[int] = []
        self._model = cp_model.CpModel()
        self._present = {number: self._model.new_bool_var("") for number in numbers_in(among)}
        self._last = 0

    def add_conflict(self, conflict: int) -> None:
        """Record that a set collides, and so does every larger one."""
        self.conflicts.append(conflict)
        self._model.add_bool_or([~self._present[number] for number in numbers_in(conflict)])

    def add_correction(self, correction: int) -> None:
        """Record that what remains without this set is open, and so is every smaller set."""
        # The solver keeps larger ones too, which does no harm; here they cost time.
        self.corrections = [one for one in self.corrections if one & correction != correction]
        self.corrections.append(correction)
        self._model.add_bool_or([self._present[number] for number in numbers_in(correction)])

    def unknown_set(self, deadline: float | None) -> int | None:
        """Return a minimal set that meets every known correction and contains no known conflict, or None.

        If it collides, it is a minimal conflict, because each of its proper subsets is known to be open.
        Raises ``UndecidedError`` when the deadline passes.
        """
        for start in self._starts():
            near = self._extended(start)
            if near is not None:
                self._last = self._reduced(near)
                return self._last
        found = self._solved(deadline)
        self._last = 0 if found is None else self._reduced(found)
        return None if found is None else self._last

    def _starts(self) -> Iterator[int]:
        """Go through sets close to the last one; most often one of them leads on without the solver."""
        yield self._last
        for number in numbers_in(self._last):
            yield self._last & ~(1 << number)

    def _extended(self, chosen: int) -> int | None:
        unmet = [correction for correction in self.corrections if not correction & chosen]
        while unmet:
            barred = 0
            for conflict in self.conflicts:
                missing = conflict & ~chosen
                if not missing & (missing - 1):
                    barred |= missing
                    if not missing:
                        return None
            smallest = min(unmet, key=int.bit_count)
            allowed = list(numbers_in(smallest & ~barred))
            if not allowed:
                return None
            chosen |= 1 << max(allowed, key=lambda number: sum(one >> number & 1 for one in unmet))
            unmet = [correction for correction in unmet if not correction & chosen]
        return None if any(conflict & chosen == conflict for conflict in self.conflicts) else chosen

    def _reduced(self, chosen: int) -> int:
        """Leave out members one by one while every correction stays met."""
        while True:
            met = [correction & chosen for correction in self.corrections]
            # What a correction is met by alone has to stay.
            alone = reduce(or_, (members for members in met if not members & (members - 1)), 0)
            spare = chosen & ~alone
            if not spare:
                return chosen
            chosen &= ~(spare & -spare)

    def _solved(self, deadline: float | None) -> int | None:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        # The clauses are already as short as they get: simplifying them costs far more than it saves.
        solver.parameters.cp_model_presolve = False
        solver.parameters.inprocessing_dtime_ratio = 0.0
        solver.parameters.inprocessing_probing_dtime = 0.0
        solver.parameters.inprocessing_minimization_dtime = 0.0
        solver.parameters.linearization_level = 0
        solver.parameters.symmetry_level = 0
        solver.parameters.catch_sigint_signal = False
        seconds = remaining(deadline)
        if seconds is not None:
            solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self._model)
        if status == cp_model.UNKNOWN:
            raise UndecidedError
        if status == cp_model.INFEASIBLE:
            return None
        return sum(1 << number for number, present in self._present.items() if solver.boolean_value(present))
