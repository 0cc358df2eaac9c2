"""The nearest orders by which a state is stable where it does not matter to anybody what others prefer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.inverse.changes import OutOfReach
from detente.stability.inverse.nearest import Nearest, UnfinishedError, nearest
from detente.stability.inverse.raised import raised

if TYPE_CHECKING:
    from detente.stability.inverse.question import Question

__all__ = ["each_alone"]


def each_alone(question: Question) -> Nearest | OutOfReach:
    """Return the nearest orders by which a state is stable for each decision maker by itself, or why not.

    It is for Nash, general and symmetric metarationality, by which one's own order alone matters to it.
    """
    ranks, at_least = question.model.ranks.copy(), 0
    for focal in question.focals:
        one = question.of(focal)
        if one.met_by(ranks):
            continue
        if focal not in question.free:
            return OutOfReach(f"{question.model.decision_makers[focal]} would leave it", proved=True)
        found = _nearest_or_raised(one)
        ranks[focal], at_least = found.ranks[focal], at_least + found.at_least
    return Nearest(ranks, at_least)


def _nearest_or_raised(question: Question) -> Nearest:
    """Return the nearest order of one who may change it, or, in want of time, the nearest known one."""
    lifted = raised(question.model, question.state, question.focals, new_ties=question.new_ties)
    try:
        found = nearest(question)
    except UnfinishedError as unfinished:
        return Nearest(lifted, max(unfinished.at_least, 1))
    assert found is not None, "a decision maker may like a state as well as all that it can move to"
    known = (found, Nearest(lifted, found.at_least))
    return min(known, key=lambda one: sum(one.distances(question.model)))
