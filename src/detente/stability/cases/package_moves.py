"""Moves between packages: what each decision maker can change alone, and what several change together."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np

from detente.case.problems import CaseError
from detente.outcomes.moves import deciders, reversible
from detente.stability.graph.graph_model import MOST_MOVES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from detente.case.model import CaseFile
    from detente.stability.cases.packages import PackageStates

__all__ = [
    "Changes",
    "changes_of",
    "count_moves",
    "issues_with_moves",
    "movers",
    "moves_between",
    "possible",
    "refuse_too_many",
]

Changes = dict[str, set[tuple[str, str]]]
"""By issue, the changes from one option to another."""


def changes_of(case: CaseFile, issues: tuple[str, ...]) -> dict[tuple[str, ...], Changes]:
    """Return who can make which changes: by those who decide together, in the order of the case.

    Those whose consent is taken as given are left out where somebody else decides as well. Changes that lead
    back from an irreversible option are none.
    """
    given = frozenset() if case.conflict is None else frozenset(case.conflict.consent_given)
    order = {key: place for place, key in enumerate((*case.parties, *case.blocs))}
    found: dict[tuple[str, ...], Changes] = {}
    for issue in issues:
        for before, after in itertools.permutations(case.issues[issue].options, 2):
            if reversible(case, issue, before, after):
                deciding = set(deciders(case, issue, before, after))
                movers = tuple(sorted(deciding - given or deciding, key=order.__getitem__))
                found.setdefault(movers, {}).setdefault(issue, set()).add((before, after))
    return found


def issues_with_moves(case: CaseFile) -> tuple[str, ...]:
    """Return the issues that some decider can change alone."""
    changes = changes_of(case, tuple(case.issues))
    alone = {issue for movers, of in changes.items() if len(movers) == 1 for issue in of}
    return tuple(issue for issue in case.issues if issue in alone)


def moves_between(
    states: PackageStates, changes: Changes
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return the moves that changes of one or of several issues at once make: two arrays, (moves,) each.

    Raises ``CaseError`` where there are too many of them.
    """
    origins, targets = [], []
    count = 0
    for before, after in _pairs(states, changes):
        origins.append(states.state_of[before])
        targets.append(states.state_of[after])
        count += len(before)
        refuse_too_many(states, count)
    nothing = np.zeros(0, dtype=np.int32)
    return np.concatenate([nothing, *origins]), np.concatenate([nothing, *targets])


