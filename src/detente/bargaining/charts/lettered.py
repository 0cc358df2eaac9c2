"""The values that solutions pick, each under a letter by which pictures and tables refer to it."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING

from detente.bargaining.sentences import SOLUTION_NAMES
from detente.case.naming import joined

if TYPE_CHECKING:
    from detente.bargaining.points import Point
    from detente.bargaining.result import Bargaining

__all__ = ["MOST_LETTERS", "Lettered", "lettered", "package_of"]

Package = tuple[tuple[str, str], ...]
MOST_LETTERS = 6
"""Values under letters; where ties give more, the others are in the table of solutions alone."""


@dataclass(frozen=True)
class Lettered:
    """A value on the frontier that one or more solutions pick.

    ``solutions`` are their keys, in the order of the result.
    """

    letter: str
    solutions: tuple[str, ...]
    point: Point

    @property
    def says(self) -> str:
        """The solutions by name, as in ``Nash and egalitarian``."""
        said = joined(SOLUTION_NAMES[name] for name in self.solutions)
        return said[:1].upper() + said[1:]


def package_of(point: Point) -> Package:
    """Return the package of a value in a form that can be a key."""
    return tuple(point.package.items())


def lettered(result: Bargaining) -> tuple[Lettered, ...]:
    """Return the values that solutions pick, each once, in the order in which solutions name them."""
    found: dict[Package, tuple[Point, list[str]]] = {}
    for name, solution in result.solutions.items():
        for point in solution.points:
            found.setdefault(package_of(point), (point, []))[1].append(name)
    picked = list(found.values())[:MOST_LETTERS]
    return tuple(
        Lettered(letter, tuple(names), point)
        for letter, (point, names) in zip(ascii_uppercase, picked, strict=False)
    )
