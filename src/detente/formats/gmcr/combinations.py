"""A formula of a case as combinations of options of GMCR+, in any of which it holds."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING

from detente.case.formula import FALSE, TRUE, And, Not, Or

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.formula import Formula
    from detente.formats.gmcr.issue_options import IssueOptions
    from detente.stability.options.conditions import Choices

__all__ = ["TooManyError", "combinations"]

MOST_STEPS = 20_000
"""Residual formulas that are looked at, and combinations found, past which a formula is not spelt out."""

_Settings = dict[str, frozenset[str]]
"""By issue, the options any of which it may have."""


class TooManyError(ValueError):
    """A formula has too many combinations in which it holds."""


def combinations(
    formula: Formula, issues: Mapping[str, IssueOptions], numbers: Mapping[tuple[str, str], int]
) -> list[Choices]:
    """Return combinations of options in any of which a formula holds, and in no others.

    ``issues``: how each issue that the formula may name stands in the file; ``numbers``: of each of its
    options that has one there. A formula in which nothing is left to be settled has one combination, without
    an option, or none.

    Issues are settled one by one until the formula is; where it is one of several that holds, each of them is
    spelt out for itself.

    Raises ``TooManyError`` where there are too many.
    """
    found: dict[Choices, None] = {}
    steps = _Steps()
    for settings in _ways(formula, issues, steps, holds=True):
        for choices in _spelt_out(settings, issues, numbers, steps):
            found[choices] = None
    return [()] if () in found else list(found)


class _Steps:
    """How much has been looked at."""

    def __init__(self) -> None:
        self.made = 0

    def add(self, count: int = 1) -> None:
        self.made += count
        if self.made > MOST_STEPS:
            raise TooManyError("too many combinations of options")


def _ways(
    formula: Formula, issues: Mapping[str, IssueOptions], steps: _Steps, *, holds: bool
) -> Iterator[_Settings]:
    """Yield settings of issues in all of which a formula holds, or does not, that are all there are."""
    steps.add()
    match formula:
        case Not(part=part):
            yield from _ways(part, issues, steps, holds=not holds)
        case Or(parts=parts) if holds:
            for part in parts:
                yield from _ways(part, issues, steps, holds=True)
        case And(parts=parts) if not holds:
            for part in parts:
                yield from _ways(part, issues, steps, holds=False)
        case _:
            yield from _settled(formula, issues, steps, holds=holds)


def _settled(
    formula: Formula, issues: Mapping[str, IssueOptions], steps: _Steps, *, holds: bool
) -> Iterator[_Settings]:
    """Yield those settings that follow when the first issue of a formula is settled, and then the others."""
    if formula in {TRUE, FALSE}:
        if (formula == TRUE) is holds:
            yield {}
        return
    issue = next(one for one in issues if one in formula.issues)
    found = issues[issue]
    options = found.chosen if found.base is None else (found.base, *found.chosen)
    by_rest: dict[Formula, list[str]] = {}
    for option in options:
        by_rest.setdefault(formula.given(issue, option), []).append(option)
    for rest, same in by_rest.items():
        for settings in _ways(rest, issues, steps, holds=holds):
            yield settings if len(same) == len(options) else {issue: frozenset(same), **settings}


def _spelt_out(
    settings: _Settings,
    issues: Mapping[str, IssueOptions],
    numbers: Mapping[tuple[str, str], int],
    steps: _Steps,
) -> Iterator[Choices]:
    """Yield the combinations of options that settings of issues amount to."""
    parts: list[list[list[tuple[int, bool]]]] = []
    for issue, same in settings.items():
        chosen, base = issues[issue].chosen, issues[issue].base
        # That none of the others is chosen takes one combination, and that any of these is, one for each.
        if base in same or (base is None and len(same) > 1):
            parts.append([[(numbers[issue, option], False) for option in chosen if option not in same]])
        else:
            parts.append([[(numbers[issue, option], True)] for option in chosen if option in same])
    steps.add(math.prod(map(len, parts)))
    for ways in product(*parts):
        yield tuple(sorted(choice for way in ways for choice in way))
