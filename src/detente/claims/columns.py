"""The numbers of cases over draws, as columns that are drawn again when something is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.uncertainty import column, inputs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from detente.case.case import Case
    from detente.case.uncertainty import Input

__all__ = ["Columns"]


class Columns:
    """The numbers of some cases in each of ``draws`` draws.

    Draws themselves are large, and are not kept. What is drawn for an input depends on nothing else, so its
    numbers can be had again alone; those that were asked for are kept, once for all cases that share it.
    """

    def __init__(self, draws: int, seed: int) -> None:
        """Draw nothing yet."""
        self._draws, self._seed = draws, seed
        self._kept: dict[Input, NDArray[np.float64]] = {}

    def varying(
        self, cases: Sequence[Case], among: tuple[str, ...], first: int
    ) -> dict[str, NDArray[np.float64]]:
        """Return every number that varies over the ``first`` draws, by its path. Shape of each: (first,).

        Only numbers count whose paths begin with one of ``among``. A number that several cases have is that
        of the first of them.
        """
        found: dict[str, NDArray[np.float64]] = {}
        for path, (input_, place) in _origins(cases, among).items():
            numbers = self._of(input_)[:first, place] if not input_.certain else None
            if numbers is not None and (numbers != numbers[0]).any():
                found[path] = numbers
        return found

    def _of(self, input_: Input) -> NDArray[np.float64]:
        if input_ not in self._kept:
            self._kept[input_] = column(input_, self._draws, self._seed)
        return self._kept[input_]


def _origins(cases: Sequence[Case], among: tuple[str, ...]) -> dict[str, tuple[Input, int]]:
    """Return for each number, by its path, the input from which it follows and its place in that."""
    found: dict[str, tuple[Input, int]] = {}
    for case in cases:
        of_case = {
            path: (input_, place)
            for input_ in inputs(case)
            for place, path in enumerate(input_.numbers)
            if f"{path}.".startswith(among)
        }
        for path, origin in of_case.items():
            found.setdefault(path, origin)
    return found
