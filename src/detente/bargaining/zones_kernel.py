"""Compiled judgement of packages in many certain cases at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["groups_with", "judge", "summed"]


@compiled
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

    Formula f of holder ``asked_by[f]`` is ``met`` in a package, (packages, formulas), or ``excused`` in a
    case, (formulas, cases). Voice v of holder ``heard_by[v]`` has from the halves of package p, rows
    ``first[p]`` and ``second[p]``, what it ``had`` from the one, (voices, rows, cases), and accepts where
    that is at least what the other leaves it ``lacking``, (voices, rows, cases). Where interaction k is
    ``joint`` in a package, (packages, interactions), voice ``joint_voice[k]`` has ``joint_points[k]`` in each
    case besides.
    """
    spare = np.empty(excused.shape[1], dtype=np.int64)
    for package in range(len(first)):
        for formula in range(len(excused)):
            if not met[package, formula]:
                _strike(accepted, asked_by[formula], package, excused, formula)
        one_half, other_half = first[package], second[package]
        for voice in range(len(had)):
            if not _accepted_somewhere(accepted, package):
                break  # what all together refuse in every case nobody else need be asked about
            for case in range(len(spare)):
                spare[case] = had[voice, one_half, case] - lacking[voice, other_half, case]
            for one in range(len(joint_voice)):
                if joint_voice[one] == voice and joint[package, one]:
                    spare += joint_points[one]
            holder = heard_by[voice]
            for case in range(len(spare)):
                accepted[holder, package, case] &= spare[case] >= 0


# Parts of arrays are not cut out below: in compiled code that takes longer than what is done with them.


@compiled
def _strike(
    accepted: NDArray[np.bool_], holder: int, package: int, excused: NDArray[np.bool_], formula: int
) -> None:
    for case in range(accepted.shape[2]):
        accepted[holder, package, case] &= excused[formula, case]


@compiled
def _accepted_somewhere(accepted: NDArray[np.bool_], package: int) -> bool:
    for case in range(accepted.shape[2]):  # noqa: SIM110 - compiled code
        if accepted[0, package, case]:
            return True
    return False


@compiled
def groups_with(
    signable: NDArray[np.bool_], order: NDArray[np.int64], starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return in how many groups of packages some can be signed, in each case.

    Signable: (packages, cases). A group are the packages in ``order`` from one of ``starts`` to the next.
    """
    found = np.zeros(signable.shape[1], dtype=np.int64)
    some = np.empty(signable.shape[1], dtype=np.bool_)
    for group in range(len(starts)):
        some[:] = False
        for place in range(starts[group], starts[group + 1] if group + 1 < len(starts) else len(order)):
            for case in range(len(some)):
                some[case] |= signable[order[place], case]
        for case in range(len(some)):
            found[case] += some[case]
    return found


@compiled
def summed(
    points: NDArray[np.int64], voices: NDArray[np.int64], start: int, rows: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Return what rows of options are worth to some voices in each case: (voices, rows, cases).

    Points: (cases, voices, issues, options). The options are those of the issues from ``start`` on.
    """
    worth = np.zeros((len(voices), len(rows), len(points)), dtype=np.int64)
    for voice in range(len(voices)):
        for row in range(len(rows)):
            for issue in range(rows.shape[1]):
                for case in range(len(points)):
                    worth[voice, row, case] += points[case, voices[voice], start + issue, rows[row, issue]]
    return worth
