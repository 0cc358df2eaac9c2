"""Stable states if each opponent moved at most once in a sanction, for comparison with the standard."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.case.problems import TooLargeError
from detente.stability.concepts import Concept
from detente.stability.sanctions.forced import deterred_where, key_after_reply
from detente.stability.stable_states import stable_states

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["Difference", "differences", "one_move_each"]

MOST_STEPS = 50_000_000
"""Sets of opponents times states and moves, which take a few seconds and 200 MB at most."""


class Difference(NamedTuple):
    """A state, from 0, that is stable for a decision maker by one definition of sanctions alone."""

    decision_maker: str
    concept: str
    state: int
    standard: bool
    one_move_each: bool


def one_move_each(model: GraphModel, focal: int, concept: Concept) -> npt.NDArray[np.bool_]:
    """Return in which states a decision maker is stable if each opponent moves at most once: (states,).

    By the standard definition an opponent may move again once another has moved; some programs let each move
    once in a sanction, and so miss what takes longer. All else is as in the concepts themselves.
    ``focal``: the number of the decision maker.

    What a set of opponents can force is the lowest of what one of them moves to, and what the others can
    force from there; sets are gone through by size, so the answer is exact, and takes time that doubles with
    each decision maker.

    Raises ``ValueError`` where two to the power of opponents, times states and moves, is past 50 million.

    >>> from detente.stability.examples import DILEMMA
    >>> one_move_each(DILEMMA, 0, Concept.SEQ).tolist()
    [True, False, True, True]
    """
    reply = key_after_reply(model, focal)
    if concept is Concept.NASH:
        return np.asarray(reply == model.ranks[focal])
    key = reply if concept.for_good else model.ranks[focal]
    forced = _forced(model, focal, key, improving=concept.improving)
    return deterred_where(model, focal, forced)


def differences(model: GraphModel) -> list[Difference]:
    """Return where the standard definition and one move for each opponent call different states stable.

    In the order of decision makers, concepts and states. Raises ``ValueError`` as ``one_move_each`` does.

    >>> from detente.stability.examples import DILEMMA
    >>> differences(DILEMMA)
    []
    """
    found = []
    for maker, (name, by_concept) in enumerate(stable_states(model).items()):
        for concept in Concept:
            standard, other = by_concept[str(concept)], one_move_each(model, maker, concept)
            found += [
                Difference(name, str(concept), int(state), bool(standard[state]), bool(other[state]))
                for state in np.flatnonzero(standard != other)
            ]
    return found


def _forced(
    model: GraphModel, focal: int, key: npt.NDArray[np.int32], *, improving: bool
) -> npt.NDArray[np.int32]:
    """Return the lowest key that opponents can force from each state: (states,); -1 where none can move."""
    opponents = [one for one in range(len(model.moves)) if one != focal]
    steps = 2 ** len(opponents) * (model.states + sum(len(model.moves[one].targets) for one in opponents))
    if steps > MOST_STEPS:
        raise TooLargeError(
            f"with one move each, {len(opponents)} opponents in {model.states:,} states take {steps:,} steps,"
            f" and at most {MOST_STEPS:,} are made"
        )
    none = np.int32(model.states)
    moves = [_moves(model, one, improving=improving) for one in opponents]
    lowest = [np.full(model.states, none, dtype=np.int32)]
    for among in range(1, 2 ** len(opponents)):  # a set of opponents as bits; those within it are smaller
        of = np.full(model.states, none, dtype=np.int32)
        for place, (origins, targets) in enumerate(moves):
            if among >> place & 1:
                after = np.minimum(key, lowest[among ^ 1 << place])
                np.minimum.at(of, origins, after[targets])
        lowest.append(of)
    return np.where(lowest[-1] == none, np.int32(-1), lowest[-1])


def _moves(
    model: GraphModel, mover: int, *, improving: bool
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    of, ranks = model.moves[mover], model.ranks[mover]
    if not improving:
        return of.origins, of.targets
    better = ranks[of.targets] > ranks[of.origins]
    return of.origins[better], of.targets[better]
