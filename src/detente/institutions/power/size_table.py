"""How many coalitions have each size and sum of weights, below a limit.

The table is filled on all processors.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from math import comb
from threading import Condition
from typing import TYPE_CHECKING

import numpy as np

from detente.institutions.power.weighted_kernel import BITS, cumulate, join, number_in, windows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

__all__ = ["SizeTable", "size_table"]

MOST_THREADS = 4
STAGES = 4
"""So many pairs of members join in one go through the table."""
BLOCKS = 12
"""A thread looks so often, in one go, how far the go before it has come."""
FINISHED = -(1 << 62)
"""Below every sum: a go through the table has done all."""


@dataclass(frozen=True)
class SizeTable:
    """The numbers with each sum at most, kept as in `weighted_kernel`; row k has coalitions of k members."""

    table: NDArray[np.uint64]
    place: NDArray[np.int64]
    stride: NDArray[np.int64]
    limbs: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]

    @property
    def rows(self) -> int:
        """How many sizes there are, from 0 on."""
        return len(self.place)

    def at_most(self, total: int, size: int) -> int:
        """Return how many coalitions of a size have this sum at most."""
        if total < self.low[size]:
            return 0
        at = int(self.place[size] + min(total, self.high[size] - 1))
        words = self.table[at : at + int(self.limbs[size] * self.stride[size]) : int(self.stride[size])]
        return number_in(words[: int(self.limbs[size])])

    def windows(self, quota: int, weight: int, sizes: int) -> list[int]:
        """Return the swings of a member of this weight, with 0, 1, 2 ... others, for so many sizes."""
        found = np.zeros((min(sizes, self.rows), int(self.limbs.max())), dtype=np.int64)
        arrays = (self.table, self.place, self.stride, self.limbs, self.low, self.high)
        windows(*arrays, quota, weight, True, found)  # noqa: FBT003 - numba takes no keywords
        return [number_in(words) for words in found]


class _Filling:
    """The table while members join, eight at a time; the next eight follow on another thread."""

    def __init__(self, ascending: Sequence[int], limit: int, largest: int) -> None:
        members = len(ascending)
        self.ascending = ascending
        self.below = [0, *accumulate(ascending)]
        self.limit = limit
        rows = sum(self.below[size] < limit for size in range(min(largest, members) + 1))
        self.low = np.array(self.below[:rows], dtype=np.int64)
        self.high = self.high_after(members)
        bits = accumulate((comb(members, size).bit_length() for size in range(rows)), max)
        self.planes = np.array([-(-bit // BITS) for bit in bits], dtype=np.int64)
        zeros = sum(ascending[-2:])  # before each row, where sums too small for its size are looked up
        self.stride = self.high - self.low + zeros
        ends = np.cumsum(self.planes * self.stride)
        self.table = np.zeros(int(ends[-1]), dtype=np.uint64)
        self.place = ends - self.planes * self.stride + zeros - self.low
        self.table[self.place[0]] = 1
        pairs = [(0, ascending[0])] if members % 2 else []
        pairs += [(ascending[at], ascending[at + 1]) for at in range(members % 2, members, 2)]
        self.batches = [pairs[at : at + STAGES] for at in range(0, len(pairs), STAGES)]
        # What is known to be at most in each row after a batch: first from the one before, then as it was.
        self.bounds: list[list[int]] = [[1] + [0] * (rows - 1)]
        self.done = [FINISHED] + [-FINISHED] * len(self.batches)
        self.failed = False
        self.news = Condition()

    def high_after(self, joined: int) -> NDArray[np.int64]:
        """Return, for each size, the sum below which coalitions of those who have joined stay."""
        sizes = range(len(self.low))
        heaviest = [
            self.below[joined] - self.below[joined - size] if size <= joined else -1 for size in sizes
        ]
        return np.maximum(np.minimum(np.array(heaviest, dtype=np.int64) + 1, self.limit), self.low)

    def limbs_for(self, number: int) -> NDArray[np.int64]:
        """Return how many limbs each row may need when a batch has joined."""
        bounds = list(self.bounds[number])
        for first, _ in self.batches[number]:
            for size in range(len(bounds) - 1, 0, -1):
                two_fewer = bounds[size - 2] if first and size > 1 else 0
                bounds[size] += bounds[size - 1] * (2 if first else 1) + two_fewer
        self.bounds.append(bounds)
        needed = accumulate((-(-bound.bit_length() // BITS) or 1 for bound in bounds), max)
        return np.minimum(np.array(list(needed), dtype=np.int64), self.planes)

    def join(self, number: int) -> None:
        """Let a batch join, close behind the one before it."""
        try:
            self._wait(lambda: len(self.bounds) > number)
            with self.news:
                limbs = self.limbs_for(number)
                self.news.notify_all()
            greatest = self._go(number, limbs)
            with self.news:
                self.done[number + 1] = FINISHED
                self.bounds[number + 1] = [
                    ((int(top) + 1) << (BITS * (int(planes) - 1))) - 1
                    for top, planes in zip(greatest, limbs, strict=True)
                ]
                self.news.notify_all()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Let every thread end soon: one of them has failed, or nobody wants the table any more."""
        with self.news:
            self.failed = True
            self.news.notify_all()

    def _go(self, number: int, limbs: NDArray[np.int64]) -> NDArray[np.uint64]:
        batch = self.batches[number]
        before = sum(2 if first else 1 for earlier in self.batches[:number] for first, _ in earlier)
        joined = list(accumulate((2 if first else 1 for first, _ in batch), initial=before))
        high = np.array([self.high_after(upto) for upto in joined[1:]])
        slant = min(weight for pair in batch for weight in pair if weight)
        reach = max(sum(pair) - slant * (2 if pair[0] else 1) for pair in batch)
        slanted = slant * np.arange(len(self.low))
        begin, end = int((high[-1] - slanted).max()), int((self.low - slanted).min()) - len(batch) * reach
        greatest = np.zeros(len(self.low), dtype=np.uint64)
        first, second = (np.array(weights, dtype=np.int64) for weights in zip(*batch, strict=True))
        block = max(1, -(-(begin - end) // BLOCKS))
        for upper in range(begin, end, -block):
            lower = max(upper - block, end)
            self._wait(lambda needed=lower - reach: self.done[number] <= needed)  # type: ignore[misc]
            arrays = (self.table, self.place, self.stride, limbs, self.low, high, first, second)
            join(*arrays, slant, reach, upper, lower, greatest)
            with self.news:
                self.done[number + 1] = lower + (len(batch) - 1) * reach
                self.news.notify_all()
        return greatest

    def _wait(self, ready: Callable[[], bool]) -> None:
        with self.news:
            self.news.wait_for(lambda: self.failed or ready())
            if self.failed:
                raise RuntimeError(
                    "the table is no longer filled: another thread has failed, or it was stopped"
                )


def size_table(
    ascending: Sequence[int], limit: int, largest: int, progress: Callable[[str], None] | None = None
) -> SizeTable:
    """Count the coalitions with sums below the limit and at most so many members.

    The weights are positive and ascend; ``progress`` is told in words what is done.
    """
    filling = _Filling(ascending, limit, largest)
    with ThreadPoolExecutor(min(MOST_THREADS, _processors())) as pool:
        jobs = [pool.submit(filling.join, number) for number in range(len(filling.batches))]
        try:
            for number, job in enumerate(jobs):
                job.result()
                if progress:
                    progress(f"coalitions by size: {100 * (number + 1) // len(jobs)} %")
        except BaseException:
            filling.stop()
            raise
        jobs = [
            pool.submit(
                cumulate, filling.table, int(filling.place[row]), int(filling.stride[row]),
                int(filling.planes[row]), int(filling.low[row]), int(filling.high[row]),
            )
            for row in reversed(range(len(filling.low)))
        ]  # fmt: skip
        for job in jobs:
            job.result()
    return SizeTable(filling.table, filling.place, filling.stride, filling.planes, filling.low, filling.high)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
