"""The order whose greatest regret over variants is least.

L. J. Savage, "The theory of statistical decision", Journal of the American Statistical Association 46 (1951).
A plan is a fixed order of blocks, which can be carried out in any variant: blocks that a variant leaves out
never start there. Its regret in a variant is the best chance attainable there, that of the best policy, minus
the chance with the order. The regret thus counts also what a fixed order loses against one who adapts.

Found by branch and bound over the beginnings of orders: what an unfinished order can still bring in a variant
is at most what the best policy would bring from where no block of it can start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.roadmap.exact.configurations import GOAL
from detente.roadmap.exact.following import followed_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from detente.roadmap.exact.induction import Induction

__all__ = ["MOST_EXACT", "NEARLY", "Judged", "Regret", "judged", "minimax_regret", "restricted"]

MOST_EXACT = 9
"""Blocks up to which every order is looked at, or shown to be no better."""
MOST_LOOKS = 20_000
"""Beginnings of orders that are looked at in a variant; past that, the best order that was found is given."""
NEARLY = 1e-12
"""Regrets that differ by less are the same."""
SAID_EVERY = 50

Order = tuple[str, ...]
"""Keys of blocks, the first one first."""


@dataclass(frozen=True)
class Judged:
    """An order, and for each variant the chance of the goal with it and the regret."""

    order: Order
    chances: tuple[float, ...]
    regrets: tuple[float, ...]

    @property
    def greatest(self) -> float:
        """The greatest regret."""
        return max(self.regrets)

    @property
    def where(self) -> tuple[int, ...]:
        """The variants in which the regret is greatest; none where nothing is regretted."""
        if self.greatest <= NEARLY:
            return ()
        return tuple(place for place, one in enumerate(self.regrets) if one >= self.greatest - NEARLY)

    def brings_the_same_as(self, other: Judged) -> bool:
        """Tell whether another order brings the same chance in every variant."""
        pairs = zip(self.chances, other.chances, strict=True)
        return all(abs(one - another) <= NEARLY for one, another in pairs)


@dataclass(frozen=True)
class Regret:
    """The order of least greatest regret; ``exact`` where no order has less.

    ``attainable``: the chance under the best policy of each variant. ``at_least``: a greatest regret below
    which no order can come.
    """

    minimax: Judged
    attainable: tuple[float, ...]
    at_least: float
    exact: bool


def judged(inductions: Sequence[Induction], order: Order) -> Judged:
    """Return what an order brings in each variant."""
    search = _Search(inductions, [one.probability for one in inductions])
    return search.judged(order)


def minimax_regret(
    inductions: Sequence[Induction],
    own: Sequence[tuple[Order, bool]],
    progress: Callable[[str], None] | None = None,
) -> Regret:
    """Return the order whose greatest regret is least; among such orders, one of least regret in all.

    ``inductions`` are the best policies of the variants; ``own`` is the best order of each variant, and
    whether it is known that none is better there.

    For more than ``MOST_EXACT`` blocks, or ``MOST_LOOKS`` looks, it is the best order that was found by moves
    of single blocks from the variants' own orders.

    >>> from fractions import Fraction
    >>> from detente.case.formula import Done
    >>> from detente.roadmap.exact.induction import Graph, solved
    >>> from detente.roadmap.problem import Block, Problem
    >>> def variant(**more):
    ...     problem = Problem((Block("a", delivers=0.5), Block("b", **more)), Done("b"), 2)
    ...     return solved(Graph.of(problem))
    >>> found = minimax_regret([variant(), variant(delivers=0.5)], [(("b",), True), (("b",), True)])
    >>> found.minimax.order, found.minimax.greatest, found.attainable
    (('b',), 0.0, (1.0, 0.75))
    """
    ceilings = [
        _chance(one, order) if exact else one.probability
        for one, (order, exact) in zip(inductions, own, strict=True)
    ]
    search = _Search(inductions, ceilings, progress)
    for order, _ in own:
        search.look(order)
    search.improve()
    whole = len(search.blocks) <= MOST_EXACT and search.branch(())
    best = search.judged(search.readable())
    at_least = best.greatest if whole else max(search.floor(()))
    attainable = tuple(one.probability for one in inductions)
    return Regret(best, attainable, min(at_least, best.greatest), best.greatest <= at_least + NEARLY)


def restricted(induction: Induction, order: Iterable[str]) -> tuple[int, ...]:
    """Return the places of the blocks of an order that a problem has."""
    places = {block.key: place for place, block in enumerate(induction.problem.blocks)}
    return tuple(places[key] for key in order if key in places)


def _chance(induction: Induction, order: Order) -> float:
    places = restricted(induction, order)
    return followed_in_order(induction.graph, places, induction.problem).probability


def _matters(induction: Induction) -> Iterator[str]:
    """Yield the blocks that can be started at all before the goal is reached or lost."""
    graph = induction.graph
    if graph.configurations.start == GOAL or not len(graph.cells.states):
        return
    for place in sorted(set(graph.configurations.block.tolist())):
        if place >= 0:
            yield induction.problem.blocks[place].key


class _Search:
    def __init__(
        self,
        inductions: Sequence[Induction],
        ceilings: Sequence[float],
        progress: Callable[[str], None] | None = None,
    ) -> None:
        self._inductions, self._ceilings, self._progress = inductions, ceilings, progress
        self.blocks: Order = tuple(dict.fromkeys(key for one in inductions for key in _matters(one)))
        self._best: Order = ()
        self._value = (float("inf"), float("inf"))
        self._looks = 0
        self._known: dict[tuple[int, tuple[int, ...], bool], float] = {}
        # Variants in which much was regretted are asked first, as most orders fail there.
        self._asked = list(range(len(inductions)))
        self._worth = [one.worth_of[:, 0].copy() for one in inductions]

    def _brings(self, variant: int, order: Order, *, unfinished: bool) -> float:
        """Return the chance with an order in a variant, or the most that one can still bring."""
        induction = self._inductions[variant]
        places = restricted(induction, order)
        if (variant, places, unfinished) not in self._known:
            self._looks += 1
            if self._progress is not None and self._looks % SAID_EVERY == 0:
                self._progress(f"looking for the order of least regret: {self._value[0]:.4f}")
            worth = self._worth[variant] if unfinished else None
            following = followed_in_order(induction.graph, places, induction.problem, worth)
            found = following.probability + following.stopped
            self._known[variant, places, unfinished] = (
                min(found, self._ceilings[variant]) if unfinished else found
            )
        return self._known[variant, places, unfinished]

    def _regret(self, variant: int, order: Order, *, unfinished: bool) -> float:
        missed = self._inductions[variant].probability - self._brings(variant, order, unfinished=unfinished)
        return max(missed, 0.0)

    def judged(self, order: Order) -> Judged:
        """Return what an order brings in each variant."""
        variants = range(len(self._inductions))
        return Judged(
            order,
            tuple(self._brings(variant, order, unfinished=False) for variant in variants),
            tuple(self._regret(variant, order, unfinished=False) for variant in variants),
        )

    def floor(self, beginning: Order) -> list[float]:
        """Return for each variant a regret below which no order that begins so can come."""
        return [self._regret(one, beginning, unfinished=True) for one in range(len(self._inductions))]

    def _weighed(self, order: Order, *, unfinished: bool) -> tuple[float, float] | None:
        """Return the greatest regret and the sum of all, or bounds below them; None where no better."""
        greatest = total = 0.0
        for rank, variant in enumerate(self._asked):
            regret = self._regret(variant, order, unfinished=unfinished)
            greatest, total = max(greatest, regret), total + regret
            if greatest > self._value[0] + NEARLY:
                self._asked.insert(0, self._asked.pop(rank))
                return None
        return (greatest, total) if self._is_better((greatest, total)) else None

    def _is_better(self, value: tuple[float, float]) -> bool:
        greatest, total = self._value
        if value[0] < greatest - NEARLY:
            return True
        return value[0] <= greatest + NEARLY and value[1] < total - NEARLY

    def look(self, order: Order) -> bool:
        """Keep an order if it is better than all before; tell whether it is."""
        value = self._weighed(order, unfinished=False)
        if value is None:
            return False
        self._best, self._value = order, value
        return True

    def improve(self) -> None:
        """Move, add or drop single blocks while that is better."""
        better = True
        while better and self._value[1] > NEARLY:
            better = any(self.look(order) for order in self._neighbours(self._best))

    def _neighbours(self, order: Order) -> Iterator[Order]:
        for key in self.blocks:
            without = tuple(one for one in order if one != key)
            if key in order:
                yield without
            for place in range(len(without) + 1):
                yield (*without[:place], key, *without[place:])

    def branch(self, beginning: Order) -> bool:
        """Look at all orders that begin so and could be better; tell whether none was left out."""
        if self._looks > MOST_LOOKS:
            return False
        self.look(beginning)
        options = []
        for key in self.blocks:
            longer = (*beginning, key)
            if key not in beginning and (value := self._weighed(longer, unfinished=True)) is not None:
                options.append((value, longer))
        whole = True
        for value, longer in sorted(options):
            if self._is_better(value):
                whole &= self.branch(longer)
        return whole

    def readable(self) -> Order:
        """Return the best order without blocks that never start, earlier ones first where that is as good."""
        starts = self._mean_starts()
        order = [key for key in self._best if key in starts]
        swapped = True
        while swapped:
            swapped = False
            for place in range(len(order) - 1):
                one, next_ = order[place : place + 2]
                other = [*order[:place], next_, one, *order[place + 2 :]]
                if starts[one] > starts[next_] and self._alike(tuple(order), tuple(other)):
                    order, swapped = other, True
        return tuple(order)

    def _mean_starts(self) -> dict[str, float]:
        """Return when the blocks of the best order start on average, for those that ever do."""
        mass: dict[str, float] = {}
        moment: dict[str, float] = {}
        for induction in self._inductions:
            places = restricted(induction, self._best)
            course = followed_in_order(induction.graph, places, induction.problem)
            for place in places:
                row, key = course.started[place], induction.problem.blocks[place].key
                mass[key] = mass.get(key, 0.0) + float(row.sum())
                moment[key] = moment.get(key, 0.0) + float(row @ range(len(row)))
        return {key: moment[key] / total for key, total in mass.items() if total > 0}

    def _alike(self, one: Order, other: Order) -> bool:
        """Tell whether two orders bring the same in every variant."""
        brought = (
            self._brings(variant, one, unfinished=False) - self._brings(variant, other, unfinished=False)
            for variant in self._asked
        )
        return all(abs(difference) <= NEARLY for difference in brought)
