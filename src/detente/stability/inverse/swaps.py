"""The fewest swaps of neighbours in orders of preference that make a state an equilibrium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.package_search.deadline import deadline_in
from detente.stability.concepts import Concept
from detente.stability.inverse.alone import each_alone
from detente.stability.inverse.changes import LeastSwaps, OutOfReach
from detente.stability.inverse.question import Question, asked_of
from detente.stability.inverse.together import all_together

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["SECONDS", "least_swaps"]

SECONDS = 20.0
"""Time for all that is asked of the solver."""


def least_swaps(  # noqa: PLR0913 - what is asked for, and what may change
    model: GraphModel,
    state: int,
    concept: Concept | str,
    *,
    focal: int | None = None,
    who: Iterable[int] | None = None,
    new_ties: bool = True,
    seconds: float | None = SECONDS,
) -> LeastSwaps | OutOfReach:
    """Return a least change of preferences by which a state is an equilibrium, or why there is none.

    A swap turns round two states; a tie made or broken counts half a one, as ``half_swaps`` has it.
    ``state``: from 0. ``focal``: the number of the one decision maker for whom the state is to be stable;
    None is for all. ``who``: the numbers of those whose preferences may change; None is all of them.
    ``new_ties``: whether states that were told apart may come to tie; the least change often makes use of
    it, and where it may not, orders without ties stay so, and swaps are those of neighbours. ``seconds``: for
    the solver; None is no limit.

    There is always such a change where everyone for whom the state is to be stable may change its own order:
    it may like the state as well as whatever it can move to. So there is none only because of ``who``.

    1. For Nash, general and symmetric metarationality each decision maker is looked at alone: it matters to
       none of them what others prefer, and to it only what it likes better than the state.
    2. For the sequential concepts all are looked at together, since preferences also decide which moves of
       others are improvements.
    3. The nearest orders are a problem of constraint programming: orders as literals for pairs, sanctions as
       clauses, and credible ones as paths. With preferences drawn at random it is solved to proof within
       seconds for 256 states by Nash and general metarationality, for about 64 by symmetric metarationality
       and sequential stability, and for 16 to 64 by the symmetric sequential one. Past ``seconds``, or
       ``MOST_CLAUSES`` (some 500 states about which something is asked), the result is the best that is
       known, with a lower bound beside it.
    4. Whatever comes of it is put to the forward analysis, and counted anew.

    Raises ``ValueError`` for states and decision makers that there are not.

    Sources, of the question: R. A. Kinsara, O. Petersons, K. W. Hipel and D. M. Kilgour, "Advanced decision
    support for the graph model for conflict resolution", Journal of Decision Systems 24 (2015); J. Wang, K.
    W. Hipel, L. Fang and Y. Dang, "Matrix representations of the inverse problem in the graph model for
    conflict resolution", European Journal of Operational Research 270 (2018). The way to the answer is our
    own.

    >>> from detente.stability.examples import DILEMMA
    >>> found = least_swaps(DILEMMA, 0, "nash", new_ties=False)
    >>> found.ranks.tolist(), found.half_swaps, found.proved_minimal
    ([[3, 0, 2, 1], [3, 2, 0, 1]], (2, 2), True)
    >>> [str(pair) for pair in found.changed]
    ['state 0 above state 2', 'state 0 above state 1']
    """
    concept = Concept(concept)
    focals, free = asked_of(model, state, focal, who)
    question = Question(model, state, concept, focals, free, new_ties, deadline_in(seconds))
    if question.met_by(model.ranks):
        return LeastSwaps(model, state, concept, focal, model.ranks, (0,) * len(model.moves), 0)
    found = all_together(question) if concept.improving else each_alone(question)
    if isinstance(found, OutOfReach):
        return found
    distances = found.distances(model)
    if not question.met_by(found.ranks) or sum(distances) < found.at_least:
        raise AssertionError(
            "preferences were found by which the state is not stable, or nearer than any are"
        )
    return LeastSwaps(model, state, concept, focal, found.ranks, distances, found.at_least)
