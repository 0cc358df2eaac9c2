"""Reports that several tests read, each made once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.case.case import Case, load
from detente.report.report import Report, make_report
from tests.report.page_reader import Element, read_page

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DEGENERATE", "page_of", "page_on", "report_of", "report_on"]


@cache
def report_of(name: str, draws: int = 0) -> Report:
    """Return the report of a bundled case."""
    return make_report(load(name), draws=draws, seed=0)


@cache
def page_of(name: str, draws: int = 0) -> Element:
    """Return the page of a bundled case."""
    return read_page(report_of(name, draws).html())


def report_on(text: str, draws: int = 0) -> Report:
    """Return the report of a case given as text."""
    return make_report(Case.from_text(text), draws=draws, seed=0)


def page_on(text: str, draws: int = 0) -> Element:
    """Return the page of a case given as text."""
    return read_page(report_on(text, draws).html())


_HEAD = "detente: 1\ntitle: A case\nas_of: 2020-01-02\n"

DEGENERATE: Mapping[str, tuple[str, str]] = {
    "one party and nothing else": (
        _HEAD + "parties: {a: {}}\n",
        "Nothing is on the table.",
    ),
    "one party, one issue, one option": (
        _HEAD
        + "parties: {a: {}}\n"
        + "issues: {x: {options: [o], today: o, decided_by: a}}\n"
        + "negotiation: {issues: [x], signatories: [a]}\n",
        "Something can be signed: 1 of 1 package that can exist.",
    ),
    "one issue on which two parties want the opposite": (
        _HEAD
        + "parties: {a: {}, b: {}}\n"
        + "issues: {x: {options: [o, p], today: o, decided_by: [a, b], stances: {a: o > p, b: p > o}}}\n",
        "Something can be signed: 1 of 2 packages that can exist.",
    ),
    "everybody indifferent": (
        _HEAD + "parties: {a: {}, b: {}}\nissues: {x: {options: [o, p], today: o, decided_by: [a, b]}}\n",
        "Something can be signed: 2 of 2 packages that can exist.",
    ),
    "nothing signable, and a floor in the way": (
        _HEAD
        + "parties: {a: {}, b: {walk_away: 200}}\n"
        + "issues: {x: {options: [o, p], today: o, decided_by: [a, b],"
        + " stances: {a: o | p, b: {order: p > o, demands: p}}}}\n"
        + "claims: [{id: C, says: Something can be signed., holds_if: signable() > 0, about: [x]}]\n",
        "Nothing can be signed: of 2 packages that can exist, none is open to all who must sign.",
    ),
    "rules that contradict each other": (
        _HEAD
        + "parties: {a: {}, b: {}}\n"
        + "issues: {x: {options: [o, p], today: o, decided_by: [a, b], stances: {a: o > p}}}\n"
        + "rules: [{require: x is p}, {require: x is o}]\n",
        "No package can exist: the rules contradict each other.",
    ),
    "a ladder of remarks": (
        _HEAD
        + "parties: {a: {}, b: {}}\n"
        + "issues: {x: {options: [o, p], today: o, decided_by: [a, b], stances: {a: p > o, b: p > o}}}\n"
        + "ladder: [{rung: 0, name: Ground, steps: [{id: R, name: Mind the gap}]}]\n",
        "Something can be signed: 2 of 2 packages that can exist.",
    ),
}
"""Cases at the edge of what a case can be, each with the first line of its page, counted by hand."""
