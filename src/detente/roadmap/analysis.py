"""In which order, and with what chance: the whole roadmap analysis of one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.case import Case
from detente.roadmap.problem_of import problem_of
from detente.roadmap.result import Roadmap

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.uncertainty import CertainCase

__all__ = ["analyse"]


def analyse(
    case: Case | CertainCase, *, seed: int = 0, progress: Callable[[str], None] | None = None
) -> Roadmap:
    """Return the best order of a case's building blocks, and the chance that its goal is reached in time.

    Parts of the result are found when they are asked for; with ``progress``, which is told in words what is
    being found, all of them at once. ``seed`` is that of the check by Monte Carlo.

    Raises ``CaseError`` for a case without a roadmap.
    """
    certain = case.nominal if isinstance(case, Case) else case
    _ = problem_of(certain)
    result = Roadmap(certain, seed)
    if progress is not None:
        result.find_all(progress)
    return result
