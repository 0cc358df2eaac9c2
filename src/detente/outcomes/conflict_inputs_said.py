"""The inputs of a conflict in words: what a path below ``conflict`` stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import spaced, within
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from detente.case.model import CaseFile

__all__ = ["conflict_input_says"]

_PARTS = {
    "issues": "on which issues moves are made in the conflict",
    "consent_given": "whose consent to moves in the conflict is taken as given",
    "one_state": "which packages are one state of the conflict",
    "states": "the states of the conflict",
    "moves": "who can move between which states of the conflict",
    "joint_moves": "which moves in the conflict take several",
    "today": "the state of the conflict that holds today",
}


def conflict_input_says(case: CaseFile, path: str) -> str:
    """Return an input of the conflict in words; an empty text for a path that stands for nothing known.

    >>> from detente.case.case import load
    >>> conflict_input_says(load("elmira"), "conflict.preferences.moe")
    'how the Ministry of the Environment likes the states of the conflict'
    >>> conflict_input_says(load("elmira"), "conflict.states.s9.when")
    'the state “Abandoned” of the conflict'
    >>> conflict_input_says(load("elmira"), "conflict")
    ''
    """
    part, key, *_ = (*path.split("."), "", "")[1:]
    if part == "preferences" and key:
        return f"how {within(name_of(case, key))} likes the states of the conflict"
    if part == "states" and key:
        state = case.conflict.states.get(key) if case.conflict is not None else None
        return f"the state “{(state and state.name) or spaced(key)}” of the conflict"
    return _PARTS.get(part, "")
