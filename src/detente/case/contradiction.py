"""Formulas that cannot hold together: which of them contradict each other, with nothing to spare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.formula import FALSE, TRUE, Formula, conjunction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["contradiction", "possible"]

MOST_STEPS = 20_000
"""Steps of the search for a package, past which nothing is said."""


def possible(formula: Formula, options: Mapping[str, Sequence[str]]) -> bool | None:
    """Tell whether some package satisfies a formula, or None where that takes too long to find out.

    ``options``: the options of each issue. Issues are settled one by one, and what remains of the formula is
    looked at only once.

    >>> from detente.case.language import parse_formula
    >>> possible(parse_formula("a is x and not a in (x, y)"), {"a": ["x", "y"]})
    False
    """
    seen: set[Formula] = set()
    waiting = [formula]
    while waiting:
        left = waiting.pop()
        if left == TRUE:
            return True
        if left == FALSE or left in seen:
            continue
        seen.add(left)
        if len(seen) > MOST_STEPS:
            return None
        issue = min(left.issues)
        waiting += [left.given(issue, option) for option in reversed(options[issue])]
    return False


def contradiction(formulas: Sequence[Formula], options: Mapping[str, Sequence[str]]) -> tuple[int, ...]:
    """Return the indices of formulas that cannot hold together while any fewer of them can; else nothing.

    >>> from detente.case.language import parse_formula
    >>> rules = ["a is x", "b is u", "not a is x or not b is u", "b in (u, v)"]
    >>> contradiction([parse_formula(rule) for rule in rules], {"a": ["x", "y"], "b": ["u", "v"]})
    (0, 1, 2)
    """
    kept = list(range(len(formulas)))
    if possible(conjunction(formulas), options) is not False:
        return ()
    for index in range(len(formulas)):
        others = [formulas[other] for other in kept if other != index]
        if possible(conjunction(others), options) is False:
            kept.remove(index)
    return tuple(kept)
