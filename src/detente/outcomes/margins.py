"""By how much packages exceed what no agreement is worth to each voice, in many certain cases at once.

Only the numbers of a negotiation differ from draw to draw. Where they stand is found once for a case; what
packages are worth then follows for all draws together, in integers, on a common denominator for each voice
and draw.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.holders import interactions_of, walk_away_path
from detente.outcomes.sample import places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.case.formula import Formula
    from detente.outcomes.negotiation import Negotiation
    from detente.outcomes.sample import Scale, Table

__all__ = ["Margins", "Places", "margins", "places_of"]

LARGEST = 2.0**61
"""No sum of integer steps may come near this, so that none overflows."""


@dataclass(frozen=True)
class Margins:
    """What decides whether each voice accepts a package, in whole steps of its own.

    It accepts where the ``points`` of the package's options, (cases, voices, issues, options), and of those
    ``interactions`` that hold in it, (cases, voices, formulas), come to its ``floors``, (cases, voices), or
    more. Every issue has room for as many options as the longest has.
    """

    points: NDArray[np.int64]
    interactions: NDArray[np.int64]
    floors: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Places:
    """Where the numbers of a negotiation stand in the table of a case, at whose end stand a 0 and a 1.

    ``weights``: (voices, issues); ``points``: (voices, issues, options); issues on the table come first, then
    those whose option stays. ``today``: for each issue on the table which option holds today. ``singles``:
    (voices, 1 + interactions), the value of no agreement, and the points of interactions. ``by_number``:
    (voices,), where no agreement is worth a number and not what today is. ``formulas`` are those of the
    interactions, with their truth today, and ``interactions`` the places of those that each voice has.
    """

    weights: NDArray[np.intp]
    points: NDArray[np.intp]
    today: NDArray[np.intp]
    singles: NDArray[np.intp]
    by_number: NDArray[np.bool_]
    formulas: tuple[tuple[Formula, bool], ...]
    interactions: tuple[tuple[int, ...], ...]


def margins(where: Places, table: Table) -> Margins | None:
    """Return the margins of a negotiation in several certain cases of its case.

    None where numbers are too fine or too large to be summed exactly in 64 bits.
    """
    steps, factors = table.steps, _factors(where, table.scale)
    if factors is None:
        return None
    points = steps[:, where.points] * factors.points
    points *= (steps[:, where.weights] * factors.weights)[..., None]
    singles = steps[:, where.singles] * factors.singles
    on_table = len(where.today)
    of_today = points[:, :, range(on_table), where.today].sum(axis=2)
    of_the_rest = points[:, :, on_table:, 0].sum(axis=2)
    floors = np.where(where.by_number, singles[..., 0] - of_the_rest, of_today)
    for index, (_, holds_today) in enumerate(where.formulas, start=1):
        if holds_today:
            floors += np.where(where.by_number, 0, singles[..., index])
    return Margins(np.ascontiguousarray(points[:, :, :on_table]), singles[:, :, 1:], floors)


@dataclass(frozen=True)
class _Factors:
    """What brings steps of weights, of points, and of single numbers to the same step for each voice."""

    weights: NDArray[np.int64]
    points: NDArray[np.int64]
    singles: NDArray[np.int64]


@lru_cache(maxsize=64)
def _factors(places: Places, scale: Scale) -> _Factors | None:
    """Return the factors, or None where they, or sums of numbers brought to one step, would be too large."""
    units = np.array(scale.per_unit, dtype=object)
    of_weights, of_points, of_singles = units[places.weights], units[places.points], units[places.singles]
    weights, points, singles = (
        np.ones(numbers.shape, dtype=object) for numbers in (of_weights, of_points, of_singles)
    )
    for voice in range(len(places.weights)):
        per_weight, per_point = math.lcm(*of_weights[voice]), math.lcm(*of_points[voice].ravel())
        step = math.lcm(per_weight * per_point, *of_singles[voice])
        weights[voice] = step // (per_weight * per_point) * per_weight // of_weights[voice]
        points[voice] = per_point // of_points[voice]
        singles[voice] = step // of_singles[voice]
    if max(itertools.chain(weights.flat, points.flat, singles.flat), default=1) >= LARGEST:
        return None
    found = _Factors(*(factors.astype(np.int64) for factors in (weights, points, singles)))
    largest = scale.largest.astype(float)
    products = (largest[places.weights] * found.weights)[..., None] * largest[places.points] * found.points
    sums = products.max(axis=2).sum(axis=1) + (largest[places.singles] * found.singles).sum(axis=1)
    return found if (sums < LARGEST).all() else None


def places_of(negotiation: Negotiation) -> Places:
    """Return where the numbers of a negotiation stand, which are alike in all certain cases."""
    case, table, now, given = negotiation.case, negotiation.table, negotiation.today, places(negotiation.case)
    zero, one = len(given), len(given) + 1
    stay = tuple(issue for issue in now if issue not in table.issues)
    room = max((len(case.issues[issue].options) for issue in table.issues), default=1)
    shape = (len(table.voices), len(table.issues) + len(stay))
    weights, points = np.full(shape, one), np.full((*shape, room), zero)
    floors = [walk_away_path(case, voice.walk_away) for voice in table.voices]
    for row, voice in enumerate(table.voices):
        holders = dict(voice.stances)
        for column, issue in enumerate((*table.issues, *(stay if floors[row] else ()))):
            path = f"issues.{issue}.stances.{holders.get(issue)}"
            weights[row, column] = given.get(f"{path}.weight", one)
            offered = case.issues[issue].options if column < len(table.issues) else (now[issue],)
            for option, name in enumerate(offered):
                points[row, column, option] = given.get(f"{path}.points.{name}", zero)
    interactions = [dict(interactions_of(case, voice.worth)) for voice in table.voices]
    formulas = {path: when for one_voice in interactions for path, when in one_voice.items()}
    singles = [
        [given[floor] if floor else zero, *(given[path] if path in worth else zero for path in formulas)]
        for floor, worth in zip(floors, interactions, strict=True)
    ]
    holding = [tuple(case.issues[issue].options).index(now[issue]) for issue in table.issues]
    return Places(
        weights,
        points,
        np.array(holding, dtype=np.intp),
        np.array(singles, dtype=np.intp).reshape(len(singles), 1 + len(formulas)),
        np.array([floor is not None for floor in floors], dtype=np.bool_),
        tuple((table.settled(when), when.holds(now)) for when in formulas.values()),
        tuple(tuple(list(formulas).index(path) for path in one_voice) for one_voice in interactions),
    )
