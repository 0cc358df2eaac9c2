"""The chance that blocs stand as far apart by chance, counted out or, of many raters, drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, prod
from typing import TYPE_CHECKING

import numpy as np

from detente.threats.agreement.bloc_permutation_p import bloc_permutation_p
from detente.threats.agreement.level import Level
from detente.threats.agreement.ratings import read_ratings
from detente.threats.agreement.within_between import rater_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from detente.threats.agreement.ratings import Table

__all__ = ["DRAWN", "DivisionChance", "division_chance"]

DRAWN = 9_999
"""Divisions that are drawn where there are too many to be counted out."""
ROUNDING = 1e-12
"""By which part floats may differ that are the same."""


@dataclass(frozen=True)
class DivisionChance:
    """The chance that blocs stand as far apart as they do, if raters had been put into them at random.

    ``least``: the chance of a division that is like no other, below which no chance can be with so few
    raters. ``drawn``: how many divisions were drawn; 0 where all were counted out.
    """

    value: Fraction
    least: Fraction
    drawn: int


def division_chance(
    ratings: Table, blocs: Sequence[str], level: Level | str, seed: int = 0
) -> DivisionChance | None:
    """Return the chance that blocs stand as far apart, exactly where there are few divisions.

    Of many, ``DRAWN`` are drawn, with the ``seed``, and the division found counts as one more, so that no
    chance is 0. None where pairs within or across blocs are missing. Arguments and errors as of
    ``bloc_permutation_p``.

    Source: B. Phipson and G. K. Smyth, "Permutation p-values should never be zero", Statistical Applications
    in Genetics and Molecular Biology 9 (2010).

    >>> division_chance([[1, 5], [1, 4], [4, 2], [5, 2]], ["n", "n", "r", "r"], "interval").value
    Fraction(1, 3)
    """
    sizes = Counter(blocs).values()
    # Blocs of the same size may be exchanged without another division.
    alike = prod(map(factorial, Counter(sizes).values()))
    least = Fraction(alike * prod(map(factorial, sizes)), factorial(len(blocs)))
    exact = bloc_permutation_p(ratings, blocs, level)
    if exact is not None:
        return DivisionChance(exact, least, 0)
    found = _of_drawn(ratings, blocs, Level.of(level), seed)
    return None if found is None else DivisionChance(found, least, DRAWN)


def _of_drawn(ratings: Table, blocs: Sequence[str], level: Level, seed: int) -> Fraction | None:
    read = read_ratings(ratings, level)
    pairs = rater_pairs(read, level)
    if not pairs:
        return None
    first, second = (np.array(side, dtype=np.intp) for side in zip(*pairs, strict=True))
    sums, weights = (np.array([float(one[part]) for one in pairs.values()]) for part in (0, 1))
    names = {bloc: number for number, bloc in enumerate(dict.fromkeys(blocs))}
    division = np.array([names[bloc] for bloc in blocs])

    def excess(of: npt.NDArray[np.intp]) -> float:
        same = of[first] == of[second]
        inside, outside = float(weights[same].sum()), float(weights[~same].sum())
        if not inside or not outside:
            return float("nan")
        return float(sums[~same].sum()) / outside - float(sums[same].sum()) / inside

    seen = excess(division)
    if np.isnan(seen):
        return None
    random = np.random.default_rng(seed)
    drawn = np.array([excess(random.permutation(division)) for _ in range(DRAWN)])
    known = drawn[~np.isnan(drawn)]
    as_far = int(np.sum(known >= seen - ROUNDING * abs(seen)))
    return Fraction(as_far + 1, len(known) + 1)
