"""Warnings about clauses that grant powers: those that change nothing for anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.issues import Issue
    from detente.case.powers import Power
    from detente.case.problems import Problem

__all__ = ["clause_warnings"]


def clause_warnings(case: Case) -> Iterator[Problem]:
    """Yield the clauses about what nobody named decides, what their holders decide, or what holds today."""
    for index, power in enumerate(case.powers):
        path = ("powers", index)
        over = [(issue, option) for issue in power.over for option in _options(case, power, issue)]
        made = [
            deciding
            for issue, option in over
            for deciding in _deciding(case.issues[issue], option)
            if power.covers(issue, option, deciding)
        ]
        nothing = f"the clause {power.id!r} changes nothing"
        if power.of and not made:
            decides = f"{_listed(power.of)} {'decides' if len(power.of) == 1 else 'decide'}"
            message = f"{nothing}: {decides} on none of the moves that it is about"
            yield case.document.problem((*path, "of"), message)
        elif made and all(set(power.to) <= set(deciding) for deciding in made):
            decides = f"{_listed(power.to)} {'decides' if len(power.to) == 1 else 'decide'}"
            message = f"{nothing}: {decides} on every move that it is about anyhow"
            yield case.document.problem((*path, "to"), message)
        elif all(option == case.issues[issue].today for issue, option in over):
            message = f"{nothing} about moves from today: it is about nothing but what holds today"
            yield case.document.problem((*path, "over"), message)


def _options(case: Case, power: Power, issue: str) -> tuple[str, ...]:
    """Return the options of an issue moves to which a clause is about."""
    return power.over[issue] or tuple(case.issues[issue].options)


def _deciding(issue: Issue, option: str) -> set[tuple[str, ...]]:
    """Return who decides on moves to an option, from wherever they start."""
    written = {move.from_: move.decided_by for move in issue.moves if move.to == option}
    usual = issue.options[option].decided_by or issue.decided_by
    return {written.get(start, usual) for start in issue.options if start != option}


def _listed(keys: tuple[str, ...]) -> str:
    return joined(repr(key) for key in keys)
