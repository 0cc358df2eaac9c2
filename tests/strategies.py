"""Hypothesis strategies for the objects of a negotiation: formulas and small domains."""

from __future__ import annotations

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


@st.composite
def _atoms(draw: DrawFn, options: dict[str, tuple[str, ...]]) -> Formula:
    issue = draw(st.sampled_from(sorted(options)))
    chosen = draw(st.sets(st.sampled_from(options[issue]), min_size=1, max_size=3))
    return Is(issue, frozenset(chosen))


def formulas(options: dict[str, tuple[str, ...]]) -> SearchStrategy[Formula]:
    """Draw formulas over the issues: atoms, negations, conjunctions, disjunctions, implications, thresholds.

    ``options``: the options of each issue. Constants occur, as do formulas that hold always or never.
    """

    def larger(parts: SearchStrategy[Formula]) -> SearchStrategy[Formula]:
        several = st.lists(parts, min_size=1, max_size=3)
        return st.one_of(
            parts.map(negation),
            several.map(conjunction),
            several.map(disjunction),
            st.builds(implication, parts, parts),
            st.builds(at_least, st.integers(0, 3), st.lists(parts, min_size=1, max_size=4)),
        )

    atoms = st.one_of(_atoms(options), _atoms(options), _atoms(options), st.sampled_from([TRUE, FALSE]))
    return st.recursive(atoms, larger, max_leaves=5)


@st.composite
def _table(draw: DrawFn, rows: int, columns: int, reach: int) -> NDArray[np.int64]:
    if draw(st.booleans()):
        # Hypothesis repeats itself within a list; varied numbers make frontiers of more than one value
        return np.random.default_rng(draw(st.integers(0, 2**20))).integers(-reach, reach + 1, (rows, columns))
    point = st.integers(-reach, reach)
    listed = draw(st.lists(point, min_size=rows * columns, max_size=rows * columns))
    return np.array(listed, dtype=np.int64).reshape(rows, columns)


@st.composite
def _floors(draw: DrawFn, lowest: int, highest: int) -> int:
    tightness = draw(st.sampled_from(["none", "none", "slack", "slack", "slack", "any", "any", "tight"]))
    if tightness == "none":
        return NO_FLOOR
    if tightness == "slack":
        return draw(st.integers(lowest - 1, (2 * lowest + highest) // 3))
    if tightness == "any":
        return draw(st.integers(lowest, highest))
    return draw(st.integers(highest, highest + 1))


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
    issue_count = draw(st.sampled_from([*range(1, max_issues + 1), max_issues, max_issues]))
    size = st.sampled_from([*range(1, max_options + 1), *range(2, max_options + 1)])
    sizes = draw(st.lists(size, min_size=issue_count, max_size=issue_count))
    issues = tuple(f"issue{i}" for i in range(len(sizes)))
    options = tuple(tuple(f"option{k}" for k in range(size)) for size in sizes)
    columns = draw(st.sampled_from([*range(1, max_columns + 1), *range(2, max_columns + 1)]))
    reach = draw(st.sampled_from([1, 3, 10]))
    points = tuple(draw(_table(size, columns, reach)) for size in sizes)
    over = formulas(dict(zip(issues, options, strict=True)))
    rule = st.one_of(
        st.builds(implication, over, over), st.builds(disjunction, st.lists(over, min_size=2)), over
    )
    interactions = tuple(
        Interaction(when, draw(_table(1, columns, reach))[0])
        for when in draw(st.lists(over, max_size=max_interactions))
    )
    requirements = tuple(draw(st.lists(rule, max_size=max_requirements)))
    lowest = sum(part.min(axis=0) for part in points)
    highest = sum(part.max(axis=0) for part in points)
    return Domain(
        issues=issues,
        options=options,
        columns=tuple(f"column{j}" for j in range(columns)),
        objectives=draw(st.sampled_from([*range(1, columns + 1), columns])),
        points=points,
        floors=np.array(
            [
                draw(_floors(int(low), int(high))) if floors else NO_FLOOR
                for low, high in zip(lowest, highest, strict=True)
            ],
            dtype=np.int64,
        ),
        interactions=interactions,
        requirements=requirements,
    )
