"""Formulas in words, with the names that the case gives its issues and options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.formula import And, AtLeast, Constant, Done, Formula, Is, Not, Or
from detente.case.naming import block_name, issue_name, option_name

if TYPE_CHECKING:
    from detente.case.model import CaseFile

__all__ = ["in_words"]


def in_words(formula: Formula, case: CaseFile) -> str:
    """Return what a formula says, in the names of the case.

    Every issue and option that the formula names must exist.
    """
    match formula:
        case Constant(value=value):
            words = "anything holds" if value else "nothing can make this hold"
        case Is():
            words = f"“{issue_name(case, formula.issue)}” is {_options(formula, case)}"
        case Done(block=block):
            words = f"“{block_name(case, block)}” is done"
        case Not(part=Done(block=block)):
            words = f"“{block_name(case, block)}” is not done"
        case Not(part=Is() as atom):
            words = f"“{issue_name(case, atom.issue)}” is {_no_option(atom, case)}"
        case Not(part=part):
            words = f"it is not so that {_inner(part, case)}"
        case And(parts=parts):
            words = ", and ".join(_inner(part, case) for part in parts)
        case Or():
            words = _choice(formula, case)
        case AtLeast(count=count, parts=parts):
            listed = "; ".join(in_words(part, case) for part in parts)
            words = f"at least {count} of these {len(parts)} hold: {listed}"
        case _:
            raise TypeError(f"not a formula: {formula!r}")
    return words


def _choice(either: Or, case: CaseFile) -> str:
    """Say an alternative as a condition where it was written so or excludes something, as people say it."""
    excluded = [part.part for part in either.parts if isinstance(part, Not)]
    others = [part for part in either.parts if not isinstance(part, Not)]
    if either.implication is not None:
        condition, consequence = (_inner(part, case) for part in either.implication)
    elif excluded and others:
        condition = ", and ".join(_inner(part, case) for part in excluded)
        consequence = ", or ".join(_inner(part, case) for part in others)
    else:
        return ", or ".join(_inner(part, case) for part in either.parts)
    return f"whenever {condition}, then {consequence}"


def _inner(part: Formula, case: CaseFile) -> str:
    words = in_words(part, case)
    return f"({words})" if isinstance(part, And | Or | AtLeast) else words


def _options(atom: Is, case: CaseFile) -> str:
    return " or ".join(_listed(atom, case))


def _no_option(atom: Is, case: CaseFile) -> str:
    *others, last = _listed(atom, case)
    return f"neither {', '.join(others)} nor {last}" if others else f"not {last}"


def _listed(atom: Is, case: CaseFile) -> list[str]:
    ordered = [option for option in case.issues[atom.issue].options if option in atom.options]
    return [f"“{option_name(case, atom.issue, option)}”" for option in ordered]
