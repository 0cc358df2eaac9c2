"""Red lines, demands and floors: everything in a negotiation that stands between today and a signature."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from detente.case.formula import TRUE, Formula, Is, negation
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.holders import Voice, blocs_behind, members, red_options, section_of
from detente.outcomes.per_case import per_case
from detente.outcomes.signing import as_a_bloc, asking
from detente.outcomes.values import Valuation, valuation_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.case.model import CaseFile
    from detente.case.numbers import Range
    from detente.case.parties import RedLine
    from detente.outcomes.negotiation import Negotiation

__all__ = ["Limit", "Table", "demands", "floors", "limits_of", "red_lines"]


@dataclass(frozen=True)
class Table:
    """All of a negotiation on which its red lines and demands depend; no number is among it.

    ``issues`` are on the table, ``fixed`` gives the option of every other one; ``conjunctive`` tells whether
    everybody behind the signatories must accept.
    """

    issues: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...]
    signatories: tuple[str, ...]
    voices: tuple[Voice, ...]
    conjunctive: bool

    def settled(self, formula: Formula) -> Formula:
        """Return what remains of a formula when the issues off the table stay as they are."""
        for issue, option in self.fixed:
            if issue in formula.issues:
                formula = formula.given(issue, option)
        return formula


def red_lines(negotiation: Negotiation) -> tuple[Constraint, ...]:
    """Return what somebody behind a signatory never signs, with the issues off the table settled.

    A line that a bloc holds or has agreed binds all its members and stands under the bloc's name.
    """
    return _red_lines(negotiation.case, negotiation.table)


def demands(negotiation: Negotiation) -> tuple[Constraint, ...]:
    """Return what is asked for now by those behind the signatories, where it touches what is on the table."""
    return _demands(negotiation.case, negotiation.table)


@dataclass(frozen=True)
class Limit:
    """Somebody who must not be left with less than no agreement is worth.

    ``path`` is where that value stands in the case; ``valued`` gives what packages are worth to it.
    """

    holder: str
    id: str
    path: str
    valued: Callable[[], Valuation] = field(repr=False, compare=False)

    @property
    def valuation(self) -> Valuation:
        """What packages are worth to it; many ask only who it is, which needs no numbers."""
        return self.valued()

    def keeps(self, package: Mapping[str, str], today: Mapping[str, str]) -> bool:
        """Tell whether a package that settles every issue is worth enough to it."""
        valuation = self.valuation
        if valuation.walk_away is None:
            return valuation.gain(today, package) >= 0
        return valuation.of(package) >= valuation.walk_away


def limits_of(negotiation: Negotiation) -> tuple[Limit, ...]:
    """Return each voice, and each bloc that declares a value of no agreement."""
    case, found = negotiation.case, []
    for voice in negotiation.voices:
        declared = voice.walk_away or (voice.key if voice.key in case.camps else voice.parties[0])
        path = f"{section_of(case, declared)[0]}.{declared}.walk_away"
        valued = partial(valuation_of, negotiation.certain, voice)
        found.append(Limit(voice.key, f"{voice.key}.walk_away", path, valued))
    taken = {one.id for one in found}
    for key in negotiation.bloc_valuations:
        holder = as_a_bloc(key) if _may_be_outvoted(negotiation.table, key) else key
        # A voice of all its members bears the name of the bloc too, and may have another floor.
        named = as_a_bloc(key) if f"{holder}.walk_away" in taken else holder
        valued = partial(negotiation.bloc_valuations.__getitem__, key)
        found.append(Limit(holder, f"{named}.walk_away", f"blocs.{key}.walk_away", valued))
    return tuple(found)


def floors(negotiation: Negotiation) -> tuple[Constraint, ...]:
    """Return the least value that each voice, and each bloc that declares one, must be left with."""
    columns = {key: index for index, key in enumerate(negotiation.domain.columns)}
    named = [
        *(negotiation.column_of[voice.key] for voice in negotiation.voices),
        *(negotiation.column_of_bloc(key) for key in negotiation.bloc_valuations),
    ]
    found: list[Constraint] = []
    for limit, name in zip(limits_of(negotiation), named, strict=True):
        floor = _floor(negotiation, limit, columns[name])
        same = ((other.holder, other.column, other.floor) for other in found)
        if (floor.holder, floor.column, floor.floor) not in same:
            found.append(floor)
    return tuple(found)


def _floor(negotiation: Negotiation, limit: Limit, column: int) -> Constraint:
    least = math.ceil(limit.valuation.floor(negotiation.today) / negotiation.domain.units[column])
    return Constraint(limit.id, ConstraintKind.FLOOR, limit.holder, None, column, least, path=limit.path)


@per_case
def _red_lines(case: CaseFile, table: Table) -> tuple[Constraint, ...]:
    lines = _Lines(case, table)
    for voice in table.voices:
        for issue, holder in voice.stances:
            if _is_own(case, voice, holder, case.issues[issue].stances[holder].agreed_by):
                lines.add_bar(_named(table, voice, holder), issue, holder)
        for holder in voice.lines:
            for line in section_of(case, holder)[1].red_lines:
                if _is_own(case, voice, holder, line.agreed_by):
                    lines.add_line(_named(table, voice, holder), holder, line)
    behind = {party for voice in table.voices for party in voice.parties}
    for bloc in case.blocs:
        if behind & set(members(case, bloc)):
            lines.add_agreed(bloc)
    return tuple(lines.found.values())


@per_case
def _demands(case: CaseFile, table: Table) -> tuple[Constraint, ...]:
    lines = _Lines(case, table)
    signing = blocs_behind(case, table.signatories)
    for voice in table.voices:
        for issue, holder in voice.stances:
            if holder not in signing:
                lines.add_demand(_named(table, voice, holder), issue, holder)
    for bloc in signing:
        for issue, one in case.issues.items():
            if bloc in one.stances:
                outvoted = _may_be_outvoted(table, bloc)
                lines.add_demand(asking(bloc, issue) if outvoted else bloc, issue, bloc)
    return tuple(lines.found.values())


def _is_own(case: CaseFile, voice: Voice, holder: str, agreed_by: str | None) -> bool:
    """Tell whether a voice judges by a line as its own, not as one that its bloc holds or has agreed."""
    bloc = holder if holder in case.blocs else agreed_by
    return bloc is None or not set(voice.parties) <= set(members(case, bloc))


def _named(table: Table, voice: Voice, holder: str) -> str:
    """Return under whose name a voice's line stands: the one whose stance it is, where all must accept."""
    return holder if table.conjunctive else voice.key


