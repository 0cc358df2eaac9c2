"""The region of inputs in which marked draws lie together: the patient rule induction method (PRIM).

1. Peeling: from the box of all draws the twentieth of them that lies at one end of one input is cut off again
   and again, each time the one that leaves the greatest share of marked draws.
2. Of the boxes on the way the one is taken that tells marked draws from others best: that with the greatest
   coverage (the share of the marked draws that it holds) less the share of the others that it holds as well.
3. Pasting: a side is moved out again, or in by a single draw, as long as that makes the balance better.
4. A cut is kept only if draws chosen blindly would hardly be marked as often; a few cuts at most are kept, so
   that the region can be said.

Coverage and density are those of the draws in which the region was found, and so flatter it a little.

Sources: J. H. Friedman and N. I. Fisher, "Bump hunting in high-dimensional data", Statistics and Computing 9
(1999); B. P. Bryant and R. J. Lempert, "Thinking inside the box: a participatory, computer-assisted approach
to scenario discovery", Technological Forecasting and Social Change 77 (2010).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.claims.sensitivity.region import Cut, Region, by_chance, inside, threshold_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["CHANCE", "FEWEST", "region_of"]

FEWEST = 5
"""Fewer marked draws than this are not explained."""
PEELED = 0.05
"""The part of the draws in a box that a peel cuts off, at least one."""
SMALLEST = 5
"""Draws that a box holds at least."""
SCREENED = 24
"""Inputs among which a box is looked for: those whose numbers differ most between marked draws and others."""
MOST_INPUTS = 4
"""Inputs that may bound a region."""
CHANCE = 1e-4
"""A cut is told of only if one as good would be found by chance in fewer cases than this."""


class _Box(NamedTuple):
    """For each input the least and the greatest number inside."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def holds(self, numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which draws lie inside: (draws,), of (draws, inputs)."""
        return np.asarray(((numbers >= self.low) & (numbers <= self.high)).all(axis=1), dtype=np.bool_)


def region_of(marked: ArrayLike, varying: Mapping[str, NDArray[np.float64]]) -> Region | None:
    """Return the region in which marked draws lie, bounded by few inputs; None where no inputs tell.

    ``marked``: whether each draw is marked; ``varying``: the numbers of each input. Shape of all: (draws,).

    >>> first, second = np.random.default_rng(1).random((2, 400))
    >>> found = region_of((first > 0.7) & (second < 0.5), {"first": first, "second": second})
    >>> [(cut.path, cut.above, round(cut.at, 1)) for cut in found.cuts]
    [('first', True, 0.7), ('second', False, 0.5)]
    """
    outcome = np.array(marked, dtype=np.bool_)
    names = _screened(outcome, varying)
    if outcome.sum() < FEWEST or not names:
        return None
    numbers = np.column_stack([varying[name] for name in names])
    best = max(_peeled(numbers, outcome), key=lambda box: _balance(box.holds(numbers), outcome))
    cuts = _cuts(_adjusted(best, numbers, outcome), names, numbers)
    kept = _telling(cuts, varying, outcome, tried=2 * len(varying))
    if not kept:
        return None
    held = inside(kept, varying, len(outcome))
    return Region(kept, int((outcome & held).sum()), int(held.sum()), int(outcome.sum()), len(outcome))


def _screened(outcome: NDArray[np.bool_], varying: Mapping[str, NDArray[np.float64]]) -> list[str]:
    """Return the inputs whose numbers differ most between marked draws and all, by Kolmogorov and Smirnov."""
    if not outcome.any() or not varying:
        return []
    apart = {}
    for name, numbers in varying.items():
        order = np.argsort(numbers, kind="stable")
        shares = np.cumsum(outcome[order]) / outcome.sum() - np.arange(1, len(order) + 1) / len(order)
        last_of_equals = np.append(numbers[order][1:] != numbers[order][:-1], True)
        apart[name] = float(np.abs(shares[last_of_equals]).max())
    ranked = sorted(varying, key=lambda name: -apart[name])
    return sorted(ranked[:SCREENED], key=list(varying).index)


def _balance(held: NDArray[np.bool_], outcome: NDArray[np.bool_]) -> float:
    """Return the share of marked draws inside less that of the others inside: Youden's index."""
    return _youden((held & outcome).sum(), (held & ~outcome).sum(), outcome)


def _youden(caught: int, others: int, outcome: NDArray[np.bool_]) -> float:
    return float(caught / outcome.sum() - others / max((~outcome).sum(), 1))


