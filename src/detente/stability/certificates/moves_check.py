"""Whether moves of the others, and the reply to them, are what a certificate says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.stability.certificates.witnesses import Move, Reply
    from detente.stability.graph.graph_model import GraphModel

__all__ = ["path_faults", "reply_faults"]


def path_faults(
    model: GraphModel, focal: int, start: int, path: Sequence[Move], *, improving: bool
) -> list[str]:
    """Return in words what keeps moves from being a legal sequence of the others from a state.

    ``improving``: each moves only to what it likes better.

    >>> from detente.stability.certificates.witnesses import Move
    >>> from detente.stability.examples import DILEMMA
    >>> path_faults(DILEMMA, 0, 2, [Move(1, 2, 3), Move(1, 3, 2)], improving=False)
    ['column moves twice in a row, to state 3 and to state 2']
    """
    wrong: list[str] = []
    at, last = start, focal
    for mover, origin, target in path:
        if not 0 <= mover < len(model.moves):
            return [*wrong, f"decision maker {mover} is none of 0 to {len(model.moves) - 1}"]
        name, ranks = model.decision_makers[mover], model.ranks[mover]
        if mover == focal:
            wrong.append(f"{name} itself moves from state {origin} to state {target}")
        elif mover == last:
            wrong.append(f"{name} moves twice in a row, to state {at} and to state {target}")
        if origin != at:
            wrong.append(f"{name} moves from state {origin}, though state {at} has been reached")
        if not 0 <= origin < model.states or target not in model.moves[mover].of(origin).tolist():
            wrong.append(f"{name} has no move from state {origin} to state {target}")
        elif improving and ranks[target] <= ranks[origin]:
            wrong.append(f"{name} moves from state {origin} to state {target}, which it likes no better")
        at, last = target, mover
    return wrong


def reply_faults(model: GraphModel, focal: int, end: int, reply: Reply | None, *, asked: bool) -> list[str]:
    """Return in words what is wrong with the best reply of the focal one from a state.

    ``asked``: whether the concept asks for it.

    >>> from detente.stability.certificates.witnesses import Reply
    >>> from detente.stability.examples import DILEMMA
    >>> reply_faults(DILEMMA, 0, 3, Reply(target=1, rank=2), asked=True)
    ['row gives state 1 the rank 0, and not 2']
    """
    name, ranks = model.decision_makers[focal], model.ranks[focal].tolist()
    own = model.moves[focal].of(end).tolist()
    if reply is None:
        return [f"it does not say what {name} can reply from state {end}"] if asked and own else []
    if not asked:
        return [f"it says what {name} can reply from state {end}, for which the concept does not ask"]
    if reply.target not in own:
        return [f"{name} has no move from state {end} to state {reply.target}"]
    wrong, best = [], min(own, key=lambda one: (-ranks[one], one))
    if reply.target != best:
        wrong.append(f"the best reply of {name} from state {end} is to state {best}, not {reply.target}")
    if reply.rank != ranks[reply.target]:
        wrong.append(
            f"{name} gives state {reply.target} the rank {ranks[reply.target]}, and not {reply.rank}"
        )
    return wrong
