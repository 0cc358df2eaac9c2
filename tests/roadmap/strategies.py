"""Hypothesis strategies for small problems of a roadmap, of every kind that a problem can be stated in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from hypothesis import strategies as st

from detente.case.formula import (
    FALSE,
    TRUE,
    Done,
    Formula,
    Is,
    at_least,
    conjunction,
    disjunction,
    negation,
)
from detente.roadmap.problem import ALWAYS, Block, Gate, Problem, Shock

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy
    from numpy.typing import NDArray

    from detente.roadmap.problem import Changes

__all__ = ["Refusals", "small_problems"]

TODAY = {"arms": "as now", "trade": "as now"}
OPTIONS = ("as now", "fewer", "none")

# Hypothesis checks a strategy when it is first drawn from: made once, it is drawn from far more quickly.
_integers = cache(st.integers)
_one_of = cache(st.sampled_from)

CHANCES = (0.8, 0.6, 0.9, 0.5, 0.75, 0.3, 0.7, 0.4, 1.0, 0.0)
SHARES = (Fraction(0), Fraction(1, 5), Fraction(1, 4), Fraction(1, 3), Fraction(1, 7), Fraction(1, 2))
"""Shares of the top of trust, most of them off most grids."""
HIGHER = (*SHARES, Fraction(2, 3), Fraction(3, 4), Fraction(1))
LOWER = (Fraction(0), *SHARES[:-1])
DETECTIONS = (Fraction(0), Fraction(1, 2), Fraction(3, 4), Fraction(1))
SCALES = (Fraction(1), Fraction(10), Fraction(3, 2))


@dataclass(frozen=True)
class Refusals:
    """Blocks that nobody would sign where certain sets of others stand."""

    refused: frozenset[tuple[int, int]]

    def __call__(self, block: int, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return where the block is signed."""
        return np.array([(block, one) not in self.refused for one in delivered.tolist()], dtype=np.bool_)


class _Kind(NamedTuple):
    """What blocks of one problem have in common."""

    keys: tuple[str, ...]
    pairs: int
    top: Fraction
    periods: int
    gates: int
    more_is_never_worse: bool
    plain_issues: bool


@st.composite
def small_problems(
    draw: DrawFn, *, more_is_never_worse: bool = False, still: bool = False, plain_issues: bool = False
) -> Problem:
    """Draw a problem of 1 to 4 blocks and 1 to 7 periods.

    ``more_is_never_worse``: no formula has a negation, no issue is settled twice, and everybody signs.
    ``still``: neither trust nor gates move by themselves. ``plain_issues``: no two blocks settle one issue.
    """
    blocks, pairs = draw(_one_of((3, 4, 2, 3, 4, 2, 1))), draw(_integers(0, 2))
    top = draw(_one_of(SCALES))
    gates = 0 if still else draw(_one_of((0, 0, 1, 2)))
    kind = _Kind(
        tuple("abcd"[:blocks]),
        pairs,
        top,
        draw(_one_of((4, 5, 6, 7, 3, 2, 1))),
        gates,
        more_is_never_worse,
        plain_issues or more_is_never_worse,
    )
    decays, shocks = (False, 0) if still else (draw(_one_of((False, True))), draw(_one_of((0, 0, 1, 2))))
    signed = more_is_never_worse or draw(_one_of((True, False)))
    refused = () if signed else draw(_sets_refused(blocks))
    return Problem(
        tuple(_block(draw, kind, place) for place in range(blocks)),
        _goal(draw, kind),
        kind.periods,
        tuple(f"pair {number}" for number in range(pairs)),
        _amounts(draw, kind, HIGHER),
        step=top * draw(_one_of((Fraction(1, 2), Fraction(1, 3), Fraction(1, 4), Fraction(1, 5)))),
        top=top,
        capacity=draw(_integers(1, 3)),
        today=TODAY,
        decay=tuple(draw(_one_of(SHARES)) for _ in range(pairs)) if decays else (),
        resting=_amounts(draw, kind, HIGHER) if decays else (),
        shocks=tuple(
            Shock(draw(_one_of(CHANCES)), tuple(draw(_one_of((1, -1))) * one for one in _amounts(draw, kind)))
            for _ in range(shocks)
        ),
        gates=tuple(
            Gate(draw(_one_of((True, False))), draw(_one_of(CHANCES)), draw(_one_of(CHANCES)))
            for _ in range(gates)
        ),
        consent=Refusals(frozenset(refused)) if refused else ALWAYS,
    )


