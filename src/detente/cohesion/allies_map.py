"""The allies' map: members' positions in two dimensions, by classical scaling.

Sources: W. S. Torgerson, "Multidimensional scaling: I. Theory and method", Psychometrika 17 (1952); the
stress is the first of J. B. Kruskal, "Multidimensional scaling by optimizing goodness of fit to a nonmetric
hypothesis", Psychometrika 29 (1964), with the distances themselves as disparities.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.cohesion.positions import Positions

__all__ = ["AlliesMap", "MapPoint", "allies_map", "classical_scaling", "stress_1"]

NOTHING = 1e-12
"""Eigenvalues smaller than this part of the largest squared distance are rounding."""


@dataclass(frozen=True)
class MapPoint:
    """Members that stand at the same place of the map: their voices, and the members themselves."""

    voices: tuple[str, ...]
    parties: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True)
class AlliesMap:
    """Where members stand: distances on the map are those between positions, as far as two dimensions allow.

    ``dimensions`` is 0 where all stand at one point and 1 where the map is a line. ``stress``: from 0, all
    distances are kept; above 0.2 the map is a poor picture.
    """

    points: tuple[MapPoint, ...]
    dimensions: int
    stress: float


def allies_map(found: Positions) -> AlliesMap:
    """Return the map of members' positions.

    It is turned so that the longest extent lies from left to right, with the largest group, the first, in the
    left half and in the lower one.
    """
    distances = np.array([[float(one) for one in row] for row in found.distances])
    places = classical_scaling(distances)
    for axis in range(2):
        if places[0, axis] > 0:
            places[:, axis] *= -1
    points = tuple(
        MapPoint(
            tuple(one.key for one in group),
            tuple(party for one in group for party in one.parties),
            float(x) + 0.0,
            float(y) + 0.0,
        )
        for group, (x, y) in zip(found.groups, places.tolist(), strict=True)
    )
    dimensions = int(np.any(places != 0, axis=0).sum()) if len(points) > 1 else 0
    return AlliesMap(points, dimensions, stress_1(distances, places))


def classical_scaling(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return places in two dimensions whose distances come near to those given: (points, 2).

    Squared distances are centred twice; the two greatest eigenvalues of the result give the axes. Parts that
    no distance of points in a plane could have, where eigenvalues are negative, are left out.
    """
    count = len(distances)
    centring = np.eye(count) - np.full((count, count), 1 / max(count, 1))
    values, vectors = np.linalg.eigh(-0.5 * centring @ np.square(distances) @ centring)
    least = NOTHING * np.square(distances).max(initial=0.0)
    places = np.zeros((count, 2))
    for axis, place in enumerate(range(count - 1, max(count - 3, -1), -1)):
        if values[place] > least:
            places[:, axis] = vectors[:, place] * np.sqrt(values[place])
    return places


def stress_1(distances: NDArray[np.float64], places: NDArray[np.float64]) -> float:
    """Return by how much distances on a map differ from those given: the root of the squares' shares."""
    shown = np.sqrt(np.square(places[:, None] - places[None]).sum(axis=2))
    total = float(np.square(shown).sum())
    return float(np.sqrt(np.square(distances - shown).sum() / total)) if total else 0.0
