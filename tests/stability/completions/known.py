"""Random conflicts in which a part of preferences is known, with all their completions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product

from hypothesis import strategies as st

from detente.stability.completions import Completions, completions_of
from detente.stability.preferences.partial import partial_order
from tests.stability.enumeration import stable, weak_orders
from tests.stability.models import Moves, model_of

Chains = list[list[list[int]]]
Levels = tuple[int, ...]
MOST = 40
"""Completions that are gone through for one model."""


def agrees(levels: Levels, chains: Chains) -> bool:
    """Return whether all that chains say holds in a ranking."""
    tied = all(len({levels[state] for state in tier}) == 1 for tiers in chains for tier in tiers)
    return tied and all(levels[up[0]] > levels[down[0]] for tiers in chains for up, down in pairwise(tiers))


@dataclass(frozen=True)
class Partly:
    """A conflict in which a part of preferences is known."""

    moves: Moves
    chains: list[Chains]
    completions: list[tuple[Levels, ...]]

    @property
    def states(self) -> int:
        return len(self.moves[0])

    def found(self, most_steps: int = 1000) -> Completions:
        """Return what the package says."""
        model = model_of(self.moves, [[0] * self.states] * len(self.moves))
        known = {str(maker): partial_order(of, self.states) for maker, of in enumerate(self.chains)}
        return completions_of(model, known, most_steps)

    def stable(self, concept: str, state: int) -> list[list[bool]]:
        """Return by completion and decision maker whether a state is stable, by an enumeration."""
        makers = range(len(self.moves))
        return [
            [stable(self.moves, one, maker, state, concept) for maker in makers] for one in self.completions
        ]


def with_all_completions(moves: Moves, chains: list[Chains]) -> Partly:
    """Return a conflict with every completion of what is known."""
    every = weak_orders(len(moves[0]))
    return Partly(moves, chains, list(product(*([one for one in every if agrees(one, of)] for of in chains))))


def verdict(held: list[bool]) -> str:
    return "every" if all(held) else "some" if any(held) else "none"


@st.composite
def partly_known(draw: st.DrawFn) -> Partly:
    """Draw conflicts with few enough completions: past that, preferences are known in full."""
    states, makers = draw(st.sampled_from([(2, 3), (3, 2), (3, 3), (4, 2)]))
    of = st.lists(st.booleans(), min_size=states, max_size=states)
    moves = [
        [{to for to, can in enumerate(draw(of)) if can and to != state} for state in range(states)]
        for _ in range(makers)
    ]
    every, total = weak_orders(states), 1
    chains: list[Chains] = []
    for _ in range(makers):
        base = draw(st.sampled_from(every))
        subsets = draw(st.lists(st.sets(st.integers(0, states - 1), min_size=1), max_size=3))
        told = [_chain(base, of) for of in subsets]
        if total * sum(agrees(one, told) for one in every) > MOST:
            told = [_chain(base, set(range(states)))]
        chains.append(told)
        total *= sum(agrees(one, told) for one in every)
    return with_all_completions(moves, chains)


def _chain(levels: Levels, states: set[int]) -> list[list[int]]:
    tiers = sorted({levels[state] for state in states}, reverse=True)
    return [[state for state in sorted(states) if levels[state] == level] for level in tiers]
