"""Obstacles in words: what moves made outside the negotiation leave of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.bargaining.charts.obstacles_chart import fewer
from detente.bargaining.harm_said import carriers_say, less_gain_says
from detente.case.naming import capitalised, option_name
from detente.outcomes.counts_said import counted
from detente.outcomes.naming import name_of
from detente.report.draws_said import in_draws
from detente.report.naming import plainly
from detente.report.tables import Table

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.bargaining.obstacles import Obstacle
    from detente.bargaining.result import Bargaining
    from detente.case.model import CaseFile
    from detente.report.across_draws import AcrossDraws

__all__ = ["Obstacles", "obstacles_said", "obstacles_table"]


@dataclass(frozen=True)
class Obstacles:
    """Moves made outside the negotiation.

    ``harmful`` gives for each the move, who decides, what it does in sentences, and what carries the harm;
    ``opening`` those that let something be signed where nothing can be: the move, who decides, and what it
    does. ``harmless`` names the others; ``unknown`` counts those of which it is not known;
    ``on_table`` tells whether some move an issue that is on the table.
    """

    harmful: tuple[tuple[str, str, str, str], ...]
    opening: tuple[tuple[str, str, str], ...]
    harmless: tuple[str, ...]
    unknown: int
    on_table: bool
    table: Table


def obstacles_said(result: Bargaining, across: AcrossDraws | None = None) -> Obstacles:
    """Return what moves made outside do, the worst first, and in how many draws they do harm."""
    case = result.negotiation.case
    ordered = fewer(result)
    lost = set(map(id, ordered))
    less_gain = [one for one in result.obstacles if one.harmful and id(one) not in lost]
    harmful = (
        (
            _move(case, one),
            plainly(case, one.move.deciders),
            _says(one, fewer=id(one) in lost)
            + ("" if one.taken else " Those who decide would not do so today.")
            + _often(one, across),
            _carried(case, one),
        )
        for one in (*ordered, *less_gain)
    )
    opening = [one for one in result.obstacles if one.before == 0 and one.after]
    return Obstacles(
        tuple(harmful),
        tuple((_move(case, one), plainly(case, one.move.deciders), _opens(one)) for one in opening),
        tuple(
            _move(case, one) + _nonetheless(one, across)
            for one in result.obstacles
            if one.harmful is False and one not in opening
        ),
        sum(one.harmful is None for one in result.obstacles),
        any(one.move.issue in result.negotiation.issues for one in result.obstacles),
        obstacles_table(result),
    )


def _move(case: CaseFile, one: Obstacle) -> str:
    return f"{name_of(case, one.move.issue)}: {option_name(case, one.move.issue, one.move.after)}"


def _says(one: Obstacle, *, fewer: bool) -> str:
    gain = less_gain_says(one)
    if fewer:
        left = f"{one.after:,}" if one.after else "none"
        verb = "are" if one.after and one.after > 1 else "is"
        said = f"Of {one.before:,} combinations that can be signed, {left} {verb} left."
        return f"{said} {capitalised(gain)}." if gain else said
    return f"No fewer combinations can be signed, but {gain}."


def _opens(one: Obstacle) -> str:
    combinations = counted(one.after or 0, "combination")
    return f"Nothing can be signed now; after it, {combinations} can be."


def _often(one: Obstacle, across: AcrossDraws | None) -> str:
    if across is None:
        return ""
    return f" It does harm {in_draws(across.harm.get(one.move, 0), across.draws)}."


def _nonetheless(one: Obstacle, across: AcrossDraws | None) -> str:
    """Say in how many draws a move does harm that does none in the nominal case, where there are any."""
    harm = 0 if across is None else across.harm.get(one.move, 0)
    return f" (it does harm {in_draws(harm, across.draws)})" if across is not None and harm else ""


def _points(gain: Fraction | None) -> str:
    return "–" if gain is None else f"{float(gain):,.0f}"


def _carried(case: CaseFile, one: Obstacle) -> str:
    return "; ".join(carriers_say(case, one))


def obstacles_table(result: Bargaining) -> Table:
    """Return every move made outside with what can be signed, and gained together, before and after it."""
    case = result.negotiation.case
    rows = tuple(
        (
            _move(case, one),
            plainly(case, one.move.deciders),
            "yes" if one.taken else "no",
            *("not known" if number is None else f"{number:,}" for number in (one.before, one.after)),
            *map(_points, (one.joint_gain_before, one.joint_gain_after)),
            _carried(case, one),
        )
        for one in result.obstacles
    )
    columns = (
        "Move",
        "Decided by",
        "Would do so today",
        "Before",
        "After",
        "Joint gain before",
        "Joint gain after",
        "Carried by",
    )
    return Table("Moves made outside the negotiation", columns, rows, frozenset({3, 4, 5, 6}))
