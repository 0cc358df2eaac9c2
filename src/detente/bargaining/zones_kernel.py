"""Compiled judgement of packages in many certain cases at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.compiled import compiled
from detente.outcomes.margins_kernel import strike

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["groups_with", "judge"]


@compiled
def judge(  # noqa: PLR0913, PLR0917 - compiled code passes arrays whole
    met: NDArray[np.bool_],
    excused: NDArray[np.bool_],
    asked_by: NDArray[np.int64],
    first: NDArray[np.uint32],
    second: NDArray[np.uint32],
    had: NDArray[np.int64],
    lacking: NDArray[np.int64],
    heard_by: NDArray[np.int64],
    joint: NDArray[np.bool_],
    joint_voice: NDArray[np.int64],
    joint_points: NDArray[np.int64],
    accepted: NDArray[np.bool_],
) -> None:
    """Strike out of ``accepted``, (holders, cases, packages), what a holder refuses in a case.

    Formula f of holder ``asked_by[f]`` is ``met`` in a package, (formulas, packages), or ``excused`` in a
    case, (formulas, cases). Voice v of holder ``heard_by[v]`` has from the halves of package p, rows
    ``first[p]`` and ``second[p]``, what it ``had`` from the one, (voices, cases, rows), and accepts where
    that is at least what the other leaves it ``lacking``, (voices, cases, rows). Where interaction k is
    ``joint`` in a package, (interactions, packages), voice ``joint_voice[k]`` has ``joint_points[k]`` in each
    case besides.
    """
    packages, cases = len(first), accepted.shape[1]
    for formula in range(len(excused)):
        holder = asked_by[formula]
        for case in range(cases):
            if not excused[formula, case]:
                for package in range(packages):
                    accepted[holder, case, package] &= met[formula, package]
    for voice in range(len(had)):
        of_voice = joint_voice == voice
        strike(
            had[voice],
            lacking[voice],
            first,
            second,
            joint[of_voice],
            joint_points[of_voice],
            accepted[heard_by[voice]],
        )


@compiled
def groups_with(
    signable: NDArray[np.bool_], order: NDArray[np.int64], starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return in how many groups of packages some can be signed, in each case.

    Signable: (cases, packages). A group are the packages in ``order`` from one of ``starts`` to the next.
    """
    found = np.zeros(len(signable), dtype=np.int64)
    for case in range(len(signable)):
        for group in range(len(starts)):
            for place in range(starts[group], starts[group + 1] if group + 1 < len(starts) else len(order)):
                if signable[case, order[place]]:
                    found[case] += 1
                    break
    return found
