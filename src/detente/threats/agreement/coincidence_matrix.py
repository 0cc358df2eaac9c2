"""The coincidence matrix: how often two answers meet on an item."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.threats.agreement.ratings import Ratings

__all__ = ["Coincidences", "coincidence_matrix"]


@dataclass(frozen=True)
class Coincidences:
    """Pairs of answers within items.

    ``values``: the answers that can be paired, in order, words after numbers; ``met``: o(c, k) by the numbers
    of two values, where it is not 0; ``totals``: n(c), how often each was given, which is the sum of its row;
    ``items``: on how many items two or more answered.
    """

    values: tuple[Fraction | str, ...]
    met: Mapping[tuple[int, int], Fraction]
    totals: tuple[int, ...]
    items: int

    @property
    def pairable(self) -> int:
        """How many answers can be paired: n."""
        return sum(self.totals)

    @property
    def matrix(self) -> tuple[tuple[Fraction, ...], ...]:
        """All of o(c, k): (values, values)."""
        numbers = range(len(self.values))
        return tuple(tuple(self.met.get((one, other), Fraction(0)) for other in numbers) for one in numbers)


def coincidence_matrix(ratings: Ratings) -> Coincidences:
    """Return o(c, k): the sum over items u of pairs (c, k) by different raters in u, over m(u) - 1.

    m(u) is how many answered item u; a single answer pairs with none and does not count.

    Source: K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011), part C.

    >>> from detente.threats.agreement.ratings import read_ratings
    >>> found = coincidence_matrix(read_ratings([[1, 1, 2], [1, 2, None]], "nominal"))
    >>> [[int(one) for one in row] for row in found.matrix], found.totals
    ([[2, 1], [1, 0]], (3, 1))
    """
    answered = [[one for one in item if one is not None] for item in ratings.items]
    paired = [item for item in answered if len(item) > 1]
    values = tuple(sorted({one for item in paired for one in item}, key=_order))
    place = {value: number for number, value in enumerate(values)}
    met: defaultdict[tuple[int, int], Fraction] = defaultdict(Fraction)
    given: Counter[int] = Counter()
    for item in paired:
        weight = Fraction(1, len(item) - 1)
        places = [place[one] for one in item]
        given.update(places)
        for pair in permutations(places, 2):
            met[pair] += weight
    totals = tuple(given[number] for number in range(len(values)))
    return Coincidences(values, dict(met), totals, len(paired))


def _order(value: Fraction | str) -> tuple[bool, Fraction, str]:
    return (True, Fraction(0), value) if isinstance(value, str) else (False, value, "")
