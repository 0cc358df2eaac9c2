"""The conflict that a case describes: from its issues, or with states and moves written out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.case.naming import capitalised, issue_name, joined, option_name, spaced, within
from detente.case.problems import CaseError
from detente.outcomes.moves import today
from detente.outcomes.negotiation import rule_path
from detente.outcomes.per_case import per_case
from detente.stability.cases.case_preferences import has_stances, preferred, ranked_by_stances, true_in
from detente.stability.cases.listed_states import ListedStates
from detente.stability.cases.package_moves import (
    changes_of,
    count_moves,
    issues_with_moves,
    movers,
    moves_between,
    possible,
    refuse_too_many,
)
from detente.stability.cases.packages import PackageStates, package_states
from detente.stability.conflict import Conflict, Ordered
from detente.stability.graph.graph_model import GraphModel
from detente.stability.preferences.partial import PartialOrder

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.stability.cases.package_moves import Changes

__all__ = ["NO_MOVES", "conflict_of", "conflict_packages", "describes_conflict"]

NO_MOVES = "no decider can change anything alone: there is no issue on which moves are made"
"""Why a case describes no conflict."""


@dataclass(frozen=True, eq=False)
class _Graph:
    """All of a conflict but what is preferred."""

    states: PackageStates | ListedStates
    model: GraphModel
    status_quo: int | None
    alone: tuple[str, ...]
    notes: tuple[str, ...]


def conflict_of(certain: CertainCase, issues: tuple[str, ...] | None = None) -> Conflict:
    """Return the conflict of a certain case.

    ``issues``: those on which moves are made, in place of those that the case names.

    Raises ``CaseError`` where the case describes none, where it is too large, and for preferences that do not
    fit its states.
    """
    case = certain.case
    rules = (rule_path(rule, index) for index, rule in enumerate(case.rules))
    graph = _graph(case, issues, certain.dropped.intersection(rules))
    liked = {key: _liked(certain, graph, key) for key in graph.model.decision_makers}
    known = {key: order for key, order in liked.items() if isinstance(order, PartialOrder)}
    statements = _statements(case, graph.states)
    # Who has more below it that is known to be worse comes first: that fits all that is known.
    payoffs = [
        one.strict.sum(axis=1).astype(np.float64) if isinstance(one, PartialOrder) else one
        for one in liked.values()
    ]
    return Conflict(
        graph.model.with_payoffs(np.stack(payoffs)),
        graph.states,
        graph.status_quo,
        {key: _name(case, key) for key in graph.model.decision_makers},
        known,
        statements,
        graph.alone,
        (*graph.notes, *_idle_statements(case, statements)),
        tuple(key for key in liked if _by_stances(case, graph, key)),
    )


def describes_conflict(case: CaseFile, *, everywhere: bool = False) -> bool:
    """Whether a case has moves to be analysed: written out, or on issues that some decider can change.

    ``everywhere``: on whatever issues, also where the conflict names others.
    """
    if case.conflict is not None and case.conflict.moves is not None:
        return True
    return bool(changes_of(case, issues_with_moves(case) if everywhere else _chosen(case, None)))


def conflict_packages(case: CaseFile) -> int:
    """Return how many packages the issues of a conflict have, before rules; 1 if states are written out."""
    if case.conflict is not None and case.conflict.moves is not None:
        return 1
    return math.prod(len(case.issues[issue].options) for issue in _chosen(case, None))


@per_case
def _graph(case: CaseFile, issues: tuple[str, ...] | None, dropped: frozenset[str]) -> _Graph:
    if case.conflict is not None and case.conflict.moves is not None:
        if issues is not None:
            raise CaseError.of("the moves of this case are written out, and do not follow from issues")
        return _written_out(case)
    return _of_packages(case, issues, dropped)


def _of_packages(case: CaseFile, issues: tuple[str, ...] | None, dropped: frozenset[str]) -> _Graph:
    ordered = _chosen(case, issues)
    changes = changes_of(case, ordered)
    if not changes and describes_conflict(case, everywhere=True):
        raise CaseError.of("the list of issues on which moves are made names none that anybody can change")
    if not changes:
        raise CaseError.of(NO_MOVES)
    states = package_states(case, ordered, dropped)
    refuse_too_many(states, sum(count_moves(states, of) or 0 for of in changes.values()))
    order = [key for key in (*case.parties, *case.blocs) if key in set(movers(changes))]
    alone = [moves_between(states, changes.get((key,), {})) for key in order]
    joint = [
        ([order.index(key) for key in together], *moves_between(states, of))
        for together, of in changes.items()
        if len(together) > 1
    ]
    notes = tuple(
        f"Nobody says what {within(_name(case, key))} wants on these issues: to it all states are the same."
        for key in order
        if _preference_missing(case, key, ordered)
    )
    model = _fitting(len(states), alone, order, joint)
    said = tuple(_alone_says(case, key, possible(states, changes.get((key,), {}))) for key in order)
    status_quo = states.state(today(case))
    if status_quo is None:
        notes += (
            "The package that holds today breaks a rule and so is no state: nothing is told of ways from it.",
        )
    return _Graph(states, model, status_quo, said, notes)


def _chosen(case: CaseFile, issues: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the issues on which moves are made: those given, else those that the case names or implies."""
    named = issues if issues is not None else None if case.conflict is None else case.conflict.issues
    for word in named or ():
        if word not in case.issues:
            raise CaseError.unknown("issue", word, case.issues)
    chosen = named if named is not None else issues_with_moves(case)
    return tuple(issue for issue in case.issues if issue in chosen)


