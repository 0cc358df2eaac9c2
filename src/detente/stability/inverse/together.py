"""The nearest orders by which a state is stable where sanctions depend on what the others prefer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.stability.concepts import Concept
from detente.stability.inverse.alone import each_alone
from detente.stability.inverse.changes import OutOfReach
from detente.stability.inverse.nearest import Nearest, UnfinishedError, nearest

if TYPE_CHECKING:
    from detente.stability.inverse.question import Question

__all__ = ["all_together"]

WIDER = {Concept.SEQ: Concept.GMR, Concept.SSEQ: Concept.SMR}
"""By concept, the one that asks the same but that sanctions be improvements for who makes them."""


def all_together(question: Question) -> Nearest | OutOfReach:
    """Return the nearest orders by which a state is stable by a sequential concept, or why there are none.

    First the wider concept is asked, by which each can be looked at alone: what it takes is a lower bound,
    and where its orders do it already, there are none nearer. Where the solver does not finish with all, what
    it found is measured against orders by which nobody has an improvement.
    """
    wider = each_alone(replace(question, concept=WIDER[question.concept]))
    if isinstance(wider, OutOfReach) or question.met_by(wider.ranks):
        return wider
    known: list[Nearest] = []
    at_least = max(wider.at_least, 1)
    try:
        found = nearest(question)
    except UnfinishedError as unfinished:
        at_least = max(unfinished.at_least, at_least)
    else:
        if found is None:
            return OutOfReach(_why_none(question), proved=True)
        known, at_least = [found], max(found.at_least, at_least)
    if not known or sum(known[0].distances(question.model)) > at_least:
        easy = each_alone(replace(question, concept=Concept.NASH))
        known += [easy] if isinstance(easy, Nearest) else []
    if not known:
        return OutOfReach("none was found in the time allowed", proved=False)
    best = min(known, key=lambda one: sum(one.distances(question.model)))
    return Nearest(best.ranks, at_least)


def _why_none(question: Question) -> str:
    """Say which decision makers could not be kept there even if nobody else had to be."""
    names = question.model.decision_makers
    lost = [names[one] for one in question.focals if one not in question.free and _leaves(question.of(one))]
    if not lost:
        return "nobody would leave it whatever the others prefer, but they cannot all be kept there at once"
    return f"{' and '.join(lost)} would leave it, whatever those prefer whose preferences may change"


def _leaves(question: Question) -> bool:
    try:
        return nearest(question) is None
    except UnfinishedError:
        return False
