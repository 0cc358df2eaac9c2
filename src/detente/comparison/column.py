"""One column of a comparison: a case as it is, or a variant of it, with what each analysis finds there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from detente.bargaining.result import Bargaining
from detente.bargaining.solutions.solution import Solution, solved
from detente.bargaining.zone import Zone
from detente.case.naming import spaced
from detente.case.problems import CaseError, TooLargeError
from detente.cohesion import analyse as analyse_cohesion
from detente.comparison.changes import changes_between
from detente.comparison.lasting import Lasting, lasting
from detente.comparison.powers import blocking
from detente.institutions import analyse as analyse_institutions
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.published import UndefinedQuantityError
from detente.roadmap.chance_of import chance_of
from detente.roadmap.result import Roadmap
from detente.stability.cases.case_conflict import describes_conflict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.bargaining.conflicts.results import Conflicts
    from detente.bargaining.points import Point
    from detente.case.case import Case
    from detente.cohesion.bloc import BlocCohesion
    from detente.cohesion.result import Cohesion
    from detente.comparison.changes import Change
    from detente.institutions.result import Institutions

__all__ = ["AS_IT_IS", "Column"]

AS_IT_IS = "as it is"
Part = TypeVar("Part")


@dataclass(frozen=True, eq=False)
class Column:
    """A case, or a variant of it, beside others; each part is found when it is first asked for, and kept.

    ``first`` is the case as it is, which may be this one. A part of which the case has nothing, or which is
    too large to be found, is None, or empty; ``missing`` says why.
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
    def bargaining(self) -> Bargaining | None:
        """What can be signed; None where that cannot be found."""

        def counted() -> Bargaining:
            zone = Zone(negotiation_of(self.case.nominal))
            _ = zone.feasible, zone.signable
            return Bargaining(zone)

        return self._found("bargaining", counted)

    @cached_property
    def solution(self) -> Solution | None:
        """The Nash solution; None where nobody signs, or where it cannot be found."""
        bargaining = self.bargaining
        if bargaining is None or not bargaining.negotiation.signatories:
            return None
        return self._found("nash", lambda: solved(bargaining.zone)["nash"])

    @property
    def nash(self) -> tuple[Point, ...]:
        """The packages that the Nash solution picks; none where nothing can be signed, or none is known."""
        return () if self.solution is None else self.solution.points

    @property
    def changed(self) -> Mapping[str, str]:
        """What the first of these packages changes, as option by issue; nothing where there is none."""
        if self.bargaining is None or not self.nash:
            return {}
        now = self.bargaining.negotiation.today
        return {key: one for key, one in self.nash[0].package.items() if now[key] != one}

    @cached_property
    def conflicts(self) -> Conflicts | None:
        """What collides, and the least to drop; None where something can be signed, or that is not known."""
        bargaining = self.bargaining
        return None if bargaining is None else self._found("conflicts", lambda: bargaining.conflicts)

    @cached_property
    def cohesion(self) -> Cohesion | None:
        """What each bloc could sign, and what splits it; None where that cannot be found."""
        if self.bargaining is None:
            return None
        return self._found("splits", lambda: analyse_cohesion(self.case, seed=self.seed))

    @cached_property
    def blocs(self) -> Mapping[str, BlocCohesion]:
        """What holds for each bloc whose members want different things."""
        cohesion = self.cohesion
        if cohesion is None:
            return {}

        def counted() -> Mapping[str, BlocCohesion]:
            for one in cohesion.blocs.values():
                _ = one.agreement.now, one.agreement.proposals, one.mandate.packages
            return cohesion.blocs

        return self._found("splits", counted) or {}

    @cached_property
    def institutions(self) -> Institutions:
        """Its rules, powers, procedures and agreements."""
        return analyse_institutions(self.case, seed=self.seed)

    @cached_property
    def blocking(self) -> Mapping[str, str]:
        """Who can block what: by what is asked, the answer, both in words."""
        return self._found("blocking", lambda: blocking(self.institutions, self.first)) or {}

    @cached_property
    def chance(self) -> float | None:
        """The greatest chance of the goal, found without the policy; None where there is no exact one."""
        return self._found("chance", lambda: float(chance_of(self.case.nominal)))

    @cached_property
    def roadmap(self) -> Roadmap | None:
        """The roadmap; None where the case has none."""

        def planned() -> Roadmap:
            road = Roadmap(self.case.nominal, self.seed)
            _ = road.problem, road.solution
            return road

        return self._found("roadmap", planned)

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
        return self._found("lasting", lambda: lasting(self.case))

    @property
    def unknown(self) -> Mapping[str, str]:
        """Of the parts that were looked for, those that the case has and that could not be found, and why."""
        absent = set() if describes_conflict(self.case) else {"lasting"}
        absent |= {"roadmap", "chance"} if self.case.roadmap is None else set()
        return {part: why for part, why in self.missing.items() if part not in absent}

    def find_all(self, progress: Callable[[str], None]) -> None:
        """Find every part now, and tell ``progress`` in words which one is being found."""
        progress(f"{self.name}: what can be signed")
        _ = self.nash, self.conflicts
        progress(f"{self.name}: what splits, blocks and lasts")
        _ = self.blocs, self.blocking, self.lasting
        progress(f"{self.name}: the best order")
        if self.roadmap is not None:
            _ = self.roadmap.probability, self.roadmap.fixed_order

    def _found(self, part: str, find: Callable[[], Part]) -> Part | None:
        """Return a part, or None where the case has nothing of it or it is too large; then note why."""
        try:
            return find()
        except CaseError as error:
            self.missing[part] = error.problems[0].message
        except (TooLargeError, UndefinedQuantityError) as error:
            self.missing[part] = str(error)
        return None
