"""How a decision maker of a case likes the states of its conflict."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

import numpy as np

from detente.case.naming import joined
from detente.case.problems import CaseError, closest, quoted
from detente.case.references.conflict import omitted_states
from detente.outcomes.holders import members, stance_holder
from detente.outcomes.values import value_of
from detente.stability.preferences.contradiction import ContradictionError
from detente.stability.preferences.option_prioritising import option_prioritising
from detente.stability.preferences.partial import PartialOrder, partial_order
from detente.stability.preferences.ranking import ranks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    import numpy.typing as npt

    from detente.case.case import Case
    from detente.case.conflict import Preference, StateKey
    from detente.case.document import Path_
    from detente.case.formula import Formula
    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.case.written import Written
    from detente.stability.cases.listed_states import ListedStates
    from detente.stability.cases.packages import PackageStates

__all__ = ["has_stances", "preferred", "ranked_by_stances", "true_in"]


def has_stances(case: CaseFile, key: str, issues: Iterable[str]) -> bool:
    """Tell whether a party, or a member of a bloc, has a stance on one of some issues."""
    return any(
        key in case.issues[issue].stances or stance_holder(case, party, issue) is not None
        for issue in issues
        for party in members(case, key)
    )


def ranked_by_stances(certain: CertainCase, states: PackageStates, key: str) -> npt.NDArray[np.float64]:
    """Return what states are worth to a party or bloc by its stances, as ranks: (states,).

    Values are compared as exact integers. Of several packages that are one state the mean counts.
    """
    valuation = value_of(certain, key)
    issues = states.issues
    parts: list[tuple[npt.NDArray[np.bool_] | int, list[Fraction]]] = [
        (place, [valuation.points[issue][option] for option in options])
        for place, (issue, options) in enumerate(zip(issues, states.options_of, strict=True))
        if issue in valuation.points
    ]
    parts += [(states.where_settled(when), [points]) for when, points in valuation.interactions]
    unit = math.lcm(*(one.denominator for _, points in parts for one in points))
    exact = sum(max(map(abs, points)) for _, points in parts) * unit * len(states.packages) < 2**62
    total = np.zeros(len(states.packages), dtype=np.int64 if exact else object)
    for where, points in parts:
        steps = np.array([int(one * unit) for one in points], dtype=total.dtype)
        if isinstance(where, int):
            total += steps[states.packages[:, where]]
        else:
            total[where] += steps[0]
    if len(states) == len(total):
        # A formula that holds in one package alone moves its state behind the others.
        return np.unique(total[states.first], return_inverse=True)[1].astype(np.float64)
    counts = np.bincount(states.state_of)
    sums = np.zeros(len(states), dtype=total.dtype)
    np.add.at(sums, states.state_of, total)
    return _ranks_of_means(sums, counts)


def _ranks_of_means(sums: npt.NDArray[np.int64], counts: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """Return the ranks of sums over counts, compared as fractions."""
    from fractions import Fraction

    means = [Fraction(int(one), int(count)) for one, count in zip(sums, counts, strict=True)]
    place = {mean: rank for rank, mean in enumerate(sorted(set(means)))}
    return np.array([place[mean] for mean in means], dtype=np.float64)


def preferred(
    case: CaseFile, states: PackageStates | ListedStates, key: str, preference: Preference
) -> npt.NDArray[np.float64] | PartialOrder:
    """Return how a decision maker likes states by what the case says of it: (states,); more is better.

    Where the case says only a part, that part.

    Raises ``CaseError`` with all that does not fit the states.
    """
    path: Path_ = ("conflict", "preferences", key)
    document = cast("Case", case).document
    if preference.payoffs is not None:
        if len(preference.payoffs) != len(states):
            said = f"there are {len(preference.payoffs):,} payoffs for {len(states):,} states; each has one"
            raise CaseError([document.problem((*path, "payoffs"), said)])
        return np.array([float(one.low) for one in preference.payoffs])
    if preference.statements is not None:
        return option_prioritising(true_in(states, preference.statements)).astype(np.float64)
    if preference.known is not None:
        return _known(case, states, key, preference.known)
    start = (*path, "ranking") if (*path, "ranking") in document.spots else path
    tiers = tiers_of(case, states, start, preference.ranking or ())
    wrong = list(omitted_states((one + 1 for tier in tiers for one in tier), short_names(states)))
    if wrong:
        raise CaseError([document.problem(start, f"the ranking of {key!r} {message}") for message in wrong])
    return ranks_of(tiers, len(states)).astype(np.float64)


def true_in(
    states: PackageStates | ListedStates, statements: Sequence[Written[Formula]]
) -> npt.NDArray[np.bool_]:
    """Return in which states each of some statements is true: (statements, states)."""
    true = [states.true_in(statement.meaning) for statement in statements]
    return np.array(true, dtype=np.bool_).reshape(-1, len(states))


def _known(
    case: CaseFile,
    states: PackageStates | ListedStates,
    key: str,
    chains: Sequence[Sequence[Sequence[StateKey]]],
) -> PartialOrder:
    path: Path_ = ("conflict", "preferences", key, "known")
    numbered = [tiers_of(case, states, (*path, index), tiers) for index, tiers in enumerate(chains)]
    try:
        return partial_order(numbered, len(states))
    except ContradictionError as error:
        names = short_names(states)
        ring = joined(repr(names[state]) for state in (*error.ring, error.ring[0]))
        said = f"what is known of {key!r} contradicts itself: each of {ring} is at least as good as the next"
        said += ", and the first is better" if len(error.ring) > 1 else ""
    except ValueError as error:
        said = str(error)
    raise CaseError([cast("Case", case).document.problem(path, said)])


def tiers_of(
    case: CaseFile,
    states: PackageStates | ListedStates,
    path: Path_,
    tiers: Sequence[Sequence[StateKey]],
) -> list[list[int]]:
    """Return tiers of states, which have names or numbers from 1, as numbers from 0.

    Raises ``CaseError`` for every state that there is not.
    """
    document = cast("Case", case).document
    problems = []
    for index, tier in enumerate(tiers):
        for place, word in enumerate(tier):
            if _number(states, word) is None:
                item = (*path, index, place)
                here = item if item in document.spots else item[:-1]
                suggestion = closest(word, states.keys) if isinstance(word, str) else ""
                problems.append(
                    document.problem(here, f"unknown state {quoted(word)}", suggestion=suggestion)
                )
    if problems:
        raise CaseError(problems)
    return [[cast("int", _number(states, word)) for word in tier] for tier in tiers]


def _number(states: PackageStates | ListedStates, word: StateKey) -> int | None:
    if isinstance(word, str):
        return states.keys.get(word)
    return word - 1 if word <= len(states) else None


def short_names(states: PackageStates | ListedStates) -> list[str]:
    """Return the short name of each state, or its number from 1 on where it has none."""
    named = {state: key for key, state in states.keys.items()}
    return [named.get(state, str(state + 1)) for state in range(len(states))]