def _pairs(
    states: PackageStates, changes: Changes
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Yield from which packages moves lead to another state, and to which packages, many at a time."""
    others = _unchanged(states, changes)
    ways = math.prod(1 + len({after for _, after in of}) for of in changes.values())
    # Where rules leave few of very many combinations, packages are compared with each other, as is faster.
    many = changes and ways > 2 * np.unique(others, return_counts=True)[1].max(initial=1)
    for before, after in _compared(states, changes, others) if many else _combined(states, changes):
        moved = states.state_of[before] != states.state_of[after]
        yield before[moved], after[moved]


def _unchanged(states: PackageStates, changes: Changes) -> npt.NDArray[np.int64]:
    """Return a number for what each package says of the other issues: (packages,)."""
    own = [states.issues.index(issue) for issue in changes]
    found: npt.NDArray[np.int64] = (
        states.codes - states.packages[:, own].astype(np.int64) @ states.strides[own]
    )
    return found


def _compared(
    states: PackageStates, changes: Changes, others: npt.NDArray[np.int64]
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Yield packages before and after moves, of all pairs that are the same in the ``others``."""
    tables = []
    for issue, of in changes.items():
        place = states.issues.index(issue)
        options = states.options_of[place]
        able = [[before == after or (before, after) in of for after in options] for before in options]
        tables.append((np.array(able), states.packages[:, place]))
    for which, place_after in _pairs_within(others):
        possible = np.logical_and.reduce([able[held[which], held[place_after]] for able, held in tables])
        yield which[possible], place_after[possible]


def _pairs_within(
    others: npt.NDArray[np.int64],
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Yield all pairs of two packages for which the same number is given, many at a time, in either order.

    Packages with the same number are a group, and go round in it: first each to the next, then each to the
    one after that, and so on.
    """
    order = np.argsort(others, kind="stable")
    _, first, sizes = np.unique(others[order], return_index=True, return_counts=True)
    begins, size = np.repeat(first, sizes), np.repeat(sizes, sizes)
    place = np.arange(len(others)) - begins
    for step in range(1, int(sizes.max(initial=1))):
        more = size > step
        begins, size, place = begins[more], size[more], place[more]
        yield order[begins + place], order[begins + (place + step) % size]


def _combined(
    states: PackageStates, changes: Changes
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Yield packages before and after moves, for each way to change issues."""
    for which, shift in _combinations(states, changes):
        codes = states.codes[which] + shift
        place = np.minimum(np.searchsorted(states.codes, codes), len(states.codes) - 1)
        there = states.codes[place] == codes
        yield which[there], place[there]


def _combinations(
    states: PackageStates, changes: Changes
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]]:
    """Yield, for each way to change issues, in which packages it is possible, and how their codes change."""
    ways = [list(_ways(states, issue, of)) for issue, of in changes.items()]
    return _further(ways, np.arange(len(states.packages)), np.zeros(len(states.packages), dtype=np.int64))


def _further(
    ways: Sequence[Sequence[tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64]]]],
    which: npt.NDArray[np.intp],
    shift: npt.NDArray[np.int64],
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]]:
    """Yield the same of some packages, whose codes change already, for the issues that are left."""
    for place, of in enumerate(ways):
        for able, by in of:
            possible_in = able[which]
            now = which[possible_in]
            if len(now):
                changed = shift[possible_in] + by[now]
                yield now, changed
                yield from _further(ways[place + 1 :], now, changed)


def _ways(
    states: PackageStates, issue: str, changes: set[tuple[str, str]]
) -> Iterator[tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64]]]:
    """Yield, for each option to which an issue can be changed, in which packages, and by how much."""
    place = states.issues.index(issue)
    options, held = states.options_of[place], states.packages[:, place]
    for number, after in enumerate(options):
        able = np.array([(before, after) in changes for before in options])
        if able.any():
            yield able[held], (number - held.astype(np.int64)) * states.strides[place]


def possible(states: PackageStates, changes: Changes) -> Changes:
    """Return those of some changes that are part of a move, as rules and states that are one allow."""
    every = sum(map(len, changes.values()))
    found: Changes = {issue: set() for issue in changes}
    for origin, target in _pairs(states, changes):
        for issue in changes:
            place = states.issues.index(issue)
            options = states.options_of[place]
            held = np.stack([states.packages[origin, place], states.packages[target, place]], axis=1)
            different = np.unique(held[held[:, 0] != held[:, 1]], axis=0).tolist()
            found[issue] |= {(options[before], options[after]) for before, after in different}
        if sum(map(len, found.values())) == every:
            break
    return {issue: of for issue, of in found.items() if of}


def movers(changes: Mapping[tuple[str, ...], Changes]) -> list[str]:
    """Return everybody who makes a change, alone or with others."""
    return list(dict.fromkeys(key for together in changes for key in together))


def refuse_too_many(states: PackageStates, moves: int) -> None:
    """Raise ``CaseError`` where so many moves, or more, are too many to be held in memory."""
    if moves > MOST_MOVES:
        raise CaseError.of(
            f"the conflict has {len(states):,} states and more than {MOST_MOVES:,} moves, too many to be"
            " held in memory; name fewer issues under conflict.issues"
        )


def count_moves(states: PackageStates, changes: Changes) -> int | None:
    """Return how many moves changes make; None where that takes to look at each, for rules and merged states.

    What ``moves_between`` returns is as long.
    """
    every = math.prod(len(options) for options in states.options_of)
    if not len(states) == len(states.packages) == every:
        return None
    from_each = (
        sum(1 + sum(before == option for before, _ in changes.get(issue, ())) for option in options)
        for issue, options in zip(states.issues, states.options_of, strict=True)
    )
    return math.prod(from_each) - every
