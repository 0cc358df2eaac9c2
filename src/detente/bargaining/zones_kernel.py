"""Compiled judgement of packages in many certain cases at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["judge"]


@njit(cache=True)
def judge(  # noqa: PLR0913, PLR0917 - compiled code passes arrays whole
    met: NDArray[np.bool_],
    excused: NDArray[np.bool_],
    asked_by: NDArray[np.int64],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    had: NDArray[np.int64],
    lacking: NDArray[np.int64],
    heard_by: NDArray[np.int64],
    joint: NDArray[np.bool_],
    joint_voice: NDArray[np.int64],
    joint_points: NDArray[np.int64],
    accepted: NDArray[np.bool_],
) -> None:
    """Strike out of ``accepted``, (holders, packages, cases), what a holder refuses in a case.

    The first holder stands for all together.

    Formula f of holder ``asked_by[f]`` is ``met`` in a package, (formulas, packages), or ``excused`` in a
    case, (formulas, cases). Voice v of holder ``heard_by[v]`` has from the halves of package p, rows
    ``first[p]`` and ``second[p]``, what it ``had`` from the one, (voices, rows, cases), and accepts where
    that is at least what the other leaves it ``lacking``, (voices, rows, cases). Where formula ``joint[k]``
    holds in a package, voice ``joint_voice[k]`` has ``joint_points[k]`` in each case besides.
    """
    total = np.zeros(excused.shape[1], dtype=np.int64)
    for package in range(len(first)):
        for formula in range(len(met)):
            if not met[formula, package]:
                _strike_unless(accepted[asked_by[formula], package], excused[formula])
        if not accepted[0, package].any():
            continue  # what all together refuse in every case nobody need be asked about
        for voice in range(len(had)):
            has, needs = had[voice, first[package]], lacking[voice, second[package]]
            for one in range(len(joint)):
                if joint_voice[one] == voice and joint[one, package]:
                    total[:] = has + joint_points[one]
                    has = total
            _strike_below(accepted[heard_by[voice], package], has, needs)


@njit(cache=True)
def _strike_unless(row: NDArray[np.bool_], excused: NDArray[np.bool_]) -> None:
    for case in range(len(row)):
        row[case] &= excused[case]


@njit(cache=True)
def _strike_below(row: NDArray[np.bool_], has: NDArray[np.int64], needs: NDArray[np.int64]) -> None:
    for case in range(len(row)):
        row[case] &= has[case] >= needs[case]
