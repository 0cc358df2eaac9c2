"""Warnings about rules and red lines: contradictions, and what today already crosses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.contradiction import contradiction
from detente.case.formula import negation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.document import Path_
    from detente.case.formula import Formula
    from detente.case.problems import Problem

__all__ = ["contradictory_rules", "formula_warnings"]


def formula_warnings(case: Case) -> Iterator[Problem]:
    """Yield what is doubtful in rules and red lines."""
    today = {key: issue.today for key, issue in case.issues.items()}
    options = _options(case)
    rules, names = [rule.require.meaning for rule in case.rules], _names(case)
    yield from contradictory_rules(case)
    for index, rule in enumerate(rules):
        if not rule.holds(today):
            message = f"today breaks the rule {names[index]}, so that not even today could exist"
            yield case.document.problem(("rules", index, "require"), message)
    for path, id_, line in _lines(case):
        if not line.holds(today):
            yield case.document.problem(path, f"today already crosses the red line {id_!r}")
        elif contradiction([line], options):
            yield case.document.problem(path, f"every package crosses the red line {id_!r}")


def contradictory_rules(case: Case) -> Iterator[Problem]:
    """Yield that the rules let no package exist, with the fewest rules for which that is so."""
    names = _names(case)
    clash = contradiction([rule.require.meaning for rule in case.rules], _options(case))
    if len(clash) == 1:
        message = f"the rule {names[clash[0]]} holds in no package, so that no package can exist"
        yield case.document.problem(("rules", clash[0], "require"), message)
    elif clash:
        listed = ", ".join(names[index] for index in clash[:-1]) + f" and {names[clash[-1]]}"
        message = f"the rules {listed} contradict each other, so that no package can exist"
        yield case.document.problem(("rules", clash[-1], "require"), message)


def _names(case: Case) -> list[str]:
    return [repr(rule.id) if rule.id else f"number {index + 1}" for index, rule in enumerate(case.rules)]


def _options(case: Case) -> dict[str, list[str]]:
    return {key: list(issue.options) for key, issue in case.issues.items()}


def _lines(case: Case) -> Iterator[tuple[Path_, str, Formula]]:
    """Yield the red lines across issues, each as what must hold."""
    for section in ("parties", "blocs", "camps"):
        for key, holder in getattr(case, section).items():
            for index, line in enumerate(holder.red_lines):
                path: Path_ = (section, key, "red_lines", index)
                if line.never is not None:
                    yield (*path, "never"), line.id, negation(line.never.meaning)
                else:
                    yield (*path, "require"), line.id, line.require.meaning
