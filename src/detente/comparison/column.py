"""One column of a comparison: a case as it is, or a variant of it, with what each analysis finds there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from detente.bargaining.result import Bargaining
from detente.bargaining.zone import Zone
from detente.case.naming import spaced
from detente.case.problems import CaseError
from detente.comparison.changes import changes_between
from detente.comparison.lasting import Lasting, lasting
from detente.comparison.powers import blocking
from detente.outcomes.negotiation import negotiation_of
from detente.roadmap.result import Roadmap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.bargaining.conflicts.results import Conflicts
    from detente.bargaining.points import Point
    from detente.case.case import Case
    from detente.cohesion.bloc import BlocCohesion
    from detente.comparison.changes import Change

__all__ = ["AS_IT_IS", "Column"]

AS_IT_IS = "as it is"


@dataclass(frozen=True, eq=False)
class Column:
    """A case, or a variant of it, beside others; each part is found when it is first asked for, and kept.

    ``first`` is the case as it is, which may be this one. A part of which the case has nothing is None, or
    empty; ``missing`` says why.
    """

    case: Case
    first: Case
    seed: int = 0
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str | None:
        """The short name of the variant; None for the case as it is."""
        return None if self.case is self.first else self.case.variant

    @property
    def name(self) -> str:
        """What readers call it."""
        return AS_IT_IS if self.key is None else spaced(self.key)

    @property
    def says(self) -> str:
        """What the variant changes, in the words of the case."""
        patch = {} if self.key is None else self.case.base.variants[self.key]
        return str(patch.get("says") or "")

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What the variant changes, entry by entry."""
        return () if self.key is None else changes_between(self.first, self.case)

    @cached_property
    def bargaining(self) -> Bargaining:
        """What can be signed."""
        return Bargaining(Zone(negotiation_of(self.case.nominal)))

    @cached_property
    def nash(self) -> tuple[Point, ...]:
        """The packages that the Nash solution picks; none where nothing can be signed, or none is known."""
        try:
            return self.bargaining.solutions["nash"].points if self.bargaining.negotiation.signatories else ()
        except ValueError as error:
            self.missing["nash"] = str(error)
            return ()

    @property
    def changed(self) -> Mapping[str, str]:
        """What the first of these packages changes, as option by issue; nothing where there is none."""
        if not self.nash:
            return {}
        now = self.bargaining.negotiation.today
        return {key: one for key, one in self.nash[0].package.items() if now[key] != one}

    @cached_property
    def conflicts(self) -> Conflicts | None:
        """What collides, and the least to drop; None where something can be signed, or that is not known."""
        return self.bargaining.conflicts

    @cached_property
    def blocs(self) -> Mapping[str, BlocCohesion]:
        """What holds for each bloc whose members want different things."""
        from detente.cohesion.result import Cohesion

        return Cohesion(self.bargaining.negotiation).blocs

    @cached_property
    def blocking(self) -> Mapping[str, str]:
        """Who can block what: by what is asked, the answer, both in words."""
        return blocking(self.case)

    @cached_property
    def roadmap(self) -> Roadmap | None:
        """The roadmap; None where the case has none."""
        road = Roadmap(self.case.nominal, self.seed)
        try:
            _ = road.problem, road.solution
        except CaseError as error:
            self.missing["roadmap"] = error.problems[0].message
            return None
        return road

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of the blocks in the best order; none where the goal cannot be reached, or is no goal."""
        road = self.roadmap
        if road is None or not road.probability:
            return ()
        return tuple(road.problem.blocks[block].key for block in road.fixed_order.order)

    @cached_property
    def lasting(self) -> Lasting | None:
        """Which states of the conflict last; None where the case describes no conflict."""
        try:
            return lasting(self.case)
        except CaseError as error:
            self.missing["lasting"] = error.problems[0].message
            return None

    def find_all(self, progress: Callable[[str], None]) -> None:
        """Find every part now, and tell ``progress`` in words which one is being found."""
        progress(f"{self.name}: what can be signed")
        _ = self.nash, self.conflicts
        progress(f"{self.name}: what splits, blocks and lasts")
        _ = self.blocs, self.blocking, self.lasting
        progress(f"{self.name}: the best order")
        if self.roadmap is not None:
            _ = self.roadmap.probability, self.roadmap.fixed_order
