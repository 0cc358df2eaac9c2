"""What holds for one bloc: its win-sets, its mandate, what splits it, and how united it is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from detente.cohesion.agreement import Agreement, agreement, splitting
from detente.cohesion.allies_map import AlliesMap, allies_map
from detente.cohesion.indices import Indices, indices
from detente.cohesion.mandate import Mandate, mandate
from detente.cohesion.pivotal import Pivotal, pivotal
from detente.cohesion.positions import positions
from detente.cohesion.ratified import Ratified, ratified
from detente.cohesion.silence_procedure import Ratification, silence_procedure
from detente.cohesion.wedge import Wedges
from detente.cohesion.wedges_listed import wedges_listed
from detente.cohesion.win_sets import WinSets, win_sets
from detente.outcomes.constraints import ConstraintKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.formula import Formula
    from detente.case.model import CaseFile
    from detente.cohesion.sides import Member, Sides
    from detente.cohesion.sizes import Sizes
    from detente.outcomes.counting.counting import Count

__all__ = ["BlocCohesion"]


@dataclass(frozen=True, eq=False)
class BlocCohesion:
    """One bloc facing one other side over what is on the table.

    Each part is found when it is first asked for, and kept. ``alpha`` is the weight of alikeness in
    polarisation.
    """

    sizes: Sizes
    alpha: float = 1.0

    @property
    def sides(self) -> Sides:
        """The bloc and the other side."""
        return self.sizes.sides

    @property
    def case(self) -> CaseFile:
        """The case."""
        return self.sides.case

    @property
    def bloc(self) -> str:
        """The bloc."""
        return self.sides.bloc

    @property
    def others(self) -> tuple[str, ...]:
        """Who signs on the other side."""
        return self.sides.others

    @property
    def members(self) -> tuple[Member, ...]:
        """The members, grouped by what they want."""
        return self.sides.members

    @cached_property
    def win_sets(self) -> WinSets:
        """What each side, each voice and the bloc could sign, in packages."""
        return win_sets(self.sizes)

    @cached_property
    def mandate(self) -> Mandate:
        """What the bloc's decision rule lets it sign."""
        return mandate(self.sizes)

    @cached_property
    def agreement(self) -> Agreement:
        """How many wedges there are before and after red lines are agreed, and as things are."""
        return agreement(self.sizes)

    @cached_property
    def wedges(self) -> Wedges:
        """The packages that the other side could sign and that split the bloc, worst first, by kind."""
        if len(self.members) < 2 or not self.sides.inside.issues:  # noqa: PLR2004 - it takes two to differ
            return Wedges((), complete=True)
        written = self.sizes.written_out
        if written is not None:
            return wedges_listed(self.sizes, written)
        from detente.cohesion.wedges_searched import wedges_searched

        return wedges_searched(self.sizes)

    def wedges_where(self, formula: Formula) -> Count:
        """Return how many of the wedges there are in which a formula holds."""
        return splitting(self.sizes, (one.asks for one in self.members), formula)

    @property
    def wedge_share(self) -> Fraction | None:
        """The share of wedges among what the other side could sign; None where it could sign nothing."""
        found = self.agreement
        return Fraction(found.now.value, found.proposals.value) if found.proposals.value else None

    @cached_property
    def without_demands(self) -> Count | None:
        """How many wedges there would be if the other side dropped its demands; None where it has none."""
        other_side = self.sides.other_side
        if not any(one.kind is ConstraintKind.DEMAND for one in other_side.constraints):
            return None
        asked = (one.asks for one in self.members)
        return splitting(self.sizes, asked, other_side=other_side.without_demands())

    @cached_property
    def pivotal(self) -> Pivotal:
        """Whose refusal alone keeps the bloc from signing, and through which line, demand or floor."""
        return pivotal(self.sizes)

    @cached_property
    def indices(self) -> Indices:
        """How united the bloc is, by issue and overall."""
        return indices(self.sides, self.alpha)

    @cached_property
    def allies_map(self) -> AlliesMap:
        """Where members stand, in two dimensions."""
        return allies_map(positions(self.sides, self.sides.inside.issues))

    @cached_property
    def ratified(self) -> Ratified | None:
        """The chance that a draft passes under the silence procedure of the case; None without one."""
        return ratified(self.sides.inside.certain, self.bloc)

    def ratification(
        self, breaks: Mapping[str, Fraction | float], correlation: Fraction | float = 0
    ) -> Ratification:
        """Return the chance that a draft passes under silence, as ``silence_procedure`` does.

        ``breaks`` gives probabilities for members, or for whole voices, camps and blocs among them, whose
        members then each have it; who is not named keeps silent. Raises ``ValueError`` for who is no member.
        """
        chances: dict[str, Fraction | float] = {}
        parties = [party for one in self.members for party in one.parties]
        for key, chance in breaks.items():
            meant = self._meant(key)
            if not meant or not set(meant) <= set(parties):
                raise ValueError(f"{key!r} is no member of {self.bloc!r}")
            chances |= dict.fromkeys(meant, chance)
        return silence_procedure({one: chances.get(one, Fraction(0)) for one in parties}, correlation)

    def _meant(self, key: str) -> tuple[str, ...]:
        from detente.outcomes.holders import members

        voices = {one.key: one.parties for one in self.members}
        if key in voices:
            return voices[key]
        camp = self.case.camps.get(key)
        if camp is not None:
            return camp.members
        return members(self.case, key) if key in self.case.parties or key in self.case.blocs else ()
