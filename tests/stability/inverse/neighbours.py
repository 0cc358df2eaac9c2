"""Least changes of preferences by trying all there are, without any code of the package."""

from __future__ import annotations

from itertools import combinations, permutations, product
from typing import TYPE_CHECKING

from tests.stability.enumeration import stable, weak_orders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tests.stability.enumeration import Moves

__all__ = ["distance", "fewest", "least_half_swaps", "order_distance"]

Order = tuple[int, ...]


def distance(one: Sequence[int], other: Sequence[int]) -> int:
    """Return twice what pairs count: one where they are turned round, a half where a tie comes or goes."""

    def sign(order: Sequence[int], low: int, high: int) -> int:
        return (order[low] > order[high]) - (order[low] < order[high])

    pairs = combinations(range(len(one)), 2)
    return sum(abs(sign(one, *pair) - sign(other, *pair)) for pair in pairs)


def least_half_swaps(
    moves: Moves,
    payoffs: Sequence[Sequence[int]],
    asked: tuple[int, str, Sequence[int], Sequence[int], bool],
) -> int | None:
    """Return the least distance of preferences by which a state is stable; None without any.

    ``asked``: the state, the concept, for whom, whose preferences may change, and whether new ties may be.
    """
    state, concept, focals, free, new_ties = asked

    def ties_no_more(before: Sequence[int], after: Sequence[int]) -> bool:
        pairs = combinations(range(len(before)), 2)
        return all(after[one] != after[other] or before[one] == before[other] for one, other in pairs)

    def near(maker: int, before: Sequence[int]) -> list[tuple[int, Order]]:
        if maker not in free:
            return [(0, tuple(before))]
        all_of_them = weak_orders(len(before))
        return [(distance(before, one), one) for one in all_of_them if new_ties or ties_no_more(before, one)]

    return fewest(
        [near(maker, before) for maker, before in enumerate(payoffs)],
        lambda orders: all(stable(moves, orders, one, state, concept) for one in focals),
    )


def fewest(
    choices: Sequence[Iterable[tuple[int, Order]]], does_it: Callable[[Sequence[Order]], bool]
) -> int | None:
    """Return the least sum of numbers in a choice for each that does what is asked; None without any."""
    best: int | None = None
    for picked in product(*(sorted(of) for of in choices)):
        total = sum(number for number, _ in picked)
        if (best is None or total < best) and does_it([order for _, order in picked]):
            best = total
    return best


def order_distance(statements: int, step: str) -> Iterator[tuple[int, Order]]:
    """Yield every order of statements, with the least steps to it: what is not in the longest rising part.

    For swaps, the pairs that are turned round.
    """
    for order in permutations(range(statements)):
        if step == "swap":
            yield sum(one > other for one, other in combinations(order, 2)), order
            continue
        rising = (
            size
            for size in range(statements + 1)
            for part in combinations(order, size)
            if list(part) == sorted(part)
        )
        yield statements - max(rising), order
