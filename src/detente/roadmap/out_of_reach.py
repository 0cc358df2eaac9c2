"""Why the goal of a roadmap has no chance, as far as single blocks show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.formula import Formula, Is, conjuncts
from detente.case.naming import block_name
from detente.case.references.blocks import needed_for
from detente.case.wording import in_words
from detente.roadmap.barriers_said import (
    are_so_many,
    barrier_says,
    block_says,
    pair_says,
    signers_say,
    trust_says,
)
from detente.roadmap.delivered import holds_in, members_of, sets_of, speaks_of
from detente.roadmap.exact.possible import Barrier
from detente.roadmap.heuristic import Bounds
from detente.roadmap.problem_of import period_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from detente.roadmap.problem import Problem
    from detente.roadmap.result import Roadmap

__all__ = ["why_out_of_reach"]

MOST_NAMED = 3


def why_out_of_reach(result: Roadmap) -> str:
    """Say why the goal has no chance: the goal itself, what is left out, or blocks that cannot be had."""
    problem = result.problem
    said = _unsettled(result) or _contradictory(problem) or _left_out(result)
    if said:
        return said
    concerned = _concerned(result)
    lost = {block for block in concerned if _is_lost(result, block)}
    reasons = [
        f"{block_says(result, block)} {reason}"
        for block in sorted(lost)
        if (reason := _why_lost(result, block, lost))
    ]
    if reasons:
        return "; ".join(reasons[:MOST_NAMED])
    return (
        f"what it needs does not fit into the time there is{_room(problem)}, even if everything is delivered"
        " at once"
    )


def _room(problem: Problem) -> str:
    """Say how much runs at a time, where with more room there might be time enough."""
    if not Bounds(problem).goal_possible:
        return ""
    return f", with room for {'one' if problem.capacity == 1 else problem.capacity} at a time"


def _unsettled(result: Roadmap) -> str:
    """Say what the goal asks of an issue that no block settles so; nothing where all could be settled."""
    problem, case = result.problem, result.case
    for asked in conjuncts(problem.goal):
        if isinstance(asked, Is):
            after = {problem.today[asked.issue], *(block.sets.get(asked.issue) for block in problem.blocks)}
            if not after & asked.options:
                return f"no building block brings it about that {in_words(asked, case)}"
    return ""


def _contradictory(problem: Problem) -> str:
    """Say that the goal holds whatever is delivered in no case; nothing where it may hold in some."""
    sets = sets_of(speaks_of(problem, problem.goal))
    if sets is None or holds_in(problem, problem.goal, sets).any():
        return ""
    return "it contradicts itself: it does not hold whichever building blocks are delivered"


def _left_out(result: Roadmap) -> str:
    """Say which block the goal needs, at once or before another, that has no part in the road."""
    problem, case = result.problem, result.case
    keys = {block.key: block for block in problem.blocks}
    pending, seen = list(needed_for(case, problem.goal)), set()
    while pending:
        key = pending.pop()
        if key not in keys:
            return f"it needs “{block_name(case, key)}”, which is left out"
        if key not in seen:
            seen.add(key)
            pending += needed_for(case, keys[key].after)
    return ""


def _concerned(result: Roadmap) -> set[int]:
    """Return the blocks that the goal needs and those before them; else all that it or they could do with."""

    def needed(formula: Formula) -> set[int]:
        wanted = needed_for(result.case, formula)
        return {place for place, block in enumerate(result.problem.blocks) if block.key in wanted}

    first = _closure(result.problem, needed)
    if any(_is_lost(result, block) for block in first):
        return first
    return _closure(result.problem, lambda formula: set(speaks_of(result.problem, formula)))


def _closure(problem: Problem, asks_for: Callable[[Formula], Iterable[int]]) -> set[int]:
    """Return the blocks that the goal asks for, with those that they come after, and so on."""
    found: set[int] = set()
    pending = list(asks_for(problem.goal))
    while pending:
        block = pending.pop()
        if block not in found:
            found.add(block)
            pending += asks_for(problem.blocks[block].after)
    return found


def _is_lost(result: Roadmap, block: int) -> bool:
    """Tell whether a block never starts, or starts in vain."""
    return result.possible.earliest_starts[block] is None or result.problem.blocks[block].delivers == 0


def _why_lost(result: Roadmap, block: int, lost: set[int]) -> str:
    """Say why a block cannot be had; nothing where it only waits for others that cannot."""
    one, barriers = result.problem.blocks[block], result.barriers[block]
    if one.delivers == 0:
        return "is never delivered: the probability of that is 0"
    if Barrier.HORIZON in barriers:
        return barrier_says(result, block, Barrier.HORIZON).removeprefix("it ")
    if late := _too_late(result, block):
        return late
    peak = result.peak(block)
    if peak is not None and peak.peak < peak.needs:
        pair = result.problem.pairs.index(peak.pair)
        return (
            f"needs {pair_says(result, pair)} to be {trust_says(peak.needs)}, and it peaks at"
            f" {trust_says(peak.peak)}"
        )
    unsigned = _never_signed(result, block)
    if unsigned:
        return f"would not be signed: {unsigned}"
    waits = lost.intersection(speaks_of(result.problem, one.after)) - {block}
    windowed = one.windows is not None or one.gate is not None
    return "cannot start while its window is open" if windowed and not waits else ""


def _too_late(result: Roadmap, block: int) -> str:
    """Say that a block cannot end in time once it may start; nothing where it can."""
    one, periods = result.problem.blocks[block], result.problem.periods
    if one.windows is None:
        return ""
    opens = min((first for first, last in one.windows if first <= last), default=None)
    if opens is None:
        return "may start in no period of the road: its window is over before that begins"
    left = periods - opens
    if left >= one.lasts:
        return ""
    return f"takes {one.lasts} periods, and from {period_at(result.case, opens)} on there {are_so_many(left)}"


def _never_signed(result: Roadmap, block: int) -> str:
    """Say what keeps a block from being signed, whichever of the blocks that can start stand by then."""
    problem = result.problem
    if Barrier.SIGNATURE not in result.barriers[block]:
        return ""
    matters = getattr(problem.consent, "matters", None)
    others = [] if matters is None else list(members_of(int(matters[block])))
    sets = sets_of([other for other in others if other != block and not _is_lost(result, other)])
    if sets is None or problem.consent(block, sets).any():
        return ""
    # What stops it at the least is what would have to go.
    said = [signers_say(result, block, int(one)) for one in sets.tolist()]
    return min(said, key=len)
