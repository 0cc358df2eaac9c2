"""Red lines, demands and floors in words, each with its holder, its place in the file and its sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, joined, option_name, within
from detente.case.numbers import Range
from detente.case.places import line_of
from detente.case.wording import in_words
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.naming import name_of
from detente.report.evidence import Reference, references_of

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.case.issues import Demand, Stance
    from detente.case.parties import RedLine

__all__ = ["Said", "constraint_said", "demand_says", "line_says", "rule_said"]


@dataclass(frozen=True)
class Said:
    """One thing in the way, as a reader meets it.

    ``kind`` is a word for it, ``holder`` the name of whose it is, ``says`` what it asks, to be read after the
    holder's name, ``named`` the whole as a noun. ``line`` is where it stands in the case file, None where the
    file leaves it unsaid.
    """

    id: str
    kind: str
    holder: str
    says: str
    named: str
    line: int | None
    references: tuple[Reference, ...]


def constraint_said(case: Case, constraint: Constraint) -> Said:
    """Return a constraint in words."""
    holder = name_of(case, constraint.holder)
    if constraint.kind is ConstraintKind.FLOOR:
        return _floor(case, constraint, holder)
    if constraint.kind is ConstraintKind.DEMAND:
        return _demand(case, constraint, holder)
    return _red_line(case, constraint, holder)


def rule_said(case: Case, index: int) -> Said:
    """Return a rule of the case in words."""
    rule = case.rules[index]
    path = f"rules.{rule.id or index}"
    says = rule.says or capitalised(in_words(rule.require.meaning, case)) + "."
    return Said(rule.id or str(index), "rule", "", says, f"the rule “{says}”", *_found(case, path))


def _found(case: Case, path: str) -> tuple[int | None, tuple[Reference, ...]]:
    return line_of(case, path), references_of(case, path)


def _floor(case: Case, constraint: Constraint, holder: str) -> Said:
    section, key, *_ = constraint.path.split(".")
    declared = getattr(case, section)[key].walk_away
    if isinstance(declared, Range):
        than, when, found = "no agreement", "without an agreement", _found(case, constraint.path)
    else:
        than, when, found = "today", "today", (None, ())
    says = f"nothing that is worse for them than {than}."
    named = f"the condition that {within(holder)} be no worse off than {when}"
    return Said(constraint.id, "floor", holder, says, named, *found)


def _demand(case: Case, constraint: Constraint, holder: str) -> Said:
    _, issue, _, key, _ = constraint.path.split(".")
    demand = case.issues[issue].stances[key].demands
    named = f"the demand of {within(holder)} for {_wanted(case, issue, demand)}"
    says = demand_says(case, issue, holder, demand)
    return Said(constraint.id, "demand", holder, says, named, *_found(case, constraint.path))


def demand_says(case: Case, issue: str, holder: str, demand: Demand | None) -> str:
    """Return what a demand asks, and what its holder, given by name, does not sign until it is met."""
    links = [f"“{name_of(case, link)}”" for link in (demand.links if demand is not None else ())]
    reach = f"on that issue or on {joined(links)}" if links else "on that issue"
    return f"{_wanted(case, issue, demand)}; until then, nothing {reach} is signed by {within(holder)}."


def _wanted(case: Case, issue: str, demand: Demand | None) -> str:
    options = demand.option if demand is not None else ()
    listed = " or ".join(f"“{option_name(case, issue, option)}”" for option in options)
    return f"{listed} on “{name_of(case, issue)}”"


def _red_line(case: Case, constraint: Constraint, holder: str) -> Said:
    section, key, rest = constraint.path.split(".", 2)
    if section == "issues":
        stance = case.issues[key].stances[rest.split(".")[1]]
        beyond = joined(f"“{option_name(case, key, option)}”" for option in _beyond(case, key, stance))
        says = f"never {beyond} on “{name_of(case, key)}”."
        path = f"{constraint.path}.{'order' if stance.order is not None else 'never'}"
    else:
        line = next(line for line in getattr(case, section)[key].red_lines if f"red_lines.{line.id}" == rest)
        says, path = line_says(case, line), constraint.path
    named = f"the red line of {within(holder)} ({says.rstrip('.')})"
    line_number, references = _found(case, path)
    return Said(
        constraint.id,
        "red line",
        holder,
        says,
        named,
        line_number or line_of(case, constraint.path),
        references,
    )


def _beyond(case: Case, issue: str, stance: Stance) -> list[str]:
    beyond = frozenset(stance.never) if stance.order is None else stance.order.meaning.beyond
    return [option for option in case.issues[issue].options if option in beyond]


def line_says(case: Case, line: RedLine) -> str:
    """Return a red line across issues in words."""
    if line.says:
        return line.says.rstrip(".") + "."
    if line.never is not None:
        return f"never a package in which {in_words(line.never.meaning, case)}."
    assert line.require is not None
    return f"only a package in which {in_words(line.require.meaning, case)}."
