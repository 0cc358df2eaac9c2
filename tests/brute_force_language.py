"""What formulas, numbers and rank orders of a case mean, read with nothing but text, fractions and loops.

Part of the oracle of the tests of whole cases (``brute_force_case``); it shares no code with what it checks.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

__all__ = ["holds", "nominal_number", "rank_points", "rank_weights", "ranked_classes"]

Package = Mapping[str, str]
_SCALES = {"vital": [60, 100], "important": [30, 60], "minor": [5, 30]}
_TOKEN = re.compile(r"\s*([\w.]+|[(),])")


def holds(text: str, package: Package) -> bool:
    """Tell whether a formula of the small language is true of a package."""
    return _evaluated(_parsed(text), package)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Any:  # noqa: ANN401 - a tree of tuples
    tokens = _TOKEN.findall(text)
    tree, end = _implication(tokens, 0)
    if end != len(tokens):
        raise ValueError(f"{text!r} goes on after a formula")
    return tree


def _implication(tokens: list[str], at: int) -> tuple[Any, int]:
    left, at = _joined(tokens, at, "or")
    if tokens[at : at + 1] == ["implies"]:
        right, at = _implication(tokens, at + 1)
        return ("or", (("not", left), right)), at
    return left, at


def _joined(tokens: list[str], at: int, word: str) -> tuple[Any, int]:
    parts: list[Any] = []
    at -= 1
    while not parts or tokens[at : at + 1] == [word]:
        part, at = _joined(tokens, at + 1, "and") if word == "or" else _negation(tokens, at + 1)
        parts.append(part)
    return (word, tuple(parts)), at


def _negation(tokens: list[str], at: int) -> tuple[Any, int]:
    if tokens[at] == "not":
        inner, at = _negation(tokens, at + 1)
        return ("not", inner), at
    if tokens[at] == "(":
        inner, at = _implication(tokens, at + 1)
        return inner, at + 1
    if tokens[at : at + 2] == ["at", "least"]:
        count, parts, at = int(tokens[at + 2]), [], at + 4
        while tokens[at] != ")":
            part, at = _implication(tokens, at + 1)
            parts.append(part)
        return ("at least", count, tuple(parts)), at + 1
    issue = tokens[at]
    if tokens[at + 1] == "in":
        end = tokens.index(")", at)
        return ("in", issue, frozenset(tokens[at + 3 : end : 2])), end + 1
    if tokens[at + 2] == "not":
        return ("not", ("in", issue, frozenset({tokens[at + 3]}))), at + 4
    return ("in", issue, frozenset({tokens[at + 2]})), at + 3


def _evaluated(tree: Any, package: Package) -> bool:  # noqa: ANN401 - a tree of tuples
    kind = tree[0]
    if kind == "in":
        return package[tree[1]] in tree[2]
    if kind == "not":
        return not _evaluated(tree[1], package)
    if kind == "at least":
        return bool(sum(_evaluated(part, package) for part in tree[2]) >= tree[1])
    return (all if kind == "and" else any)(_evaluated(part, package) for part in tree[1])


def _exact(value: Any) -> Fraction:  # noqa: ANN401 - whatever stands for a number
    return Fraction(str(value))


def nominal_number(value: Any, scales: Mapping[str, Any] | None = None) -> Fraction:  # noqa: ANN401
    """Return the number that a number, a range or a word for a weight stands for in the nominal case."""
    if isinstance(value, str) and value in _SCALES:
        value = {**_SCALES, **(scales or {})}[value]
    if isinstance(value, list):
        return (_exact(value[0]) + _exact(value[1])) / 2
    if isinstance(value, dict):
        return (
            _exact(value["mode"]) if "mode" in value else (_exact(value["low"]) + _exact(value["high"])) / 2
        )
    return _exact(value)


def ranked_classes(ranking: str) -> tuple[list[list[str]], frozenset[str]]:
    """Return the classes of a rank order, best first, and the names right of the bar."""
    left, _, right = ranking.partition("|")
    sides = [
        [[name.strip() for name in group.split("=")] for group in side.split(">")] if side.strip() else []
        for side in (left, right)
    ]
    return sides[0] + sides[1], frozenset(name for group in sides[1] for name in group)


def rank_points(ranking: str) -> dict[str, Fraction]:
    classes, _ = ranked_classes(ranking)
    last = max(len(classes) - 1, 1)
    return {name: 100 - Fraction(100 * rank, last) for rank, group in enumerate(classes) for name in group}


def rank_weights(ranking: str) -> dict[str, Fraction]:
    """Return the centroid of all weights that respect a rank order and sum to 100."""
    classes, _ = ranked_classes(ranking)
    upto = list(itertools.accumulate(map(len, classes)))
    return {
        name: sum((Fraction(100, size) for size in upto[rank:]), Fraction(0)) / len(classes)
        for rank, group in enumerate(classes)
        for name in group
    }
