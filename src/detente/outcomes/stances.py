"""Red lines, demands and floors: everything in a negotiation that stands between today and a signature."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.formula import TRUE, Formula, Is, negation
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.holders import Voice, blocs_behind, members, red_options
from detente.outcomes.signing import as_a_bloc

if TYPE_CHECKING:
    from detente.case.parties import Bloc, Camp, Party, RedLine
    from detente.case.numbers import Range
    from detente.outcomes.negotiation import Negotiation

__all__ = ["demands", "floors", "red_lines"]


def red_lines(negotiation: Negotiation) -> tuple[Constraint, ...]:
    """Return what somebody behind a signatory never signs, with the issues off the table settled.

    A line that a bloc has agreed binds all its members and stands under the bloc's name.
    """
    found: dict[str, Constraint] = {}
    for voice in negotiation.voices:
        for issue, holder in voice.stances:
            stance = negotiation.case.issues[issue].stances[holder]
            if _is_own(negotiation, voice, holder, stance.agreed_by):
                _add_bar(found, negotiation, _named(negotiation, voice, holder), issue, holder)
        for holder in voice.lines:
            for line in _holder(negotiation, holder).red_lines:
                if _is_own(negotiation, voice, holder, line.agreed_by):
                    _add_line(found, negotiation, _named(negotiation, voice, holder), holder, line)
    behind = {party for voice in negotiation.voices for party in voice.parties}
    for bloc in negotiation.case.blocs:
        if behind & set(members(negotiation.case, bloc)):
            _add_agreed(found, negotiation, bloc)
    return tuple(found.values())


def demands(negotiation: Negotiation) -> tuple[Constraint, ...]:
    """Return what is asked for now by those behind the signatories, where it touches what is on the table."""
    found: dict[str, Constraint] = {}
    signing = blocs_behind(negotiation.case, negotiation.signatories)
    for voice in negotiation.voices:
        for issue, holder in voice.stances:
            if holder not in signing:
                _add_demand(found, negotiation, _named(negotiation, voice, holder), issue, holder)
    for bloc in signing:
        for issue, one in negotiation.case.issues.items():
            if bloc in one.stances:
                _add_demand(found, negotiation, _judging(negotiation, bloc), issue, bloc)
    return tuple(found.values())


def floors(negotiation: Negotiation) -> tuple[Constraint, ...]:
    """Return the least value that each voice, and each bloc that declares one, must be left with."""
    columns = {key: index for index, key in enumerate(negotiation.domain.columns)}
    found = []
    for voice in negotiation.voices:
        floor = negotiation.voice_valuations[voice.key].floor(negotiation.today)
        column = columns[negotiation.column_of[voice.key]]
        declared = voice.walk_away or (voice.key if voice.key in negotiation.case.camps else voice.parties[0])
        path = f"{_section(negotiation, declared)}.{declared}.walk_away"
        found.append(_floor(negotiation, voice.key, column, floor, path))
    for key, valuation in negotiation.bloc_valuations.items():
        column = columns[negotiation.column_of_bloc(key)]
        holder = _judging(negotiation, key)
        one = _floor(
            negotiation, holder, column, valuation.floor(negotiation.today), f"blocs.{key}.walk_away"
        )
        same = [
            floor
            for floor in found
            if (floor.holder, floor.column, floor.floor) == (holder, column, one.floor)
        ]
        if not same:
            # A voice of all its members bears the name of the bloc too, and may have another floor.
            taken = one.id in {floor.id for floor in found}
            found.append(replace(one, id=f"{as_a_bloc(key)}.walk_away") if taken else one)
    return tuple(found)


def _judging(negotiation: Negotiation, bloc: str) -> str:
    """Return under whose name a bloc's own demands and floor stand: apart from its lines, if it may be outvoted."""
    return bloc if negotiation.conjunctive or bloc in negotiation.signatories else as_a_bloc(bloc)


