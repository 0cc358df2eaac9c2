"""What the roadmap says of a step of the ladder: whether it can start today, what it earns, and the date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import block_name, capitalised, together
from detente.report.ladder import Status
from detente.report.roadmap_blocks import earliest_says, earns_says
from detente.roadmap.exact.possible import Barrier
from detente.roadmap.sentences import barrier_says

if TYPE_CHECKING:
    from detente.report.ladder import Standing
    from detente.roadmap.result import Roadmap

__all__ = ["RoadSaid", "lifting", "roads_said", "soonest"]


@dataclass(frozen=True)
class RoadSaid:
    """A block of the roadmap that brings a step about.

    ``block``: its name, empty where the step has it too; ``stops``: what keeps it from starting today.
    """

    block: str
    free: bool
    stops: tuple[str, ...]
    earliest: str
    earns: str


def roads_said(result: Roadmap | None, standing: Standing) -> tuple[RoadSaid, ...]:
    """Return the blocks of the roadmap that settle the issue of a step at its option, or at any."""
    step = standing.block
    if result is None or step.issue is None:
        return ()
    return tuple(
        _road(result, place, standing)
        for place, block in enumerate(result.problem.blocks)
        if step.issue in block.sets and step.option in {None, block.sets[step.issue]}
    )


def _road(result: Roadmap, place: int, standing: Standing) -> RoadSaid:
    key = result.problem.blocks[place].key
    name = block_name(result.case, key)
    said_above = standing.status in {Status.STOPPED, Status.EXCLUDED}
    return RoadSaid(
        block="" if name == standing.block.name else name,
        free=not result.barriers[place],
        stops=tuple(
            "Those who decide would not sign it, as said above"
            if barrier is Barrier.SIGNATURE and said_above
            else capitalised(barrier_says(result, place, barrier))
            for barrier in result.barriers[place]
        ),
        earliest=earliest_says(result, place),
        earns=earns_says(result, key),
    )


def lifting(result: Roadmap | None, standing: Standing) -> str:
    """Name the blocks of the roadmap that lift red lines or demands on the issue of a step; else nothing."""
    if result is None or standing.block.issue is None:
        return ""
    on_issue = f"issues.{standing.block.issue}."
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
