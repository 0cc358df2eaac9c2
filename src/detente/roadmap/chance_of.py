"""The greatest chance of a goal in a certain case, and what is known of it before it is found.

What computes it is imported where it is used, so that a case is checked without loading it.
"""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from detente.case.problems import TooLargeError
from detente.case.wording import in_words
from detente.outcomes.published import UndefinedQuantityError
from detente.roadmap.known_chances import known_chances

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.formula import Formula, Is
    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.holding import Holding
    from detente.roadmap.exact.chance import Chance
    from detente.roadmap.exact.exact_solution import Exact
    from detente.roadmap.exact.induction import Induction

__all__ = ["MOST_QUICK", "chance_exceeds", "chance_grounds", "chance_of", "keep_chance", "note_solution"]

MOST_QUICK = 9
"""Blocks up to which a roadmap is solved in a blink."""
MOST_SOLVED = 10_000_000
"""States of the nominal case up to which its best policy is found, to bound other chances by its order."""
KEPT = 32
"""Chances that are kept while claims ask for them again."""


def chance_of(certain: CertainCase, goal: Formula | None = None, move: Is | None = None) -> Fraction:
    """Return the greatest chance of a goal, the roadmap's if there is none, once a move has been made.

    Raises ``UndefinedQuantityError`` where there is no such chance, and ``TooLargeError`` where there is no
    exact one.
    """
    with _exactly():
        return Fraction(_chance(certain, goal, move).value)


def chance_exceeds(
    certain: CertainCase, number: Fraction, goal: Formula | None = None, move: Is | None = None
) -> bool:
    """Tell whether that chance is certainly greater than a number; quickly, or not at all.

    Raises as ``chance_of`` does.
    """
    with _exactly():
        chance = _chance(certain, goal, move)
        if len(chance.problem.blocks) <= MOST_QUICK:
            return False
        usual = _usual_order(certain.case.base, goal)
        keys = [block.key for block in chance.problem.blocks]
        order = [keys.index(key) for key in usual if key in keys]
        return bool(order) and chance.exceeds(float(number), order)


def chance_grounds(certain: CertainCase, goal: Formula | None = None, move: Is | None = None) -> Chance:
    """Return that from which the chance follows. Raises as ``chance_of`` does."""
    with _exactly():
        chance = _chance(certain, goal, move)
        _ = chance.outline
        return chance


def note_solution(certain: CertainCase, solution: Exact) -> None:
    """Take note of what a solution of the roadmap tells about its chance, and that of variants."""
    from detente.roadmap.exact.chances import greatest_chances

    chance, case = _chance(certain, None, None), certain.case
    known = known_chances(case.base)
    known.chances[chance.follows_from] = greatest_chances(solution.graph, [chance.problem])[0]
    if certain is case.base.nominal:
        known.orders[None] = _order_in(solution.induction)


def keep_chance(
    holding: Holding, certain: CertainCase, goal: Formula | None = None, move: Is | None = None
) -> bool:
    """Require that inputs are held with which there is a chance in every world; tell whether that is known.

    Raises as ``chance_of`` does.
    """
    from detente.roadmap.conformant.road import keep_open
    from detente.roadmap.conformant.worlds import TooInvolvedError

    problem = _chance(certain, goal, move).problem
    try:
        keep_open(holding, certain.case, problem)
    except TooInvolvedError:
        return False
    return True


@lru_cache(maxsize=KEPT)
def _chance(certain: CertainCase, goal: Formula | None, move: Is | None) -> Chance:
    from detente.roadmap.exact.chance import Chance
    from detente.roadmap.problem_of import problem_of

    if certain.case.roadmap is None:
        raise UndefinedQuantityError("the case has no roadmap")
    moved = None
    if move is not None:
        before, after = certain.case.issues[move.issue].today, next(iter(move.options))
        if before == after:
            raise UndefinedQuantityError(f"{in_words(move, certain.case)} today already")
        moved = {move.issue: after}
    return Chance(problem_of(certain, goal=goal, moved=moved), known_chances(certain.case.base).chances)


def _usual_order(case: CaseFile, goal: Formula | None) -> tuple[str, ...]:
    """Return the blocks that the best policy of the nominal case starts, in their order.

    It mostly does for variants as well, and after moves. None where there are too many states: a policy takes
    far more memory than a chance.
    """
    orders = known_chances(case).orders
    if goal not in orders:
        orders[goal] = _order(case, goal)
    return orders[goal]


def _order(case: CaseFile, goal: Formula | None) -> tuple[str, ...]:
    from detente.roadmap.exact.induction import solved
    from detente.roadmap.exact.size import laid_out
    from detente.roadmap.exact.startable import TooManyError

    try:
        graph = laid_out(_chance(cast("Case", case).nominal, goal, None).problem)
    except TooManyError:
        return ()
    return _order_in(solved(graph)) if len(graph.cells.states) <= MOST_SOLVED else ()


def _order_in(induction: Induction) -> tuple[str, ...]:
    from detente.roadmap.exact.fixed_order import by_first_start

    blocks = induction.problem.blocks
    return tuple(blocks[block].key for block in by_first_start(induction))


@contextmanager
def _exactly() -> Iterator[None]:
    """Say of a problem that is too large that it has no exact chance."""
    from detente.roadmap.exact.startable import TooManyError

    try:
        yield
    except TooManyError as error:
        raise TooLargeError(f"the roadmap is too large for the exact method: {error}") from None