@cache
def _sets_refused(blocks: int) -> SearchStrategy[list[tuple[int, int]]]:
    pairs = st.tuples(st.integers(0, blocks - 1), st.integers(0, (1 << blocks) - 1))
    return st.lists(pairs, max_size=8)


def _amounts(draw: DrawFn, kind: _Kind, shares: tuple[Fraction, ...] = SHARES) -> Changes:
    return tuple(kind.top * draw(_one_of(shares)) for _ in range(kind.pairs))


def _block(draw: DrawFn, kind: _Kind, place: int) -> Block:
    others = tuple(key for key in kind.keys if key != kind.keys[place])
    breached, follows, windowed = (draw(_one_of((False, False, True))) for _ in range(3))
    return Block(
        kind.keys[place],
        lasts=draw(_one_of((1, 1, 2, 3))),
        delivers=draw(_one_of(CHANCES)),
        breach=draw(_one_of(CHANCES)) if breached else 0.0,
        detection=draw(_one_of(DETECTIONS)) if breached else Fraction(1),
        earns=_amounts(draw, kind) if draw(_one_of((True, True, False))) else (),
        loses=_amounts(draw, kind) if draw(_one_of((True, True, False))) else (),
        loses_if_breached=_amounts(draw, kind) if breached else (),
        needs=_amounts(draw, kind, draw(_one_of((LOWER, HIGHER)))),
        after=draw(_formulas(others, kind.more_is_never_worse)) if follows and others else TRUE,
        windows=draw(_windows(kind.periods)) if windowed else None,
        gate=draw(_one_of((None, *range(kind.gates)))) if kind.gates else None,
        sets=_sets(draw, kind, place),
        takes=draw(_one_of((1, 1, 2))),
        cost=draw(_one_of((0.0, 1.0, 2.5))),
    )


def _sets(draw: DrawFn, kind: _Kind, place: int) -> dict[str, str]:
    issues: tuple[str, ...] = tuple(TODAY)
    if kind.plain_issues:
        issues = issues[place : place + 1]
    return {issue: draw(_one_of(OPTIONS)) for issue in issues if draw(_one_of((False, True)))}


@cache
def _windows(periods: int) -> SearchStrategy[tuple[tuple[int, int], ...]]:
    ends = st.tuples(st.integers(0, periods // 2), st.integers(0, periods))
    return st.lists(ends.map(lambda pair: (min(pair), max(pair))), max_size=2).map(tuple)


@cache
def _formulas(keys: tuple[str, ...], positive: bool) -> SearchStrategy[Formula]:
    """Draw formulas over blocks and issues; positive ones only say that blocks are delivered."""
    atoms = st.sampled_from([Done(key) for key in keys])
    options = st.sets(st.sampled_from(OPTIONS), min_size=1, max_size=2).map(frozenset)
    settled = st.builds(Is, st.sampled_from(list(TODAY)), options)

    def joined(parts: SearchStrategy[Formula]) -> SearchStrategy[Formula]:
        several = st.lists(parts, min_size=1, max_size=3)
        kinds = [
            several.map(conjunction),
            several.map(disjunction),
            st.builds(_enough, st.integers(1, 3), several),
        ]
        return st.one_of(kinds if positive else [*kinds, parts.map(negation)])

    return st.recursive(atoms if positive else atoms | settled, joined, max_leaves=4)


def _enough(count: int, parts: list[Formula]) -> Formula:
    return at_least(min(count, len(parts)), parts)


def _goal(draw: DrawFn, kind: _Kind) -> Formula:
    """Draw a goal that is not never; most can be reached, so that there is something to compare."""
    style = draw(_one_of(("all", "all", "some", "many", "formula")))
    if style == "formula":
        formula = draw(_formulas(kind.keys, kind.more_is_never_worse))
        return Done(kind.keys[0]) if formula == FALSE else formula
    chosen = draw(_integers(1, (1 << len(kind.keys)) - 1))
    parts = [Done(key) for place, key in enumerate(kind.keys) if chosen >> place & 1]
    return at_least({"all": len(parts), "some": 1, "many": (len(parts) + 1) // 2}[style], parts)
