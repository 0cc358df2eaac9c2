"""Why a goal has no chance though none of the blocks that it needs is out of reach by itself.

Asked is what would have to be otherwise: more time, windows that are always open, trust that always
suffices, or signatures. The first of these that alone gives the goal a chance is the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from detente.case.naming import joined
from detente.roadmap.barriers_said import block_says, signers_say
from detente.roadmap.delivered import members_of
from detente.roadmap.exact.chances import greatest_chances
from detente.roadmap.exact.induction import Graph
from detente.roadmap.exact.startable import TooManyError
from detente.roadmap.problem import ALWAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.roadmap.problem import Block, Consent, Problem
    from detente.roadmap.result import Roadmap

__all__ = ["why_never_together"]


MOST = 100_000
"""Configurations up to which it is looked at what would be were something otherwise."""
NO_ORDER = "no order of the building blocks brings it about, even if everything is delivered at once"
"""All that is said where no single change would help, or where that is too much to be looked at."""


def why_never_together(result: Roadmap) -> str:
    """Say what keeps the blocks that the goal needs from all being delivered."""
    if result.exactness != "exact":
        return NO_ORDER
    try:
        return _reason(result) or NO_ORDER
    except TooManyError:
        return NO_ORDER


def _reason(result: Roadmap) -> str:
    problem = result.problem
    longer = replace(problem, periods=problem.periods + sum(block.lasts for block in problem.blocks))
    if _has_a_chance(longer):
        return (
            f"what it needs does not fit into the time there is{_room(problem)}, even if everything is"
            " delivered at once"
        )
    if _has_a_chance(_each(problem, windows=None, gate=None)):
        return "what it needs cannot all start while the windows for it are open"
    if _has_a_chance(_each(problem, needs=())):
        return "trust is never high enough for all that it needs, at the time when that has to start"
    if _has_a_chance(replace(problem, consent=ALWAYS)):
        return _unsigned(result)
    return ""


def _has_a_chance(problem: Problem) -> bool:
    return greatest_chances(_laid_out(problem), [problem])[0] > 0


def _laid_out(problem: Problem) -> Graph:
    return Graph.of(problem, most=MOST)


def _each(problem: Problem, **changes: object) -> Problem:
    """Return the problem with something about every block changed."""
    return replace(problem, blocks=tuple(_changed(block, changes) for block in problem.blocks))


def _changed(block: Block, changes: dict[str, object]) -> Block:
    return replace(block, **changes)  # type: ignore[arg-type]


def _room(problem: Problem) -> str:
    """Say how much runs at a time, where with room for all at once there would be time enough."""
    if not _has_a_chance(replace(problem, capacity=sum(block.takes for block in problem.blocks))):
        return ""
    return f", with room for {'one' if problem.capacity == 1 else problem.capacity} at a time"


@dataclass(frozen=True)
class _SignedIn:
    """Who would sign, were one block always signed."""

    consent: Consent
    always: int

    def __call__(self, block: int, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return where a block is signed."""
        return (ALWAYS if block == self.always else self.consent)(block, delivered)


def _unsigned(result: Roadmap) -> str:
    """Say which block is not signed once others stand, where its signature alone is in the way."""
    problem, found = result.problem, []
    for block in range(len(problem.blocks)):
        signed = replace(problem, consent=_SignedIn(problem.consent, block))
        graph = _laid_out(signed)
        if greatest_chances(graph, [signed])[0] > 0:
            sets = [one for one in _before(graph, block) if not _signs(problem, block, one)]
            found += [(signers_say(result, block, one), block, one) for one in sets]
    if not found:
        return "in no order that leads to it would all of it be signed"
    said, block, stands = min(found, key=lambda one: (one[2].bit_count(), len(one[0])))
    others = joined(block_says(result, other) for other in members_of(stands))
    once = f" once {others} {'is' if stands.bit_count() == 1 else 'are'} delivered" if stands else ""
    return f"{block_says(result, block)} would not be signed{once}: {said}"


def _before(graph: Graph, block: int) -> set[int]:
    """Return the sets of delivered blocks with which a block could start and still lead to the goal."""
    layout = graph.configurations
    occurring = np.isin(layout.configuration_of_move, graph.cells.configurations)
    chosen = occurring & (layout.block == block)
    return set(layout.delivered[layout.configuration_of_move[chosen]].tolist())


def _signs(problem: Problem, block: int, delivered: int) -> bool:
    return bool(problem.consent(block, np.array([delivered], dtype=np.uint64))[0])
