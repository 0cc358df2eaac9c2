"""The roadmap in words: the chance, the order, each block, waiting, the worst case, and what to do when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.report.roadmap_blocks import NOT_LOOKED_FOR, block_row
from detente.report.roadmap_figures import course_table, roadmap_figures
from detente.report.roadmap_tree import tree_said
from detente.roadmap.charts.importance_chart import by_importance
from detente.roadmap.exact.policy_tree import LEAST, LEAST_OF_GOAL, MOST_DEEP
from detente.roadmap.parts import holds_today, importance_of, is_bound, tree_of, worst_case_of
from detente.roadmap.sentences import by_topic, chance_says

if TYPE_CHECKING:
    from detente.report.pictures import Picture
    from detente.report.roadmap_blocks import BlockRow
    from detente.report.roadmap_tree import Branch
    from detente.report.tables import Table
    from detente.roadmap.result import Roadmap

__all__ = ["RoadmapSaid", "roadmap_said"]


@dataclass(frozen=True)
class RoadmapSaid:
    """The section in words; what was not found, or says nothing, is empty.

    ``chance``: the headline, then the goal. ``across``: how it lies over draws. ``level``: the chance at
    which breakeven is looked for. ``bounds``: whether earliest starts and peaks of trust are bounds.
    """

    chance: tuple[str, ...]
    across: tuple[str, ...]
    order: str
    adapting: str
    importance: tuple[str, ...]
    waiting: tuple[str, ...]
    worst: tuple[str, ...]
    lesser: tuple[str, ...]
    blocks: tuple[BlockRow, ...]
    level: str
    bounds: bool
    figures: dict[str, Picture]
    course: Table | None
    tree: tuple[Branch, ...]
    tree_says: str


def roadmap_said(result: Roadmap) -> RoadmapSaid:
    """Return the section in words."""
    said = {topic: tuple(sentences) for topic, sentences in by_topic(result).items()}
    done = holds_today(result)
    tree = None if done else tree_of(result)
    return RoadmapSaid(
        chance=said["chance"],
        across=said["across"],
        order="" if done or not result.probability else _order(result),
        adapting="" if done else _adapting(result),
        importance=said["importance"],
        waiting=said["waiting"],
        worst=said["worst"] or _unknown_worst(result, done=done),
        lesser=said["lesser"],
        blocks=tuple(block_row(result, block) for block in _blocks(result)),
        level=chance_says(result.level),
        bounds=is_bound(result),
        figures=roadmap_figures(result),
        course=None if done or not result.probability else course_table(result),
        tree=() if tree is None else tree_said(result, tree),
        tree_says=(
            f"Percentages are shares of all ways in which things can go, from the start. Branches below"
            f" {LEAST:.0%} are left out, and what lies more than {MOST_DEEP} decisions deep is cut, unless at"
            f" least {LEAST_OF_GOAL:.0%} of the ways that reach the goal pass there, or the likeliest way."
            " Ranges of trust that overlap mean that it depends on several things together."
        ),
    )


def _blocks(result: Roadmap) -> list[int]:
    """Return the blocks as they are listed: by importance where that is known."""
    return list(range(len(result.problem.blocks))) if importance_of(result) is None else by_importance(result)


def _order(result: Roadmap) -> str:
    """Say what the best fixed order brings, and whether a better one may exist."""
    order = result.fixed_order
    which = "best fixed order" if order.exact else "best fixed order that was found (others may be better)"
    chance = f"{'' if result.exactness == 'exact' else 'about '}{chance_says(order.probability)}"
    return f"The {which}, a list that is followed whatever happens, reaches the goal with {chance}."


def _adapting(result: Roadmap) -> str:
    """Say what it is worth to look at what happens, in words."""
    if not result.probability:
        return ""
    gain, order = result.value_of_adapting, result.fixed_order
    if gain < NOTHING:
        return "Nothing is gained by adapting: a list that is followed whatever happens does as well."
    exact = result.exactness == "exact"
    most = "" if order.exact else "at most " if exact else "by an estimate about "
    return (
        "Whoever looks at what has been delivered, and at trust, before starting the next block, gains"
        f" {most}{100 * gain:.1f} points over the best list that is followed whatever happens"
        f" ({chance_says(result.probability)} instead of {chance_says(order.probability)})."
    )


NOTHING = 0.0005
"""Chances that differ by less are shown as the same."""


def _unknown_worst(result: Roadmap, *, done: bool) -> tuple[str, ...]:
    if done or not result.probability:
        return ()
    if worst_case_of(result) is None:
        return (f"The worst case over the ranges of the probabilities was {NOT_LOOKED_FOR}.",)
    said = (
        "Success of one block can close the way to another, and blocks run together in too many ways, so the"
        " worst case over the ranges of the probabilities is not known."
    )
    return (said,)
