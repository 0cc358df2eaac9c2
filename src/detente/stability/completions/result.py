"""What is stable under every completion of what is known, under some, or under none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.stability.completions.decided import Decided
from detente.stability.completions.search import (
    MOST_STEPS,
    Found,
    UndecidedError,
    stable_under_some,
    unstable_under_some,
)
from detente.stability.completions.told import Told, ToldAtOnce, told_at_once
from detente.stability.completions.verdict import Verdict, verdict_of
from detente.stability.concepts import Concept
from detente.stability.preferences.partial import complete_order

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from detente.stability.completions.sanctions import Targets
    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.preferences.partial import PartialOrder

__all__ = ["Completions", "completions_of"]


@dataclass(frozen=True, eq=False)
class Completions:
    """In how many completions of what is known each state is stable; found when it is first asked for.

    ``known``: by decision maker, what is known. ``most_steps``: sets of decisions that each search looks at
    before it gives up; the verdict then says what cannot be told, and is not guessed.
    """

    model: GraphModel
    known: tuple[PartialOrder, ...]
    most_steps: int = MOST_STEPS

    @cached_property
    def stable(self) -> Mapping[str, Mapping[str, tuple[Verdict, ...]]]:
        """By decision maker and concept (``nash``, ``gmr``, ``smr``, ``seq``, ``sseq``), of each state."""
        return {
            name: {
                str(concept): tuple(verdict_of(some=some, every=every) for some, every in of)
                for concept, of in ((one, self._told[maker, one]) for one in Concept)
            }
            for maker, name in enumerate(self.model.decision_makers)
        }

    @cached_property
    def equilibria(self) -> Mapping[str, tuple[Verdict, ...]]:
        """By concept, under which completions each state is stable for everybody at once."""
        at_once = self._at_once.equilibria
        return {
            str(concept): tuple(
                self._equilibrium(concept, state, bool(at_once[concept][state]))
                for state in range(self.model.states)
            )
            for concept in Concept
        }

    def under_which(self, concept: Concept, state: int, makers: Sequence[int] | None = None) -> Found | None:
        """Return decisions with which a state is stable for some decision makers at once, or for all.

        None if there are none. Raises ``UndecidedError`` where that cannot be told within the bound.
        """
        whose = range(len(self.known)) if makers is None else makers
        return stable_under_some(self._targets, self._orders, whose, state, concept, self.most_steps)

    def under_which_not(self, concept: Concept, state: int, maker: int) -> Found | None:
        """Return decisions with which a state is not stable for a decision maker; None if there are none.

        Raises ``UndecidedError`` where that cannot be told within the bound.
        """
        return unstable_under_some(self._targets, self._orders, maker, state, concept, self.most_steps)

    @cached_property
    def _at_once(self) -> ToldAtOnce:
        return told_at_once(self.model, self.known)

    @cached_property
    def _told(self) -> Mapping[tuple[int, Concept], list[tuple[Told, Told]]]:
        """By decision maker and concept, of each state whether it is stable under some, and under every."""
        return {
            (maker, concept): [
                self._asked(concept, state, maker, *pair)
                for state, pair in enumerate(zip(some, every, strict=True))
            ]
            for (maker, concept), (some, every) in self._at_once.stable.items()
        }

    def _asked(self, concept: Concept, state: int, maker: int, some: Told, every: Told) -> tuple[Told, Told]:
        """Return of a state whether it is stable under some, and under every, from what is told already."""
        if every is None:
            found = _exists(lambda: self.under_which_not(concept, state, maker))
            every = None if found is None else not found
        if some is None:
            some = every or _exists(lambda: self.under_which(concept, state, [maker]))
        return some, every

    def _equilibrium(self, concept: Concept, state: int, seen: bool) -> Verdict:  # noqa: FBT001 - within
        """Return the verdict on an equilibrium; ``seen`` if it is one under some completion that was tried.

        Every completion is one for each, so that an equilibrium under every is stable for each under every.
        It is under some only if one completion serves all, which is sought where others' views count.
        """
        pairs = [self._told[maker, concept][state] for maker in range(len(self.known))]
        every = _all([one for _, one in pairs])
        some = True if seen else _all([one for one, _ in pairs])
        if not seen and not every and some is not False:
            some = _exists(lambda: self.under_which(concept, state))
        return verdict_of(some=some, every=every)

    @cached_property
    def _targets(self) -> Targets:
        states = range(self.model.states)
        return tuple(tuple(tuple(of.of(state).tolist()) for state in states) for of in self.model.moves)

    @cached_property
    def _orders(self) -> tuple[Decided, ...]:
        return tuple(Decided.of(order) for order in self.known)


def completions_of(
    model: GraphModel, known: Mapping[str, PartialOrder], most_steps: int = MOST_STEPS
) -> Completions:
    """Return in how many completions of what is known each state is stable.

    A completion is a complete ranking of each decision maker, ties allowed, in which all holds that is known.
    ``known``: by the names of decision makers, what is known of their preferences; those of the others are
    the model's. ``most_steps``: sets of decisions that each search looks at at most.

    For one decision maker and a state s only the set U of states counts that are better than s. Where B are
    those known to be better and D those known not to be, U can be any set between B and all but D that with a
    state contains what is known to be better than it: rank those first, then s, then the rest. So it can be
    B, and all but D. Nash, GMR and SMR ask that what is in U is not reached, or is answered by what is not in
    U: what holds for a set holds for its parts. Hence a state is stable under some completion iff it is with
    U = B, and under every iff it is with U all but D. The same holds under SEQ and SSEQ whatever the others'
    views, which are independent of U; and of their improvements, more make more sanctions. So what is stable
    with none but the known improvements is so under all, and what is not stable with all that may be
    improvements is so under none. Between the two it is tried in some completions, and then searched which
    comparisons to decide.

    Raises ``ValueError`` for what is known of nobody, or of other states than the model's.

    Source of the concepts: L. Fang, K. W. Hipel and D. M. Kilgour, *Interactive Decision Making: The Graph
    Model for Conflict Resolution*, Wiley 1993; of unknown preferences: K. W. Li, K. W. Hipel, D. M. Kilgour
    and L. Fang, "Preference uncertainty in the graph model for conflict resolution", IEEE Transactions on
    Systems, Man, and Cybernetics A 34 (2004), who do not ask about completions.

    >>> from detente.stability.examples import DILEMMA
    >>> from detente.stability.preferences.partial import partial_order
    >>> found = completions_of(DILEMMA, {"row": partial_order([[[2], [0]], [[1]], [[3]]], 4)})
    >>> [str(verdict) for verdict in found.stable["row"]["nash"]]
    ['none', 'some', 'every', 'some']
    """
    for name, order in known.items():
        if name not in model.decision_makers:
            raise ValueError(
                f"there is no decision maker {name}: there are {', '.join(model.decision_makers)}"
            )
        if order.states != model.states:
            raise ValueError(
                f"the preferences of {name} are over {order.states} states, and there are {model.states}"
            )
    orders = tuple(
        known[name] if name in known else complete_order(ranks)
        for name, ranks in zip(model.decision_makers, model.ranks, strict=True)
    )
    return Completions(model, orders, most_steps)


def _all(told: Sequence[Told]) -> Told:
    if False in told:
        return False
    return None if None in told else True


def _exists(search: Callable[[], Found | None]) -> Told:
    try:
        return search() is not None
    except UndecidedError:
        return None
