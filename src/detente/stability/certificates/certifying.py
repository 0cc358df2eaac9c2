"""Why states are stable or not: the shortest sanctions, or an improvement that goes unpunished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.certificates.nearest import Others
from detente.stability.certificates.witnesses import Certificate, Sanction, Unpunished
from detente.stability.concepts import Concept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["certificate", "certificates"]


def certificate(model: GraphModel, focal: int, state: int, concept: Concept) -> Certificate:
    """Return why a state is stable for a decision maker by one concept, or why it is not.

    It searches only from the improvements of that state: breadth first over nodes, which are a state with who
    moved there last, until an improvement is punished. For many states ``certificates`` shares what it can.
    ``focal``: the number of the decision maker. The concepts, with their sources, stand in ``concepts``.

    Raises ``ValueError`` if there is no such decision maker or state.

    >>> from detente.stability.examples import DILEMMA
    >>> certificate(DILEMMA, 0, 0, Concept.SEQ).sanctions
    (Sanction(improvement=2, path=(Move(mover=1, origin=2, target=3),), reply=None),)
    >>> certificate(DILEMMA, 0, 1, Concept.SEQ).unpunished
    Unpunished(improvement=3, reached=0, path=(), reply=None)
    """
    [found] = certificates(model, focal, concept, [state])
    return found


def certificates(
    model: GraphModel, focal: int, concept: Concept, states: Iterable[int] | None = None
) -> Iterator[Certificate]:
    """Yield the certificates of some states in the order in which they are named; of all if none are.

    Each is made when it is asked for. Otherwise as ``certificate``.
    """
    asked = range(model.states) if states is None else list(states)
    if not 0 <= focal < len(model.moves):
        raise ValueError(f"decision maker {focal} is none of 0 to {len(model.moves) - 1}")
    for state in asked:
        if not 0 <= state < model.states:
            raise ValueError(f"state {state} is none of 0 to {model.states - 1}")
    others = None
    if concept is not Concept.NASH:
        improving, for_good = concept.improving, concept.for_good
        others = Others(model, focal, improving=improving, for_good=for_good, searches=len(asked))
    return (_certificate(model, focal, state, concept, others) for state in asked)


def _certificate(
    model: GraphModel, focal: int, state: int, concept: Concept, others: Others | None
) -> Certificate:
    ranks, targets = model.ranks[focal], model.moves[focal].of(state)
    held = int(ranks[state])
    sanctions = []
    for improvement in _best_first(targets.tolist(), ranks[targets].tolist(), held):
        if others is None:
            unpunished = Unpunished(improvement, None, (), None)
            return Certificate(focal, state, concept, (), unpunished)
        answer = others.answer(improvement, held)
        if not answer.punishes(held):
            unpunished = Unpunished(improvement, answer.reached, answer.path, answer.reply)
            return Certificate(focal, state, concept, (), unpunished)
        sanctions.append(Sanction(improvement, answer.path, answer.reply))
    sanctions.sort(key=lambda one: one.improvement)
    return Certificate(focal, state, concept, tuple(sanctions), None)


def _best_first(targets: list[int], ranks: list[int], held: int) -> list[int]:
    """Return the targets that are better than what is held, the best first, and then by number."""
    order = sorted(zip(ranks, targets, strict=True), key=lambda one: (-one[0], one[1]))
    return [target for rank, target in order if rank > held]
