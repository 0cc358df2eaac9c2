"""Write out the packages that can be signed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.distinct_columns import distinct_columns
from detente.outcomes.elimination import eliminate
from detente.outcomes.package_numbers import PackageNumbers
from detente.outcomes.partial_packages import Settling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain
    from detente.outcomes.partial_packages import PartialPackages

__all__ = ["MOST_SATISFYING", "TooManyPackagesError", "satisfying"]

MOST_SATISFYING = 2_000_000
"""Packages, past which they are not written out unless the caller says otherwise."""

AT_ONCE = 200_000
"""Partial packages that are continued together, which bounds the memory."""


class TooManyPackagesError(ValueError):
    """More packages can be signed than were to be written out."""

    def __init__(self, limit: int) -> None:
        """Say how many were allowed."""
        super().__init__(
            f"More than {limit:,} packages can be signed: count them instead of writing them out."
        )


def satisfying(domain: Domain, *, limit: int = MOST_SATISFYING) -> NDArray[np.int64]:
    """Return the packages that satisfy every requirement and every floor: (n, issues), option numbers.

    They are listed with the last issue changing fastest. Only packages that can still be signed are followed:
    the time depends on how many of these there are, not on how many packages exist.

    Raises ``TooManyPackagesError`` past ``limit`` packages, ``TooManyStatesError`` where the formulas tie the
    issues together too closely, and ``ValueError`` where values are too large to be added up exactly.

    >>> from detente.outcomes.domain import Domain
    >>> points = np.array([[0], [1], [2]])
    >>> nearly_all = Domain(("x", "y"), (("a", "b", "c"),) * 2, ("p",), 1, (points, points), np.array([3]))
    >>> satisfying(nearly_all).tolist()
    [[1, 2], [2, 1], [2, 2]]
    """
    numbers = PackageNumbers(domain.sizes)
    found = [np.zeros((0, numbers.digits), dtype=np.int64)]
    total = 0
    for chunk in _chunks(domain):
        total += len(chunk)
        if total > limit:
            raise TooManyPackagesError(limit)
        found.append(chunk.numbers)
    listed = np.concatenate(found)
    return numbers.packages(listed[np.lexsort(listed.T[::-1])])


def _chunks(domain: Domain) -> Iterator[PartialPackages]:
    """Go through the packages, following some partial packages to their end before others."""
    if 0 in domain.sizes:
        return
    distinct = distinct_columns(replace(domain, objectives=0)).domain
    elimination = eliminate(distinct)
    settling = Settling(distinct, elimination, counted=False)
    waiting = [(0, settling.start())]
    while waiting:
        depth, partial = waiting.pop()
        if depth == len(elimination.layers):
            yield partial
            continue
        if len(partial) > AT_ONCE:
            waiting += [
                (depth, partial.chosen(slice(start, start + AT_ONCE)))
                for start in range(0, len(partial), AT_ONCE)
            ]
        else:
            waiting.append((depth + 1, settling.settled(partial, depth)))
