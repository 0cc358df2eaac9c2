"""What the roadmap says of a step of the ladder: whether it can start today, what it earns, and the date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import block_name, capitalised, together
from detente.case.references.blocks import deciders_of_block
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.report.constraints_said import constraint_said
from detente.report.ladder import Status
from detente.report.naming import deciders_say
from detente.report.roadmap_blocks import earliest_says, earns_says, never_says, often_says
from detente.roadmap.exact.possible import Barrier
from detente.roadmap.sentences import barrier_says

if TYPE_CHECKING:
    from detente.case.arguments import Step
    from detente.case.case import Case
    from detente.report.constraints_said import Said
    from detente.report.ladder import Standing
    from detente.roadmap.problem import Block
    from detente.roadmap.result import Roadmap

__all__ = ["RoadSaid", "off_road_says", "roads_said", "soonest"]


_AS_SAID = {
    Status.STOPPED: "Those who decide would not sign it, as said above",
    Status.EXCLUDED: "It is ruled out as things stand, as said above",
}
"""What keeps a step from being signed today, where the ladder has said why."""


@dataclass(frozen=True)
class RoadSaid:
    """A block of the roadmap that brings a step about.

    ``block``: its name, empty where the step has it too; ``stops``: what keeps it from starting today;
    ``often`` and ``never``: in how many draws it can start today, and never can, empty without draws;
    ``deciders``: who takes part, empty where the step says so; ``lifts``: the red lines and demands that no
    longer bind once it is delivered.
    """

    block: str
    free: bool
    stops: tuple[str, ...]
    earliest: str
    earns: str
    deciders: str = ""
    lifts: tuple[Said, ...] = ()
    often: str = ""
    never: str = ""


def roads_said(result: Roadmap | None, standing: Standing) -> tuple[RoadSaid, ...]:
    """Return the block of the roadmap that a step names; else those that settle its issue as it says."""
    if result is None:
        return ()
    return tuple(
        _road(result, place, standing)
        for place, block in enumerate(result.problem.blocks)
        if _takes(standing.block, block)
    )


def _takes(step: Step, block: Block) -> bool:
    if step.block is not None:
        return block.key == step.block
    if step.issue is None or step.issue not in block.sets:
        return False
    return step.option in {None, block.sets[step.issue]}


def _road(result: Roadmap, place: int, standing: Standing) -> RoadSaid:
    key = result.problem.blocks[place].key
    name = block_name(result.case, key)
    return RoadSaid(
        block="" if name == standing.block.name else name,
        free=not result.barriers[place],
        stops=tuple(
            _AS_SAID[standing.status]
            if barrier is Barrier.SIGNATURE and standing.status in _AS_SAID
            else capitalised(barrier_says(result, place, barrier))
            for barrier in result.barriers[place]
        ),
        earliest=earliest_says(result, place),
        earns=earns_says(result, key),
        deciders=(
            deciders_say(result.case, deciders_of_block(result.case, result.case.blocks[key]))
            if standing.block.issue is None
            else ""
        ),
        lifts=_lifted(result.case, key),
        often=often_says(result, place),
        never=never_says(result, place),
    )


def _lifted(case: Case, block: str) -> tuple[Said, ...]:
    """Return the red lines and demands that a block lifts, but for those that are gone already."""
    found = []
    for path in case.blocks[block].lifts:
        section, key, _, last, *demand = path.split(".")
        holder, kind = key, ConstraintKind.RED_LINE
        if section == "issues":
            holder = last
            if demand:
                kind = ConstraintKind.DEMAND
                if case.issues[key].stances[holder].demands is None:
                    continue
        found.append(constraint_said(case, Constraint(path, kind, holder, path=path)))
    return tuple(found)


def off_road_says(result: Roadmap | None, standing: Standing) -> str:
    """Say that no block of the roadmap takes a step; nothing where one does, or where none is looked for."""
    step = standing.block
    if result is None or any(_takes(step, block) for block in result.problem.blocks):
        return ""
    if step.block is not None:
        return "The roadmap leaves this building block out."
    if not standing.changes:
        return ""
    lifted_by = _lifting(result, f"issues.{step.issue}.")
    more = f" Demands on it are lifted by {lifted_by}." if lifted_by else ""
    return f"No building block of the roadmap sets this.{more}"


def _lifting(result: Roadmap, on_issue: str) -> str:
    """Name the blocks of the roadmap that lift red lines or demands on an issue; else nothing."""
    return together(
        f"“{block_name(result.case, block.key)}”"
        for block in result.problem.blocks
        if any(path.startswith(on_issue) for path in result.case.blocks[block.key].lifts)
    )


def soonest(roads: tuple[RoadSaid, ...]) -> str:
    """Return in a few words when a step can start: today, from a period on, or never; nothing if unknown.

    >>> soonest((RoadSaid("", False, ("Trust",), "2012", "none"), RoadSaid("", False, (), "never", "none")))
    'from 2012'
    """
    if any(road.free for road in roads):
        return "today"
    dates = sorted(road.earliest for road in roads if road.earliest[:1].isdigit())
    if dates:
        return f"from {dates[0]}"
    return "never" if roads and all(road.earliest == "never" for road in roads) else ""
