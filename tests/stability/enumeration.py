"""Stable states by their definitions, state by state, without any code of the package."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product

__all__ = ["CONCEPTS", "reached", "stable", "weak_orders"]

Moves = Sequence[Sequence[set[int]]]
"""By decision maker and state, the states that it can move to."""
Payoffs = Sequence[Sequence[int]]
CONCEPTS = {
    "nash": None,
    "gmr": (False, False),
    "smr": (False, True),
    "seq": (True, False),
    "sseq": (True, True),
}
"""Whether sanctions are improvements for who makes them, and whether it must not be possible to mend them."""


def reached(
    moves: Moves, payoffs: Payoffs, start: int, movers: Sequence[int], *, improving: bool
) -> set[int]:
    """Return the states that some can reach by sequences in which nobody moves twice in a row."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[int, int]] = [(start, -1)]
    while waiting:
        state, last = waiting.pop()
        for mover in movers:
            if mover == last:
                continue
            for target in moves[mover][state]:
                better = payoffs[mover][target] > payoffs[mover][state]
                if (better or not improving) and (target, mover) not in seen:
                    seen.add((target, mover))
                    waiting.append((target, mover))
    return {state for state, _ in seen}


def stable(moves: Moves, payoffs: Payoffs, focal: int, state: int, concept: str) -> bool:
    """Return whether a state is stable for a decision maker."""
    held, own = payoffs[focal][state], moves[focal]
    improvements = [target for target in own[state] if payoffs[focal][target] > held]
    kind = CONCEPTS[concept]
    if kind is None:
        return not improvements
    improving, for_good = kind
    others = [one for one in range(len(moves)) if one != focal]

    def deters(sanction: int) -> bool:
        mended = any(payoffs[focal][one] > held for one in own[sanction])
        return payoffs[focal][sanction] <= held and not (for_good and mended)

    return all(
        any(map(deters, reached(moves, payoffs, one, others, improving=improving))) for one in improvements
    )


@cache
def weak_orders(states: int) -> list[tuple[int, ...]]:
    """Return every order of states with ties: for each state its tier, 0 the worst."""
    return [one for one in product(range(states), repeat=states) if set(one) == set(range(max(one) + 1))]