def _floor(negotiation: Negotiation, holder: str, column: int, floor: Fraction, path: str) -> Constraint:
    least = math.ceil(floor / negotiation.domain.units[column])
    return Constraint(f"{holder}.walk_away", ConstraintKind.FLOOR, holder, None, column, least, path=path)


def _is_own(negotiation: Negotiation, voice: Voice, holder: str, agreed_by: str | None) -> bool:
    """Tell whether a voice judges by a line as its own, not as one that its bloc holds or has agreed."""
    bloc = holder if holder in negotiation.case.blocs else agreed_by
    return bloc is None or not set(voice.parties) <= set(members(negotiation.case, bloc))


def _named(negotiation: Negotiation, voice: Voice, holder: str) -> str:
    """Return under whose name a voice's line stands: the one whose stance it is, where all must accept."""
    return holder if negotiation.conjunctive else voice.key


def _add_agreed(found: dict[str, Constraint], negotiation: Negotiation, bloc: str) -> None:
    case = negotiation.case
    for issue, settled in case.issues.items():
        for holder, stance in settled.stances.items():
            if stance.agreed_by == bloc or (holder == bloc and stance.agreed_by is None):
                _add_bar(found, negotiation, bloc, issue, holder)
    for holder in (*case.parties, *case.camps, *case.blocs):
        for line in _holder(negotiation, holder).red_lines:
            if line.agreed_by == bloc or (holder == bloc and line.agreed_by is None):
                _add_line(found, negotiation, bloc, holder, line)


def _add_bar(
    found: dict[str, Constraint], negotiation: Negotiation, bound: str, issue: str, holder: str
) -> None:
    stance = negotiation.case.issues[issue].stances[holder]
    beyond = red_options(stance)
    if beyond:
        path = f"issues.{issue}.stances.{holder}"
        formula = negotiation.settled(negation(Is(issue, beyond)))
        # A bloc may have agreed the lines of several holders on one issue, which keep their names.
        name = holder if bound in negotiation.case.blocs else bound
        _add(found, ConstraintKind.RED_LINE, f"{name}.{issue}.red_line", bound, formula, path, stance.cost)


def _add_demand(
    found: dict[str, Constraint], negotiation: Negotiation, bound: str, issue: str, holder: str
) -> None:
    demand = negotiation.case.issues[issue].stances[holder].demands
    if demand is not None and {issue, *demand.links} & set(negotiation.issues):
        wanted = negotiation.settled(Is(issue, frozenset(demand.option)))
        path = f"issues.{issue}.stances.{holder}.demands"
        _add(found, ConstraintKind.DEMAND, f"{bound}.{issue}.demand", bound, wanted, path, demand.cost)


def _add_line(
    found: dict[str, Constraint], negotiation: Negotiation, bound: str, holder: str, line: RedLine
) -> None:
    if line.require is not None:
        required = line.require.meaning
    else:
        assert line.never is not None  # noqa: S101 - a line has one of the two; tells the type checker
        required = negation(line.never.meaning)
    id_ = line.id if negotiation.conjunctive or bound == holder else f"{bound}.{line.id}"
    path = f"{_section(negotiation, holder)}.{holder}.red_lines.{line.id}"
    _add(found, ConstraintKind.RED_LINE, id_, bound, negotiation.settled(required), path, line.cost)


def _add(
    found: dict[str, Constraint],
    kind: ConstraintKind,
    id_: str,
    holder: str,
    requires: Formula,
    path: str,
    cost: Range | None,
) -> None:
    if requires != TRUE and id_ not in found:
        price = Fraction(1) if cost is None else cost.nominal
        found[id_] = Constraint(id_, kind, holder, requires, None, None, price, path)


def _section(negotiation: Negotiation, holder: str) -> str:
    case = negotiation.case
    return "parties" if holder in case.parties else "blocs" if holder in case.blocs else "camps"


def _holder(negotiation: Negotiation, key: str) -> Party | Bloc | Camp:
    case = negotiation.case
    sections: dict[str, Party | Bloc | Camp] = {**case.parties, **case.blocs, **case.camps}
    return sections[key]
