"""The Nash bargaining solution of domains whose frontier is too wide to list."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.bargaining.large_solutions.answer import NOBODY, LargePoint, point_of
from detente.bargaining.large_solutions.product_search import ProductSearch
from detente.bargaining.solutions.gaining_sets import gaining_sets
from detente.outcomes.package_search.deadline import UndecidedError

if TYPE_CHECKING:
    from detente.bargaining.large_solutions.gain_model import GainModel

__all__ = ["GainingSet", "LargeNash", "nash_large"]


@dataclass(frozen=True)
class GainingSet:
    """The greatest product of gains over one largest set of signatories that can gain together.

    ``gainers``: their columns. ``points``: the packages found, one for each distinct value. ``product``: of
    the gains in points. ``bound``: no package has a greater product. ``exact``: whether the product is
    proved greatest; then the two are equal. ``all_ties``: whether every value that reaches it is given.
    """

    gainers: tuple[str, ...]
    points: tuple[LargePoint, ...]
    product: Fraction
    bound: Fraction
    exact: bool
    all_ties: bool


@dataclass(frozen=True)
class LargeNash:
    """The Nash solution; one entry for each largest set of signatories that can gain together.

    ``exactness``: ``exact``, ``bounded`` or ``unknown``. ``reason`` says why there is no solution, or what
    was not settled.
    """

    sets: tuple[GainingSet, ...]
    exactness: str
    reason: str


def nash_large(model: GainModel) -> LargeNash:
    """Return the packages with the greatest product of gains, proved greatest or with a bound.

    Only signable packages that leave nobody below no agreement count. Where none leaves everyone strictly
    better off, the product is taken over the largest set of signatories that can gain together; where
    several sets are largest, each gives its own maximum. The sources are those of ``nash``.

    Raises ``ValueError`` where values are too large to be added exactly.

    >>> import numpy as np
    >>> from detente.bargaining.large_solutions.gain_model import GainModel
    >>> from detente.outcomes.domain import Domain
    >>> domain = Domain(
    ...     issues=("border", "water"),
    ...     options=(("north", "south"), ("shared", "divided")),
    ...     columns=("a", "b"),
    ...     objectives=2,
    ...     points=(np.array([[4, 1], [1, 3]]), np.array([[2, 3], [3, 0]])),
    ...     floors=np.array([0, 0]),
    ... )
    >>> found = nash_large(GainModel(domain, [Fraction(1), Fraction(1)]))
    >>> found.exactness, found.sets[0].product, [point.package for point in found.sets[0].points]
    ('exact', Fraction(15, 1), [{'border': 'north', 'water': 'shared'}])
    """
    try:
        gaining = gaining_sets(model)
    except UndecidedError:
        return LargeNash((), "unknown", "time ran out before it was known who can gain together")
    if not gaining:
        return LargeNash((), "exact", NOBODY)
    found = tuple(_greatest(model, columns) for columns in gaining)
    if all(one.exact for one in found):
        return LargeNash(found, "exact", "")
    return LargeNash(found, "bounded", "time ran out before the product of gains was proved greatest")


def _greatest(model: GainModel, columns: tuple[int, ...]) -> GainingSet:
    search = ProductSearch(model, columns)
    with suppress(UndecidedError):
        search.run()
    step = math.prod((model.units[column] for column in columns), start=Fraction(1))
    return GainingSet(
        gainers=tuple(model.domain.columns[column] for column in columns),
        points=tuple(point_of(model, package) for package in search.packages),
        product=search.greatest * step,
        bound=search.bound * step,
        exact=search.exact,
        all_ties=search.all_ties,
    )
