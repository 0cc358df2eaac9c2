"""Letters moved apart where their discs would cover each other, at any width of the page."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["placed_apart"]

WIDTHS, HEIGHT = (270, 640), 270
"""Pixels of a plane without its axes: its width on a telephone and on a desk, and its height."""
CLEAR = 21
"""Pixels between the centres of two discs that do not touch."""
STEPS = tuple(
    (reach * east, reach * north)
    for reach in (22, 33, 44)
    for east, north in ((0, -1), (0.7, -0.7), (-0.7, -0.7), (1, 0), (-1, 0), (0.7, 0.7), (-0.7, 0.7), (0, 1))
)
"""Where a disc may move to, in pixels: the nearest places first, upwards before sideways and downwards."""


def placed_apart(
    marks: Iterable[Mapping[str, Any]],
    spans: tuple[Sequence[float], Sequence[float]],
    widths: Sequence[int] = WIDTHS,
    height: int = HEIGHT,
) -> list[dict[str, Any]]:
    """Return the marks with ``dx`` and ``dy``, pixels by which their discs move off their places.

    ``spans``: the lowest and the highest value across and up, on planes of some ``widths`` and one ``height``
    in pixels. The first mark stays where it is, and so does
    one that finds no free place.

    >>> marks = [{"x": 50, "y": 50}, {"x": 51, "y": 50}, {"x": 90, "y": 50}]
    >>> [(one["dx"], one["dy"]) for one in placed_apart(marks, ([0, 100], [0, 100]))]
    [(0, 0), (0, -22), (0, 0)]
    """
    placed: list[dict[str, Any]] = []
    for mark in marks:
        tried = ({**mark, "dx": round(dx), "dy": round(dy)} for dx, dy in ((0, 0), *STEPS))
        free = (
            one
            for one in tried
            if all(
                _inside(one, spans, (width, height)) and _clear(one, placed, spans, (width, height))
                for width in widths
            )
        )
        placed.append(next(free, {**mark, "dx": 0, "dy": 0}))
    return placed


def _at(
    mark: Mapping[str, Any], spans: tuple[Sequence[float], Sequence[float]], size: tuple[int, int]
) -> tuple[float, float]:
    (across,), (up,) = ([high - low for low, high in pairwise(span)] for span in spans)
    x = (mark["x"] - spans[0][0]) / across * size[0] + mark["dx"]
    y = (spans[1][1] - mark["y"]) / up * size[1] + mark["dy"]
    return x, y


def _inside(
    mark: Mapping[str, Any], spans: tuple[Sequence[float], Sequence[float]], size: tuple[int, int]
) -> bool:
    x, y = _at(mark, spans, size)
    return 0 <= x <= size[0] and 0 <= y <= size[1]


def _clear(
    mark: Mapping[str, Any],
    placed: Iterable[Mapping[str, Any]],
    spans: tuple[Sequence[float], Sequence[float]],
    size: tuple[int, int],
) -> bool:
    x, y = _at(mark, spans, size)
    others = (_at(one, spans, size) for one in placed)
    return all(hypot(x - left, y - top) >= CLEAR for left, top in others)
