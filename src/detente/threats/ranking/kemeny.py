"""The rule of Kemeny and Young: the order of all alternatives with which the most votes on pairs agree."""

from __future__ import annotations

from itertools import combinations, islice, product
from itertools import pairwise as neighbours
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.package_search.deadline import deadline_in
from detente.threats.ranking.condorcet_components import condorcet_components
from detente.threats.ranking.kemeny_block import LARGEST_COUNTED, counted_block, single_block
from detente.threats.ranking.kemeny_result import Kemeny, PairMargin
from detente.threats.ranking.pairwise import pairwise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from detente.threats.ranking.kemeny_block import Block
    from detente.threats.ranking.pairwise import Pairwise, WholeMargins
    from detente.threats.ranking.profile import Profile

    Groups = tuple[tuple[int, ...], ...]

__all__ = ["MOST_LISTED", "SECONDS", "kemeny", "kemeny_score"]

MOST_LISTED = 1000
"""Optimal rankings that are listed where it is not said how many."""
SECONDS = 10.0
"""Time for what is put to the solver where it is not said how much."""


def kemeny_score(profile: Profile, ranking: Iterable[str]) -> Fraction:
    """Return how many votes agree with an order, summed over all pairs.

    Raises ``ValueError`` where the order has not each alternative once.

    >>> from detente.threats.ranking.profile import Profile, ranked
    >>> kemeny_score(Profile(("a", "b", "c"), (ranked("b", ("a", "c"), weight=2), ranked("c", "a"))), "bca")
    Fraction(5, 1)
    """
    votes, order = pairwise(profile), profile.places(ranking)
    return sum(votes.counts[above][below] for above, below in combinations(order, 2)) * votes.unit


def kemeny(profile: Profile, *, most: int = MOST_LISTED, seconds: float | None = SECONDS) -> Kemeny:
    """Return the strict orders with the greatest score, all of them up to a number.

    1. Votes for each alternative over each other are counted exactly; pairs that a ballot ties or does not
       compare count for neither.
    2. The extended Condorcet criterion splits the alternatives into groups that every optimal order has in
       one order (Truchon 1998).
    3. Groups of up to 20 are counted out by dynamic programming over sets: all optimal orders, their number,
       and the best order with any pair reversed.
    4. Larger groups are an integer programme (Conitzer, Davenport and Kalagnanam 2006), for which there is a
       time limit; what the result says there is told by ``searched_block``.

    The margin of two that follow each other at the seam of two groups is that of their votes: an order that
    has them the other way round loses at least that, and exchanging them no more.

    ``most``: rankings that are listed; ``seconds``: for the solver, None is no limit. Where it takes longer,
    the answer may depend on the machine; otherwise it is the same every time.

    Raises ``ValueError`` where no ranking is to be listed, and where weights are graded too finely.

    Source: H. P. Young and A. Levenglick, *A consistent extension of Condorcet's election principle*, SIAM
    Journal on Applied Mathematics 35 (1978); H. P. Young, *Condorcet's theory of voting*, American Political
    Science Review 82 (1988).

    >>> from detente.threats.ranking.profile import Profile, ranked
    >>> cycle = Profile(tuple("abcd"), (ranked(*"abcd"), ranked(*"bcad"), ranked(*"cabd")))
    >>> found = kemeny(cycle)
    >>> ["".join(ranking) for ranking in found.rankings], found.count, str(found.score), found.exactness
    (['abcd', 'bcad', 'cabd'], 3, '14', 'exact')
    >>> found.buckets, str(found.margins[-1].most)
    ((('a', 'b', 'c'), ('d',)), '3')
    """
    if most < 1:
        raise ValueError(f"list at least one ranking: {most} is too few")
    votes = pairwise(profile)
    margins = votes.whole_margins()
    groups, deadline = condorcet_components(margins.matrix), deadline_in(seconds)
    losses = np.maximum(margins.matrix.T, 0)
    blocks = [_block(losses[np.ix_(group, group)], most, deadline) for group in groups]
    agreed = sum(max(votes.counts[a][b], votes.counts[b][a]) for a, b in combinations(range(len(losses)), 2))
    best = agreed * votes.unit
    in_all = sum(sum(row) for row in votes.counts) * votes.unit
    score = best - sum(block.loss for block in blocks) * margins.unit
    counts = [block.count for block in blocks if block.count is not None]
    return Kemeny(
        profile=profile,
        rankings=tuple(
            tuple(profile.alternatives[one] for one in order)
            for order in islice(_orders(groups, blocks), most)
        ),
        count=prod(counts) if len(counts) == len(blocks) else None,
        score=score,
        bound=best - sum(block.bound for block in blocks) * margins.unit,
        distance=in_all - score,
        components=tuple(tuple(profile.alternatives[one] for one in group) for group in groups),
        ordered_alike=_named(votes, _above(groups, blocks)),
        undecided=_named(votes, _placed(groups, [block.undecided for block in blocks])),
        margins=_margins(votes, groups, blocks, margins),
        exactness=_exactness(blocks),
        method=_method(groups, blocks),
    )


