"""What the packages of one frontier value differ in: what they are worth to others.

All packages that reach a value of the frontier are the same to those who sign. To parties that do not, or to
single members of a bloc that does, they need not be. Kept are the packages that are best for some of these
others, and what each of them gets at worst.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.bargaining.frontier.dominance import undominated
from detente.outcomes.elimination.large_integers import run_minimum, to_integers
from detente.outcomes.elimination.package_numbers import PackageNumbers
from detente.outcomes.elimination.z_order import z_order
from detente.outcomes.evaluation import values as values_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.bargaining.zone import Signable
    from detente.outcomes.domain import Domain

__all__ = ["Ties", "best_for_others", "listed_ties", "ties_in_a_row", "ties_together"]


@dataclass(frozen=True, eq=False)
class Ties:
    """What is known of the packages of some frontier values.

    Of all packages of one value that are worth the same to every other, the first is kept, as
    ``PackageNumbers`` numbers them, and only where none of that value is better for the others.

    ``value_of``: (n,), to which of the frontier values each package kept belongs. ``worth``: (n, others),
    integer steps. ``packages``: (n, issues), option numbers. ``numbers``: the number of each.
    ``worst``: (frontier values, others), the least that each other gets in any package of the value.
    ``complete`` is false where packages were too many to keep all of these: then of each value the first
    package is kept that is best for each of the others alone.
    """

    value_of: NDArray[np.int64]
    worth: NDArray[np.int64]
    packages: NDArray[np.int64]
    numbers: tuple[int, ...]
    worst: NDArray[np.int64]
    complete: bool = True


def listed_ties(
    written: Signable, chosen: NDArray[np.bool_], values: NDArray[np.int64], others: Domain
) -> Ties:
    """Look at all packages of some values among those that are written out.

    ``chosen``: (packages,), which of them count. ``values``: (n, objectives), distinct. ``others``: the same
    issues with what they are worth to the others, one column each.
    """
    rows, worth = written.rows[chosen], written.values[chosen, : values.shape[1]]
    # Sums may wrap around, but those of equal values are equal.
    likely = np.isin(worth.sum(axis=1), values.sum(axis=1))
    rows, worth = rows[likely], worth[likely]
    together = np.concatenate([values, worth])
    order, starts = z_order(together, np.zeros(len(together), dtype=np.int64))
    alike = np.empty(len(together), dtype=np.int64)
    alike[order] = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(together)))
    place = np.full(len(starts), -1, dtype=np.int64)
    place[alike[: len(values)]] = np.arange(len(values))
    value_of = place[alike[len(values) :]]
    rows, value_of = rows[value_of >= 0], value_of[value_of >= 0]
    packages = written.listing.packages[rows]
    to_others = values_of(others, packages)
    worst = np.full((len(values), len(others.columns)), np.iinfo(np.int64).max)
    np.minimum.at(worst, value_of, to_others)
    numbers = PackageNumbers(others)
    kept, best, first = best_for_others(value_of, to_others, numbers.numbers(packages))
    return Ties(kept, best, numbers.packages(first), tuple(to_integers(first)), worst)


def best_for_others(
    groups: NDArray[np.int64], worth: NDArray[np.int64], numbers: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return of each group of packages the distinct worths that no other of it is better than.

    ``groups``: (n,). ``worth``: (n, others). ``numbers``: (n, digits), of which the least is kept for each.
    """
    if not len(groups):
        return groups, worth, numbers
    order, starts = z_order(worth, groups)
    groups, worth, numbers = groups[order[starts]], worth[order[starts]], run_minimum(numbers[order], starts)
    kept = undominated(worth, worth.shape[1], groups, None)
    return groups[kept], worth[kept], numbers[kept]


def ties_in_a_row(parts: Sequence[Ties]) -> Ties:
    """Return what is known of several frontier values, given for one value each."""
    return Ties(
        np.concatenate([part.value_of + row for row, part in enumerate(parts)]),
        np.concatenate([part.worth for part in parts]),
        np.concatenate([part.packages for part in parts]),
        tuple(number for part in parts for number in part.numbers),
        np.concatenate([part.worst for part in parts]),
        all(part.complete for part in parts),
    )


def ties_together(parts: Sequence[Ties]) -> Ties:
    """Return what several zones hold of the same frontier values, of which each is in at least one."""
    if len(parts) == 1:
        return parts[0]
    return Ties(
        np.concatenate([part.value_of for part in parts]),
        np.concatenate([part.worth for part in parts]),
        np.concatenate([part.packages for part in parts]),
        tuple(number for part in parts for number in part.numbers),
        np.minimum.reduce([part.worst for part in parts]),
        all(part.complete for part in parts),
    )
