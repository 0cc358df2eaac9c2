"""The two sides of a negotiation as a bloc sees it: its members, and who else signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from detente.cohesion.region import EVERYTHING, NOTHING, Region, region
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.holders import blocs_behind, members
from detente.outcomes.negotiation import Negotiation, negotiation_of
from detente.outcomes.signing import as_a_bloc
from detente.outcomes.stances import Limit, limits_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.holders import Voice
    from detente.outcomes.values import Valuation

__all__ = ["Member", "Sides", "sides_of"]


@dataclass(frozen=True)
class Member:
    """Members of a bloc that want the same, and what they ask of a package.

    ``own`` are their red lines, demands and floor, ``shared`` the red lines that a bloc of theirs holds or
    has agreed, and ``before`` all that they would ask if the bloc had agreed no red line.
    """

    voice: Voice
    own: frozenset[Constraint]
    shared: frozenset[Constraint]
    before: frozenset[Constraint]

    @property
    def key(self) -> str:
        """The short name of the voice."""
        return self.voice.key

    @property
    def parties(self) -> tuple[str, ...]:
        """The members themselves."""
        return self.voice.parties

    @property
    def asks(self) -> frozenset[Constraint]:
        """Everything that they ask of a package."""
        return self.own | self.shared

    @property
    def acceptable(self) -> Region:
        """The packages that they would sign."""
        return Region((self.asks,))


@dataclass(frozen=True, eq=False)
class Sides:
    """A bloc, and those who would sign with it, over the issues on the table.

    ``inside`` is the negotiation in which the bloc alone signs, ``outside`` that of the others alone.
    ``floors`` gives what packages are worth to whoever has a floor.
    """

    bloc: str
    others: tuple[str, ...]
    inside: Negotiation
    outside: Negotiation
    members: tuple[Member, ...]
    floors: Mapping[Constraint, Valuation]

    @property
    def case(self) -> CaseFile:
        """The case."""
        return self.inside.case

    @property
    def size(self) -> int:
        """How many parties belong to the bloc."""
        return sum(len(one.parties) for one in self.members)

    @cached_property
    def other_side(self) -> Region:
        """What the others would sign; everything, where nobody else signs."""
        asked = (*self.outside.lines, *map(_floor, self.outside.limits))
        return region(
            frozenset(one for one in asked if one.holder in holders) for holders in self.outside.alternatives
        )

    @cached_property
    def of_bloc(self) -> tuple[Constraint, ...]:
        """The demands and floors of the bloc, and of blocs within it, beside what members ask."""
        behind = blocs_behind(self.case, (self.bloc,))
        demands = (one for one in self.inside.lines if one.kind is ConstraintKind.DEMAND)
        held = (one for one in demands if _whose(one) in behind)
        declared = limits_of(self.inside)[len(self.members) :]
        return (*held, *(_floor(one) for one in declared if one in self.inside.limits))

    @cached_property
    def mandate(self) -> Region:
        """What the bloc's decision rule lets it sign."""
        return self.mandate_with(None)

    def mandate_with(self, willing: str | None) -> Region:
        """Return what the bloc's decision rule lets it sign if a voice asked nothing for itself."""
        voices = {one.key: one for one in self.members}
        inside, found = self.inside, []
        for coalition, holders in zip(inside.coalitions, inside.alternatives, strict=True):
            joined = [voices[key] for key in coalition if key in voices]
            asked = {one for one in self.of_bloc if one.holder in holders and self._itself(one, coalition)}
            asked |= {line for one in joined for line in one.shared}
            asked |= {line for one in joined if one.key != willing for line in one.own}
            found.append(frozenset(asked))
        return region(found)

    def _itself(self, asked: Constraint, coalition: frozenset[str]) -> bool:
        """Tell whether a demand binds because its bloc must accept, and not only because a voice follows it.

        What the voices of a coalition follow they ask for themselves.
        """
        holder = _whose(asked)
        within = asked.kind is ConstraintKind.DEMAND and holder != self.bloc
        return not within or as_a_bloc(holder) in coalition

    @cached_property
    def all_accept(self) -> Region:
        """What every member would sign."""
        return reduce(and_, (one.acceptable for one in self.members), EVERYTHING)

    @cached_property
    def some_accept(self) -> Region:
        """What at least one member would sign."""
        return reduce(or_, (one.acceptable for one in self.members), NOTHING)

    @cached_property
    def lines(self) -> tuple[Constraint, ...]:
        """The red lines of members that the bloc has not agreed, in the order of the members."""
        asked = (line for one in self.members for line in sorted(one.asks, key=lambda line: line.id))
        red = (one for one in asked if one.kind is ConstraintKind.RED_LINE and self._may_split(one))
        return tuple(dict.fromkeys(red))

    def _may_split(self, line: Constraint) -> bool:
        """Tell whether a red line does not bind every member."""
        everybody = set(members(self.case, self.bloc))
        return line.holder not in self.case.blocs or not everybody <= set(members(self.case, line.holder))


def sides_of(
    certain: CertainCase,
    bloc: str,
    others: Sequence[str],
    issues: Sequence[str],
    today: Mapping[str, str] | None = None,
) -> Sides:
    """Return a bloc and those who would sign with it; ``today`` replaces the status quo."""
    inside = negotiation_of(certain, issues=issues, signatories=[bloc], today=today)
    outside = negotiation_of(certain, issues=issues, signatories=others, today=today)
    voiced = limits_of(inside)[: len(inside.voices)]
    found = tuple(
        _member(inside, bloc, voice, [_floor(limit)] if limit in inside.limits else [])
        for voice, limit in zip(inside.voices, voiced, strict=True)
    )
    floors = {_floor(one): one.valuation for side in (inside, outside) for one in side.limits}
    return Sides(bloc, tuple(others), inside, outside, found, floors)


def _floor(limit: Limit) -> Constraint:
    """Return a floor without its number: whose it is, and where it stands."""
    return Constraint(limit.id, ConstraintKind.FLOOR, limit.holder, path=limit.path)


def _member(inside: Negotiation, bloc: str, voice: Voice, floor: Sequence[Constraint]) -> Member:
    alone = negotiation_of(
        inside.certain, issues=inside.issues, signatories=[voice.parties[0]], today=inside.today
    )
    shared = frozenset(
        one for one in alone.lines if one.kind is ConstraintKind.RED_LINE and one.holder in inside.case.blocs
    )
    own = (frozenset(alone.lines) - shared).union(floor)
    agreed = (one for one in shared if one.holder == bloc)
    kept = (replace(one, holder=_whose(one)) for one in agreed if _holds(inside.case, voice, one))
    return Member(voice, own, shared, own.union((one for one in shared if one.holder != bloc), kept))


def _whose(line: Constraint) -> str:
    """Return by whom a red line is held in the case: the path says it."""
    return line.path.split(".")[3 if line.path.startswith("issues.") else 1]


def _holds(case: CaseFile, voice: Voice, line: Constraint) -> bool:
    """Tell whether a line that a bloc has agreed would bind a voice if the bloc had not agreed it."""
    holder = _whose(line)
    if holder == line.holder:
        return False
    if holder in case.blocs:
        return set(voice.parties) <= set(members(case, holder))
    if line.path.startswith("issues."):
        return (line.path.split(".")[1], holder) in voice.stances
    return holder in voice.lines
