"""Why the goal of a roadmap has no chance: what single blocks show, else what would have to be otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from detente.case.formula import Is, conjuncts
from detente.case.naming import block_name
from detente.case.references.blocks import needed_for
from detente.case.wording import in_words
from detente.roadmap.barriers_said import (
    are_so_many,
    barrier_says,
    pair_says,
    signers_say,
    trust_says,
)
from detente.roadmap.delivered import holds_in, members_of, sets_of, speaks_of
from detente.roadmap.exact.possible import Barrier
from detente.roadmap.never_together import why_never_together
from detente.roadmap.problem import Block
from detente.roadmap.problem_of import period_at

if TYPE_CHECKING:
    from detente.case.formula import Formula
    from detente.roadmap.problem import Problem
    from detente.roadmap.result import Roadmap

__all__ = ["why_out_of_reach"]

MOST_NAMED = 3


def why_out_of_reach(result: Roadmap) -> str:
    """Say why the goal has no chance: the goal itself, what is left out, or blocks that cannot be had."""
    whole = _whole(result)
    said = _unsettled(result, whole) or _contradictory(whole) or _left_out(result)
    if said:
        return said
    places = {block.key: place for place, block in enumerate(result.problem.blocks)}
    wanted = _wanted_for_the_goal(result, whole)
    reasons = [
        f"“{block_name(result.case, block.key)}” {reason}"
        for block in whole.blocks
        if block.key in wanted and (reason := _why_lost(result, places.get(block.key), whole))
    ]
    return "; ".join(reasons[:MOST_NAMED]) or why_never_together(result)


def _whole(result: Roadmap) -> Problem:
    """Return the problem with the blocks that are left out, as far as formulas can speak of them."""
    known = {block.key: block for block in result.problem.blocks}
    blocks = result.case.blocks.items()
    return replace(
        result.problem, blocks=tuple(known.get(key) or Block(key, sets=one.sets) for key, one in blocks)
    )


def _unsettled(result: Roadmap, whole: Problem) -> str:
    """Say what the goal asks of an issue that no block settles so; nothing where all could be settled."""
    for asked in conjuncts(whole.goal):
        if isinstance(asked, Is):
            after = {whole.today[asked.issue], *(block.sets.get(asked.issue) for block in whole.blocks)}
            if not after & asked.options:
                return f"no building block brings it about that {in_words(asked, result.case)}"
    return ""


def _contradictory(whole: Problem) -> str:
    """Say that the goal holds whatever is delivered in no case; nothing where it may hold in some."""
    sets = sets_of(speaks_of(whole, whole.goal))
    if sets is None or holds_in(whole, whole.goal, sets).any():
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


class _Wanted(NamedTuple):
    """What a formula wants of blocks that cannot be had, by name; ``never``: nothing would do."""

    keys: frozenset[str]
    never: bool


def _wanted_for_the_goal(result: Roadmap, whole: Problem) -> frozenset[str]:
    """Return the blocks that cannot be had and without which the goal cannot hold, or what they come after.

    Of an `or`, none of whose blocks can be had, all are wanted.
    """
    found: set[str] = set()
    pending = list(_wanted(result, whole, whole.goal).keys)
    places = {block.key: block for block in result.problem.blocks}
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            if key in places:
                pending += _wanted(result, whole, places[key].after).keys
    return frozenset(found)


def _wanted(result: Roadmap, whole: Problem, formula: Formula) -> _Wanted:
    """Return what a formula wants: the least that would have to be had besides what can be."""
    lost = _lost(result)
    named = speaks_of(whole, formula)
    missing = [place for place in named if whole.blocks[place].key in lost]
    sets = sets_of(named)
    if sets is None:
        return _Wanted(frozenset(whole.blocks[place].key for place in missing), never=False)
    mask = sum(1 << place for place in missing)
    ways = {int(one) & mask for one in sets[holds_in(whole, formula, sets)].tolist()}
    least = [way for way in ways if not any(other != way and other & way == other for other in ways)]
    keys = frozenset(whole.blocks[place].key for way in least for place in members_of(way))
    return _Wanted(keys, never=not ways)


def _lost(result: Roadmap) -> frozenset[str]:
    """Return the blocks that never stand: left out, never started, or started in vain."""
    earliest = result.possible.earliest_starts
    had = {
        block.key
        for block, start in zip(result.problem.blocks, earliest, strict=True)
        if start is not None and block.seen_delivered > 0
    }
    return frozenset(result.case.blocks) - had


def _why_lost(result: Roadmap, block: int | None, whole: Problem) -> str:
    """Say why a block cannot be had; nothing where it only waits for others that cannot, or for more."""
    if block is None:
        return "is left out"
    return (
        _never_stands(result, block)
        or _too_long(result, block)
        or _short_of_trust(result, block)
        or _never_signed(result, block)
        or _never_due(result, block, whole)
    )


def _never_stands(result: Roadmap, block: int) -> str:
    """Say that a block is started in vain; nothing where it may come to stand."""
    one = result.problem.blocks[block]
    if one.delivers == 0:
        return "is never delivered: the probability of that is 0"
    return "never stands: it is sure to be seen to be broken" if one.seen_delivered == 0 else ""


def _too_long(result: Roadmap, block: int) -> str:
    """Say that there is no time for a block, whatever is done; nothing where there is."""
    if Barrier.HORIZON in result.barriers[block]:
        return barrier_says(result, block, Barrier.HORIZON).removeprefix("it ")
    return _too_late(result, block)


def _short_of_trust(result: Roadmap, block: int) -> str:
    """Say how high trust rises where a block needs more; nothing where that may suffice."""
    peak = result.peak(block)
    if peak is None or peak.peak >= peak.needs:
        return ""
    pair = pair_says(result, result.problem.pairs.index(peak.pair))
    return f"needs {pair} to be {trust_says(peak.needs)}, and it peaks at {trust_says(peak.peak)}"


def _never_due(result: Roadmap, block: int, whole: Problem) -> str:
    """Say that its window, or what it comes after, keeps a block from starting; nothing if it only waits."""
    one = result.problem.blocks[block]
    waits = _wanted(result, whole, one.after)
    if waits.never:
        return "can never start: what it comes after does not hold whichever building blocks are delivered"
    windowed = one.windows is not None or one.gate is not None
    return "cannot start while its window is open" if windowed and not waits.keys else ""


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
    """Say what keeps a block from being signed, whichever of the blocks that can be had stand by then."""
    problem, lost = result.problem, _lost(result)
    if Barrier.SIGNATURE not in result.barriers[block]:
        return ""
    matters = getattr(problem.consent, "matters", None)
    others = [] if matters is None else list(members_of(int(matters[block])))
    sets = sets_of([other for other in others if other != block and problem.blocks[other].key not in lost])
    if sets is None or problem.consent(block, sets).any():
        return ""
    # What stops it at the least is what would have to go.
    said = [signers_say(result, block, int(one)) for one in sets.tolist()]
    return f"would not be signed: {min(said, key=len)}"
