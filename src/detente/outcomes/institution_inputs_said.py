"""The inputs of institutions in words: rules of bodies, clauses of a draft, agreements and procedures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import spaced, within
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.model import CaseFile

__all__ = ["institution_input_says"]


def institution_input_says(case: CaseFile, path: str) -> str:
    """Return an input of an institution in words; nothing where the path stands for none.

    >>> from detente.case.case import load
    >>> institution_input_says(load("nato-russia-2010"), "agreements.nato_armenia")
    'the agreement “NATO with Armenia”'
    """
    section, _, rest = path.partition(".")
    said: dict[str, Callable[[CaseFile, str], str]] = {
        "bodies": _of_body,
        "powers": _of_clause,
        "agreements": _of_agreement,
        "procedures": _of_procedure,
    }
    return said[section](case, rest) if section in said else ""


def _of_body(case: CaseFile, rest: str) -> str:
    key, _, detail = rest.partition(".")
    words = {"members": "who votes in {}", "rule": "the rule by which {} decides"}.get(detail, "")
    return words.format(within(name_of(case, key))) if key in case.bodies else ""


def _of_clause(case: CaseFile, id_: str) -> str:
    for index, power in enumerate(case.powers):
        if id_ in {power.id, str(index)}:
            return f"the clause {power.id}" + (f": {power.says.rstrip('.')}" if power.says else "")
    return f"the clause {id_}"


def _of_procedure(case: CaseFile, rest: str) -> str:
    key, _, detail = rest.partition(".")
    found = case.procedures.get(key)
    if found is None:
        return ""
    name = f"“{found.name or spaced(key)}”"
    part, _, which = detail.partition(".")
    id_, _, of_move = which.partition(".")
    if part != "moves" or not id_:
        return {"": f"the procedure {name}", "parties": f"who takes part in {name}"}.get(detail, "")
    move = next((one for index, one in enumerate(found.moves) if id_ in {one.id, str(index)}), None)
    said = f"“{(move.says if move else None) or spaced(id_)}” under {name}"
    if move is not None and move.after is not None:
        return f"the timeout {said}"
    return f"who may {said}" if of_move == "by" and move and move.says else f"that one may {said}"


def _of_agreement(case: CaseFile, rest: str) -> str:
    key, _, detail = rest.partition(".")
    # An agreement that only a variant has is named by its key.
    found = case.agreements.get(key)
    name = f"the agreement “{(found.name if found else None) or spaced(key)}”"
    of_it = {"": name, "rule": f"whose consent puts {name} in force", "between": f"who is bound by {name}"}
    return of_it.get(detail, "")