def _peeled(numbers: NDArray[np.float64], outcome: NDArray[np.bool_]) -> Iterator[_Box]:
    """Yield the boxes of a trajectory of peels, the box of all draws first."""
    box = _Box(numbers.min(axis=0), numbers.max(axis=0))
    while True:
        yield box
        held = box.holds(numbers)
        left, marked = numbers[held], outcome[held]
        if marked.all() or len(left) <= SMALLEST:
            return
        peels = [*_peels(box, left, marked)]
        if not peels:
            return
        # Of peels that leave the same share that which cuts off least.
        _, _, box = max(peels, key=lambda peel: peel[:2])


def _peels(
    box: _Box, left: NDArray[np.float64], marked: NDArray[np.bool_]
) -> Iterator[tuple[float, int, _Box]]:
    """Yield what each peel leaves: the share that is marked, how many draws, and the box."""
    off = max(1, int(PEELED * len(left)))
    ordered = np.sort(left, axis=0)
    for column in range(left.shape[1]):
        values = left[:, column]
        for low in (True, False):
            bound = ordered[off, column] if low else ordered[-1 - off, column]
            stays = values >= bound if low else values <= bound
            if stays.all():  # all there are the same number
                above = values[values > bound] if low else values[values < bound]
                if not above.size:
                    continue
                bound = above.min() if low else above.max()
                stays = values >= bound if low else values <= bound
            if stays.sum() < SMALLEST:
                continue
            ends = box.low.copy(), box.high.copy()
            ends[0 if low else 1][column] = bound
            yield float(marked[stays].mean()), int(stays.sum()), _Box(*ends)


def _adjusted(box: _Box, numbers: NDArray[np.float64], outcome: NDArray[np.bool_]) -> _Box:
    """Return a box whose sides are moved as long as it tells marked draws from others better by it."""
    ordered = np.sort(numbers, axis=0)
    best = _balance(box.holds(numbers), outcome)
    while True:
        found = max(_moved(box, numbers, ordered, outcome), key=lambda one: one[0], default=(best, box))
        if found[0] <= best:
            return box
        best, box = found


def _moved(
    box: _Box, numbers: NDArray[np.float64], ordered: NDArray[np.float64], outcome: NDArray[np.bool_]
) -> Iterator[tuple[float, _Box]]:
    """Yield boxes with one side moved, and their balance: out by a draw, a twentieth or wholly, or in by one.

    ``ordered``: the numbers of each input, in their order.
    """
    outside = (numbers < box.low) | (numbers > box.high)
    by_how_many = outside.sum(axis=1)
    held = by_how_many == 0
    step = max(1, int(PEELED * held.sum()))
    for column in range(numbers.shape[1]):
        # Those that lie within all other sides.
        among = by_how_many == outside[:, column]
        values, marked = numbers[among, column], outcome[among]
        inner, every = np.unique(numbers[held, column]), ordered[:, column]
        below, above = every[every < box.low[column]], every[every > box.high[column]]
        for outer, inward, side in ((below[::-1], inner[1:2], 0), (above, inner[::-1][1:2], 1)):
            for bound in {*outer[:1], *outer[step - 1 : step], *outer[-1:], *inward}:
                ends = box.low.copy(), box.high.copy()
                ends[side][column] = bound
                inside_ = (values >= ends[0][column]) & (values <= ends[1][column])
                caught, others = (inside_ & marked).sum(), (inside_ & ~marked).sum()
                yield _youden(caught, others, outcome), _Box(*ends)


def _cuts(box: _Box, names: Sequence[str], numbers: NDArray[np.float64]) -> list[Cut]:
    """Return the sides of a box that leave any draw out, each between it and the nearest of these."""
    found = []
    for column, name in enumerate(names):
        values = numbers[:, column]
        below, above = values[values < box.low[column]], values[values > box.high[column]]
        if below.size:
            found.append(
                Cut(name, above=True, at=threshold_between(float(below.max()), float(box.low[column])))
            )
        if above.size:
            found.append(
                Cut(name, above=False, at=threshold_between(float(box.high[column]), float(above.min())))
            )
    return found


def _telling(
    cuts: Sequence[Cut], numbers: Mapping[str, NDArray[np.float64]], outcome: NDArray[np.bool_], tried: int
) -> tuple[Cut, ...]:
    """Return cuts of few inputs, each of which chance would hardly make, with all the others in place."""
    kept = list(cuts)
    while kept:
        chances = {cut: _chance(cut, kept, numbers, outcome) * tried for cut in kept}
        worst = max(kept, key=lambda cut: chances[cut])
        if chances[worst] < CHANCE and len({cut.path for cut in kept}) <= MOST_INPUTS:
            break
        kept.remove(worst)
    return tuple(kept)


def _chance(
    cut: Cut, cuts: Sequence[Cut], numbers: Mapping[str, NDArray[np.float64]], outcome: NDArray[np.bool_]
) -> float:
    others = inside([one for one in cuts if one is not cut], numbers, len(outcome))
    return by_chance(outcome[others], cut.holds(numbers[cut.path][others]))