def _alone_says(case: CaseFile, key: str, changes: Changes) -> str:
    """Say what somebody can change alone: each issue, with the options to which it can."""
    if not changes:
        return f"{capitalised(_name(case, key))} can change nothing alone."
    said = []
    for issue, of in changes.items():
        options = [option for option in case.issues[issue].options if any(after == option for _, after in of)]
        to = "" if len(options) == len(case.issues[issue].options) else f" to {_either(case, issue, options)}"
        said.append(f"“{issue_name(case, issue)}”{to}")
    return f"{capitalised(_name(case, key))} alone can change {joined(said)}."


def _either(case: CaseFile, issue: str, options: list[str]) -> str:
    *first, last = [f"“{option_name(case, issue, option)}”" for option in options]
    return f"{', '.join(first)} or {last}" if first else last


def _preference_missing(case: CaseFile, key: str, issues: tuple[str, ...]) -> bool:
    given = {} if case.conflict is None else case.conflict.preferences
    return key not in given and not has_stances(case, key, issues)


def _written_out(case: CaseFile) -> _Graph:
    conflict = case.conflict
    assert conflict is not None
    states = ListedStates(conflict.states)
    keys, moves = states.keys, conflict.moves or {}
    named = {*moves, *conflict.preferences, *(key for one in conflict.joint_moves for key in one.by)}
    order = [key for key in (*case.parties, *case.blocs) if key in named]
    if not order:
        raise CaseError.of(
            "nobody makes a move or prefers anything: a conflict has a decision maker at least"
        )
    alone = []
    for key in order:
        pairs = [
            (keys[origin], keys[target])
            for origin, targets in moves.get(key, {}).items()
            for target in targets
        ]
        alone.append(_arrays(pairs))
    joint = [
        ([order.index(key) for key in one.by], *_arrays([(keys[one.from_], keys[one.to])]))
        for one in conflict.joint_moves
    ]
    model = _fitting(len(states), alone, order, joint)
    without = [key for key in order if key not in conflict.preferences]
    notes = tuple(
        f"Nobody says what {within(_name(case, key))} wants: to it all states are the same."
        for key in without
    )
    return _Graph(states, model, keys[str(conflict.today)], (), notes)


def _arrays(pairs: list[tuple[int, int]]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    table = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _fitting(
    states: int,
    moves: list[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]],
    names: list[str],
    joint: list[tuple[list[int], npt.NDArray[np.int32], npt.NDArray[np.int32]]],
) -> GraphModel:
    """Return the graph model of some moves, to whose decision makers all states are the same."""
    try:
        return GraphModel(moves, np.zeros((len(names), states)), names, joint=joint)
    except ValueError as error:
        raise CaseError.of(str(error)) from None


def _statements(case: CaseFile, states: PackageStates | ListedStates) -> dict[str, Ordered]:
    given = {} if case.conflict is None else case.conflict.preferences
    return {
        key: Ordered(tuple(f"“{one.text}”" for one in of.statements), true_in(states, of.statements))
        for key, of in given.items()
        if of.statements
    }


def _idle_statements(case: CaseFile, statements: dict[str, Ordered]) -> Iterator[str]:
    """Say which statements tell no states apart that those before them do not."""
    for key, (texts, true) in statements.items():
        for place, row in enumerate(true):
            whose = f"The statement {texts[place]} of {within(_name(case, key))}"
            if row.all() or not row.any():
                where = "every" if row.all() else "no"
                yield f"{whose} holds in {where} state of the conflict, so that it changes nothing."
                continue
            for before, other in zip(texts[:place], true[:place], strict=True):
                # A statement and its opposite tell the same states apart.
                if np.array_equal(other, row) or np.array_equal(other, ~row):
                    where = "in the same states as" if other[0] == row[0] else "in all states but those of"
                    yield f"{whose} holds {where} {before}, which comes first, so that it changes nothing."
                    break


def _by_stances(case: CaseFile, graph: _Graph, key: str) -> bool:
    given = {} if case.conflict is None else case.conflict.preferences
    return key not in given and isinstance(graph.states, PackageStates)


def _name(case: CaseFile, key: str) -> str:
    named = case.parties.get(key) or case.blocs[key]
    return named.name or spaced(key)


def _liked(certain: CertainCase, graph: _Graph, key: str) -> npt.NDArray[np.float64] | PartialOrder:
    case, states = certain.case, graph.states
    preference = None if case.conflict is None else case.conflict.preferences.get(key)
    if preference is not None:
        return preferred(case, states, key, preference)
    return (
        ranked_by_stances(certain, states, key)
        if isinstance(states, PackageStates)
        else np.zeros(len(states))
    )
