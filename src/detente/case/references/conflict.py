"""Checks of a conflict: its issues, states and moves exist, and rankings are of its states."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from detente.case.problems import closest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.case.conflict import Conflict, Preference, StateKey
    from detente.case.document import Path_
    from detente.case.references.names import Names

__all__ = ["check_conflict", "omitted_states"]

MOST_NAMED = 8
"""States left out that are named one by one."""


def check_conflict(names: Names) -> None:
    """Check that issues, states, parties and moves exist, and that a ranking of listed states is whole."""
    conflict = names.case.conflict
    if conflict is None:
        return
    names.each_known(conflict.issues or (), names.issues, "issue", ("conflict", "issues"))
    names.each_once(conflict.issues or (), ("conflict", "issues"))
    names.each_decides(conflict.consent_given, ("conflict", "consent_given"))
    for index, formula in enumerate(conflict.one_state):
        names.formula(formula, ("conflict", "one_state", index))
    for key, state in conflict.states.items():
        names.formula(state.when, ("conflict", "states", key, "when"))
    _check_moves(names, conflict)
    for key, preference in conflict.preferences.items():
        names.decides(key, ("conflict", "preferences", key), at_key=True)
        _check_preference(names, conflict, key, preference)


def _check_moves(names: Names, conflict: Conflict) -> None:
    states = names.keys("conflict", "states")
    for key, of in (conflict.moves or {}).items():
        path: Path_ = ("conflict", "moves", key)
        names.decides(key, path, at_key=True)
        for origin, targets in of.items():
            here = (*path, origin)
            names.known(origin, states, "state", here, at_key=True)
            names.each_known(targets, states, "state", here)
            names.each_once(targets, here)
            if origin in targets:
                names.problem(here, f"a move from {quoted(origin)} to itself changes nothing")
    for index, joint in enumerate(conflict.joint_moves):
        here = ("conflict", "joint_moves", index)
        names.each_decides(joint.by, (*here, "by"))
        if len(joint.by) == 1:
            names.problem((*here, "by"), "a joint move takes several; what one can do alone is under 'moves'")
        for word, place in ((joint.from_, "from"), (joint.to, "to")):
            names.known(word, states, "state", (*here, place))
        if joint.from_ == joint.to:
            names.problem((*here, "to"), f"a move from {quoted(joint.from_)} to itself changes nothing")
    if conflict.today is not None:
        names.known(conflict.today, states, "state", ("conflict", "today"))


def _check_preference(names: Names, conflict: Conflict, key: str, preference: Preference) -> None:
    path: Path_ = ("conflict", "preferences", key)
    for index, formula in enumerate(preference.statements or ()):
        names.formula(formula, (*path, "statements", index))
    texts = Counter(formula.text for formula in preference.statements or ())
    for text in (text for text, times in texts.items() if times > 1):
        names.problem((*path, "statements"), f"the statement {quoted(text)} stands there twice")
    ordered = list(conflict.states)
    written_out = conflict.moves is not None
    for here, word in _ranked_states(names, path, preference):
        known = word in conflict.states if isinstance(word, str) else not written_out or word <= len(ordered)
        if not known:
            names.problem(
                here,
                f"unknown state {quoted(word)}",
                suggestion=closest(word, conflict.states) if isinstance(word, str) else "",
            )
    if written_out and preference.ranking is not None:
        numbers = [_number(word, ordered) for tier in preference.ranking for word in tier]
        for message in omitted_states(numbers, ordered):
            names.problem(names.written((*path, "ranking"), path), f"the ranking of {key!r} {message}")
    if written_out and preference.payoffs is not None and len(preference.payoffs) != len(ordered):
        given = f"{len(preference.payoffs)} payoffs for {len(ordered)} states"
        names.problem((*path, "payoffs"), f"there are {given}; every state has one, in their order")


def _number(word: StateKey, ordered: Sequence[str]) -> int | None:
    if isinstance(word, int):
        return word
    return ordered.index(word) + 1 if word in ordered else None


def _ranked_states(names: Names, path: Path_, preference: Preference) -> Iterator[tuple[Path_, StateKey]]:
    """Yield each state of a ranking and of what is known, with where it stands."""
    start = names.written((*path, "ranking"), path)
    for index, tier in enumerate(preference.ranking or ()):
        yield from ((names.item((*start, index), place), word) for place, word in enumerate(tier))
    for number, chain in enumerate(preference.known or ()):
        for index, tier in enumerate(chain):
            here = (*path, "known", number, index)
            yield from ((names.item(here, place), word) for place, word in enumerate(tier))


def omitted_states(numbers: Iterable[int | None], states: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with a ranking of states, by their numbers: those left out, and those named twice.

    >>> list(omitted_states([1, 3, 3], ["a", "b", "c"]))
    ["omits the state 'b'", "names the state 'c' twice"]
    """
    counted = Counter(numbers)
    missing = [name for number, name in enumerate(states, 1) if number not in counted]
    if missing and None not in counted:
        some = missing if len(missing) <= MOST_NAMED else missing[: MOST_NAMED - 1]
        more = f" and {len(missing) - len(some):,} more" if len(some) < len(missing) else ""
        yield f"omits the state{'' if len(missing) == 1 else 's'} {', '.join(map(repr, some))}{more}"
    for number, times in counted.items():
        if times > 1 and number is not None and 1 <= number <= len(states):
            yield f"names the state {states[number - 1]!r} {'twice' if times == 2 else f'{times} times'}"  # noqa: PLR2004
