"""Sets of delivered blocks, as numbers with a bit for each block, and what is true in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import And, AtLeast, Constant, Done, Formula, Is, Not, Or

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from detente.roadmap.problem import Problem

__all__ = [
    "asked_once",
    "bit",
    "holds_in",
    "members_of",
    "only_helped",
    "sets_of",
    "settable",
    "speaks_of",
    "standing",
]

MOST_TRIED = 12
"""Blocks of which every set is tried."""


def bit(block: int) -> np.uint64:
    """Return the set of one block."""
    return np.uint64(1) << np.uint64(block)


def members_of(delivered: int) -> Iterator[int]:
    """Yield the blocks of a set, lowest first.

    >>> list(members_of(0b101))
    [0, 2]
    """
    while delivered:
        lowest = delivered & -delivered
        yield lowest.bit_length() - 1
        delivered ^= lowest


def standing(block: int, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell in which sets a block is."""
    found: NDArray[np.bool_] = (delivered & bit(block)) != 0
    return found


def settable(problem: Problem, block: int, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell in which sets a block can be settled still: it is not in them, nor is one that goes further.

    Of blocks that set one issue, those written later go further; once one of them stands, those before it
    have nothing left to settle.
    """
    barred = bit(block)
    issues = set(problem.blocks[block].sets)
    for later in range(block + 1, len(problem.blocks)):
        if issues & set(problem.blocks[later].sets):
            barred |= bit(later)
    free: NDArray[np.bool_] = (delivered & barred) == 0
    return free


def holds_in(problem: Problem, formula: Formula, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell in which sets of delivered blocks a formula over blocks and issues holds."""
    match formula:
        case Constant(value=value):
            return np.full(len(delivered), value)
        case Done(block=key):
            # A block that is left out is never done.
            place = next((place for place, one in enumerate(problem.blocks) if one.key == key), None)
            return np.zeros(len(delivered), dtype=np.bool_) if place is None else standing(place, delivered)
        case Is(issue=issue, options=options):
            found = np.full(len(delivered), problem.today[issue] in options)
            for place, block in enumerate(problem.blocks):
                if issue in block.sets:
                    found[standing(place, delivered)] = block.sets[issue] in options
            return found
        case Not(part=part):
            return ~holds_in(problem, part, delivered)
        case And() | Or() | AtLeast():
            true = np.stack([holds_in(problem, part, delivered) for part in formula.parts])
            least = {And: len(true), Or: 1}.get(type(formula), getattr(formula, "count", 1))
            reached: NDArray[np.bool_] = true.sum(axis=0) >= least
            return reached
        case _:
            raise TypeError(f"not a formula: {formula!r}")


def speaks_of(problem: Problem, formula: Formula) -> list[int]:
    """Return the blocks that a formula names, and those that settle an issue that it names."""
    named = set(_done(formula))
    return [
        place
        for place, block in enumerate(problem.blocks)
        if block.key in named or not formula.issues.isdisjoint(block.sets)
    ]


def _done(formula: Formula) -> Iterator[str]:
    if isinstance(formula, Done):
        yield formula.block
    for part in formula.parts_of():
        yield from _done(part)


def sets_of(blocks: Sequence[int]) -> NDArray[np.uint64] | None:
    """Return every set of some blocks; None where there are too many."""
    if len(blocks) > MOST_TRIED:
        return None
    sets = np.zeros(1, dtype=np.uint64)
    for block in blocks:
        sets = np.concatenate([sets, sets | bit(block)])
    return sets


def only_helped(problem: Problem, formula: Formula, block: int) -> bool:
    """Tell whether a formula that holds goes on to hold once a block is delivered; no, where it has many."""
    named = speaks_of(problem, formula)
    sets = sets_of([one for one in named if one != block])
    if block not in named:
        return True
    if sets is None:
        return False
    before, after = (holds_in(problem, formula, one) for one in (sets, sets | bit(block)))
    return bool((after | ~before).all())


def asked_once(sets: NDArray[np.uint64], ask: Callable[[int], bool]) -> NDArray[np.bool_]:
    """Return the answer for each set; those that are alike are asked about once.

    >>> asked_once(np.array([0b10, 0b01, 0b10], dtype=np.uint64), lambda one: one > 1).tolist()
    [True, False, True]
    """
    most = int(sets.max())
    if most <= len(sets):
        # There is room for an answer to each number, which spares sorting them.
        places = sets.astype(np.intp)
        known = np.zeros(most + 1, dtype=np.bool_)
        known[places] = True
        for one in np.flatnonzero(known).tolist():
            known[one] = ask(one)
        return known[places]
    alike, where = np.unique(sets, return_inverse=True)
    signed = np.array([ask(one) for one in alike.tolist()], dtype=np.bool_)
    answer: NDArray[np.bool_] = signed[where.reshape(-1)]
    return answer
