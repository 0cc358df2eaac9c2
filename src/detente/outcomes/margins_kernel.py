"""Compiled sums of what packages are worth to voices, in many certain cases at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["strike", "summed"]


@compiled
def summed(
    points: NDArray[np.int64], voices: NDArray[np.int64], start: int, rows: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Return what rows of options are worth to some voices in each case: (voices, cases, rows).

    Points: (cases, voices, issues, options). The options are those of the issues from ``start`` on.
    """
    worth = np.zeros((len(voices), len(points), len(rows)), dtype=np.int64)
    for voice in range(len(voices)):
        for case in range(len(points)):
            for row in range(len(rows)):
                for issue in range(rows.shape[1]):
                    worth[voice, case, row] += points[case, voices[voice], start + issue, rows[row, issue]]
    return worth


@compiled
def strike(  # noqa: PLR0913, PLR0917 - compiled code passes arrays whole
    had: NDArray[np.int64],
    lacking: NDArray[np.int64],
    first: NDArray[np.uint32],
    second: NDArray[np.uint32],
    joint: NDArray[np.bool_],
    joint_points: NDArray[np.int64],
    accepted: NDArray[np.bool_],
) -> None:
    """Strike out of ``accepted``, (cases, packages), what one voice refuses in a case.

    The voice has from the halves of package p, rows ``first[p]`` and ``second[p]``, what it ``had`` from the
    one, (cases, rows), and accepts where that is at least what the other leaves it ``lacking``, (cases,
    rows). Where interaction k is ``joint`` in a package, (interactions, packages), it has
    ``joint_points[k]``, (interactions, cases), besides.
    """
    spare = np.empty(len(first), dtype=np.int64)
    for case in range(len(accepted)):
        for package in range(len(first)):
            spare[package] = had[case, first[package]] - lacking[case, second[package]]
        for one in range(len(joint)):
            for package in range(len(first)):
                spare[package] += joint[one, package] * joint_points[one, case]
        for package in range(len(first)):
            accepted[case, package] &= spare[package] >= 0
