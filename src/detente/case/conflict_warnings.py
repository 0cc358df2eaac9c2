"""Warnings about conflicts: preferences that change nothing, and what cannot be undone but is negotiated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.issues import Issue
    from detente.case.problems import Problem

__all__ = ["conflict_warnings", "who_decides"]


def conflict_warnings(case: Case) -> Iterator[Problem]:
    """Yield what is doubtful in a conflict and in options that cannot be undone."""
    yield from _idle_preferences(case)
    for key in case.negotiation.issues or ():
        issue = case.issues[key]
        held = issue.options[issue.today].irreversible
        others = [name for name in issue.options if name != issue.today]
        barred = others if held is True else [name for name in others if held and name in held]
        if barred:
            message = (
                f"{key!r} is on the table, but today's option {issue.today!r} cannot be changed to"
                f" {joined(map(repr, barred))}"
            )
            yield case.document.problem(("issues", key, "options", issue.today, "irreversible"), message)


def _idle_preferences(case: Case) -> Iterator[Problem]:
    conflict = case.conflict
    if conflict is None:
        return
    if conflict.moves is not None:
        moving = {*conflict.moves, *(key for one in conflict.joint_moves for key in one.by)}
    else:
        named = case.issues if conflict.issues is None else conflict.issues
        moving = {key for issue in named for key in who_decides(case.issues[issue])}
    for key in conflict.moves or {}:
        if key not in conflict.preferences:
            message = f"nothing says what {key!r} prefers, so that all states are the same to it"
            yield case.document.problem(("conflict", "moves", key), message, at_key=True)
    for key in conflict.preferences:
        if key not in moving:
            message = f"{key!r} makes no move in the conflict, so that what it prefers changes nothing"
            yield case.document.problem(("conflict", "preferences", key), message, at_key=True)


def who_decides(issue: Issue) -> set[str]:
    """Return the parties and blocs that decide on some change of an issue."""
    of_options = (key for option in issue.options.values() for key in option.decided_by or ())
    return {*issue.decided_by, *of_options, *(key for move in issue.moves for key in move.decided_by)}
