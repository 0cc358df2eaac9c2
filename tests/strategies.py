"""Hypothesis strategies for the objects of a negotiation: formulas and small domains."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from detente.case.formula import (
    FALSE,
    TRUE,
    Formula,
    Is,
    at_least,
    conjunction,
    disjunction,
    implication,
    negation,
)
from detente.outcomes.domain import NO_FLOOR, Domain, Interaction

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy
    from numpy.typing import NDArray

__all__ = ["domains", "formulas"]


_Options = tuple[tuple[str, tuple[str, ...]], ...]

# Hypothesis checks a strategy when it is first drawn from: made once, it is drawn from far more quickly.
_integers = cache(st.integers)
_one_of = cache(st.sampled_from)


def formulas(options: dict[str, tuple[str, ...]]) -> SearchStrategy[Formula]:
    """Draw formulas over the issues: atoms, negations, conjunctions, disjunctions, implications, thresholds.

    ``options``: the options of each issue. Constants occur, as do formulas that hold always or never.
    """
    return _formulas(tuple(options.items()))


@cache
@st.composite
def _formulas(draw: DrawFn, options: _Options) -> Formula:
    return _formula(draw, options, draw(_one_of((0, 1, 1, 2))))


def _formula(draw: DrawFn, options: _Options, depth: int) -> Formula:
    kind = draw(
        _one_of(("atom",) * 7 + ("constant",) if depth == 0 else ("not", "and", "or", "implies", "at least"))
    )
    if kind == "constant":
        constant: Formula = draw(_one_of((TRUE, FALSE)))
        return constant
    if kind == "atom":
        issue, offered = draw(_one_of(options))
        size = draw(_integers(1, min(3, len(offered))))
        return Is(issue, frozenset(draw(_one_of(offered)) for _ in range(size)))
    several = {"not": 1, "implies": 2}.get(kind) or draw(_integers(1, 3))
    parts = [_formula(draw, options, draw(_integers(0, depth - 1))) for _ in range(several)]
    if kind == "not":
        return negation(parts[0])
    if kind == "implies":
        return implication(parts[0], parts[1])
    if kind == "at least":
        return at_least(draw(_integers(0, 3)), parts)
    return conjunction(parts) if kind == "and" else disjunction(parts)


def _rule(draw: DrawFn, options: _Options) -> Formula:
    """Draw a formula that rarely forbids everything."""
    if draw(_one_of((True, True, False))):
        return implication(*(_formula(draw, options, draw(_integers(0, 1))) for _ in range(2)))
    return _formula(draw, options, draw(_integers(0, 2)))


def _table(draw: DrawFn, rows: int, columns: int, reach: int) -> NDArray[np.int64]:
    if draw(_one_of((True, True, False))):
        # Hypothesis repeats itself within a list; varied numbers make frontiers of more than one value
        return np.random.default_rng(draw(_integers(0, 2**20))).integers(-reach, reach + 1, (rows, columns))
    listed = [draw(_integers(-reach, reach)) for _ in range(rows * columns)]
    return np.array(listed, dtype=np.int64).reshape(rows, columns)


def _floor(draw: DrawFn, lowest: int, highest: int) -> int:
    tightness = draw(_one_of(("none", "none", "slack", "slack", "slack", "any", "any", "tight")))
    if tightness == "none":
        return NO_FLOOR
    if tightness == "slack":
        return draw(_integers(lowest - 1, (2 * lowest + highest) // 3))
    if tightness == "any":
        return draw(_integers(lowest, highest))
    return draw(_integers(highest, highest + 1))


@st.composite
def domains(  # noqa: PLR0913 - one bound for each part of a domain
    draw: DrawFn,
    *,
    max_issues: int = 5,
    max_options: int = 4,
    max_columns: int = 4,
    max_interactions: int = 3,
    max_requirements: int = 3,
    floors: bool = True,
) -> Domain:
    """Draw small negotiations with ties, interactions, requirements that may contradict, and floors.

    Floors may be absent, slack, tight, or out of reach. Points are small, so that equal values are common.
    """
    issue_count = draw(_one_of((*range(1, max_issues + 1), max_issues, max_issues)))
    size = _one_of((*range(1, max_options + 1), *range(2, max_options + 1)))
    sizes = [draw(size) for _ in range(issue_count)]
    issues = tuple(f"issue{i}" for i in range(issue_count))
    options = tuple(tuple(f"option{k}" for k in range(size)) for size in sizes)
    columns = draw(_one_of((*range(1, max_columns + 1), *range(2, max_columns + 1))))
    reach = draw(_one_of((1, 3, 10)))
    points = tuple(_table(draw, size, columns, reach) for size in sizes)
    over = tuple(zip(issues, options, strict=True))
    interactions = tuple(
        Interaction(_formula(draw, over, draw(_integers(0, 2))), _table(draw, 1, columns, reach)[0])
        for _ in range(draw(_integers(0, max_interactions)))
    )
    requirements = tuple(_rule(draw, over) for _ in range(draw(_integers(0, max_requirements))))
    reached = [
        (
            sum(int(part[:, column].min()) for part in points),
            sum(int(part[:, column].max()) for part in points),
        )
        for column in range(columns)
    ]
    return Domain(
        issues=issues,
        options=options,
        columns=tuple(f"column{j}" for j in range(columns)),
        objectives=draw(_one_of((*range(1, columns + 1), columns))),
        points=points,
        floors=np.array([_floor(draw, *ends) if floors else NO_FLOOR for ends in reached], dtype=np.int64),
        interactions=interactions,
        requirements=requirements,
    )
