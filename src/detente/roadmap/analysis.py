"""In which order, and with what chance: the whole roadmap analysis of one case."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from detente.case.case import Case
from detente.roadmap.across import MOST_DRAWS
from detente.roadmap.problem_of import problem_of
from detente.roadmap.result import Roadmap

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.uncertainty import CertainCase

__all__ = ["analyse"]


def analyse(
    case: Case | CertainCase,
    *,
    draws: int = 0,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> Roadmap:
    """Return the best order of a case's building blocks, and the chance that its goal is reached in time.

    Parts of the result are found when they are asked for; with ``progress``, which is told in words what is
    being found, all of them at once. ``draws`` are certain cases drawn over everything that is uncertain, in
    the first of which it is looked at too: 20 at most. ``seed`` is that of the draws, and of the check by
    Monte Carlo.

    Raises ``CaseError`` for a case without a roadmap, and ``ValueError`` where the number of draws is
    negative, or a certain case is to be drawn from.
    """
    if draws < 0 or (draws and not isinstance(case, Case)):
        raise ValueError(f"{draws} draws cannot be made of this")
    certain = case.nominal if isinstance(case, Case) else case
    _ = problem_of(certain)
    drawn = tuple(islice(case.draw(draws, seed), MOST_DRAWS)) if isinstance(case, Case) and draws else ()
    result = Roadmap(certain, seed, drawn=drawn, draws=draws)
    if progress is not None:
        result.find_all(progress)
    return result