def _may_be_outvoted(table: Table, bloc: str) -> bool:
    """Tell whether something may be signed though a bloc within a bloc refuses."""
    return not table.conjunctive and bloc not in table.signatories


@dataclass
class _Lines:
    """Red lines or demands being gathered, each under its id; those that always hold are left out."""

    case: CaseFile
    table: Table
    found: dict[str, Constraint] = field(default_factory=dict)

    def add_agreed(self, bloc: str) -> None:
        for issue, settled in self.case.issues.items():
            for holder, stance in settled.stances.items():
                if stance.agreed_by == bloc or (holder == bloc and stance.agreed_by is None):
                    self.add_bar(bloc, issue, holder)
        for holder in (*self.case.parties, *self.case.camps, *self.case.blocs):
            for line in section_of(self.case, holder)[1].red_lines:
                if line.agreed_by == bloc or (holder == bloc and line.agreed_by is None):
                    self.add_line(bloc, holder, line)

    def add_bar(self, bound: str, issue: str, holder: str) -> None:
        stance = self.case.issues[issue].stances[holder]
        beyond = red_options(stance)
        if beyond:
            # A bloc may have agreed the lines of several holders on one issue, which keep their names.
            name = holder if bound in self.case.blocs else bound
            line = Constraint(
                f"{name}.{issue}.red_line",
                ConstraintKind.RED_LINE,
                bound,
                self.table.settled(negation(Is(issue, beyond))),
                cost=_price(stance.cost),
                path=f"issues.{issue}.stances.{holder}",
            )
            self._add(line)

    def add_demand(self, bound: str, issue: str, holder: str) -> None:
        demand = self.case.issues[issue].stances[holder].demands
        if demand is not None and {issue, *demand.links} & set(self.table.issues):
            line = Constraint(
                f"{bound}.{issue}.demand",
                ConstraintKind.DEMAND,
                bound,
                self.table.settled(Is(issue, frozenset(demand.option))),
                cost=_price(demand.cost),
                path=f"issues.{issue}.stances.{holder}.demands",
            )
            self._add(line)

    def add_line(self, bound: str, holder: str, line: RedLine) -> None:
        if line.require is not None:
            required = line.require.meaning
        else:
            assert line.never is not None
            required = negation(line.never.meaning)
        constraint = Constraint(
            line.id if self.table.conjunctive or bound == holder else f"{bound}.{line.id}",
            ConstraintKind.RED_LINE,
            bound,
            self.table.settled(required),
            cost=_price(line.cost),
            path=f"{section_of(self.case, holder)[0]}.{holder}.red_lines.{line.id}",
        )
        self._add(constraint)

    def _add(self, line: Constraint) -> None:
        if line.requires != TRUE:
            self.found.setdefault(line.id, line)


def _price(cost: Range | None) -> Fraction:
    return Fraction(1) if cost is None else cost.nominal