def _block(loss: NDArray[np.int64], most: int, deadline: float | None) -> Block:
    if len(loss) == 1:
        return single_block()
    if len(loss) <= LARGEST_COUNTED:
        return counted_block(loss, most)
    from detente.threats.ranking.kemeny_searched import searched_block

    return searched_block(loss, most, deadline)


def _orders(groups: Groups, blocks: Sequence[Block]) -> Iterator[tuple[int, ...]]:
    for chosen in product(*(block.orders for block in blocks)):
        yield tuple(group[one] for group, order in zip(groups, chosen, strict=True) for one in order)


def _placed(groups: Groups, parts: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """Return what is true of pairs within groups as a matrix of all pairs."""
    size = sum(map(len, groups))
    found = np.zeros((size, size), dtype=bool)
    for group, part in zip(groups, parts, strict=True):
        found[np.ix_(group, group)] = part
    return found


def _above(groups: Groups, blocks: Sequence[Block]) -> NDArray[np.bool_]:
    found = _placed(groups, [block.above for block in blocks])
    for earlier, later in combinations(groups, 2):
        found[np.ix_(earlier, later)] = True
    return found


def _named(votes: Pairwise, pairs: NDArray[np.bool_]) -> frozenset[tuple[str, str]]:
    names = votes.alternatives
    return frozenset((names[a], names[b]) for a, b in np.argwhere(pairs).tolist())


def _margins(
    votes: Pairwise, groups: Groups, blocks: Sequence[Block], margins: WholeMargins
) -> tuple[PairMargin, ...]:
    if any(len(block.margins) < len(group) - 1 for group, block in zip(groups, blocks, strict=True)):
        return ()
    order = next(_orders(groups, blocks))
    found: list[tuple[int, int]] = []
    for block in blocks:
        found += block.margins
        if len(found) < len(order) - 1:
            last, following = order[len(found)], order[len(found) + 1]
            seam = int(margins.matrix[last, following])
            found.append((seam, seam))
    names = votes.alternatives
    return tuple(
        PairMargin(names[above], names[below], low * margins.unit, high * margins.unit)
        for (above, below), (low, high) in zip(neighbours(order), found, strict=True)
    )


def _exactness(blocks: Sequence[Block]) -> str:
    found = {block.exactness for block in blocks}
    return next(label for label in ("heuristic", "bounded", "exact") if label in found)


def _method(groups: Groups, blocks: Sequence[Block]) -> str:
    counted = [len(group) for group in groups if 1 < len(group) <= LARGEST_COUNTED]
    larger = [
        (len(group), block)
        for group, block in zip(groups, blocks, strict=True)
        if len(group) > LARGEST_COUNTED
    ]
    said = [f"extended Condorcet criterion ({_groups(list(map(len, groups)))})"]
    if counted:
        said.append(f"dynamic programming over sets ({_groups(counted)})")
    for size, block in larger:
        how = "moves of single alternatives" if block.exactness == "heuristic" else "integer programming"
        said.append(f"{how} (1 group of {size})")
    return ", then ".join(said)


def _groups(sizes: list[int]) -> str:
    number = "1 group" if len(sizes) == 1 else f"{len(sizes)} groups"
    return f"{number} of {'up to ' if len(set(sizes)) > 1 else ''}{max(sizes)}"
