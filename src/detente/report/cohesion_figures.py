"""The pictures of the cohesion section, each with its caption, its words and its numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, within
from detente.cohesion.said import side_says, voice_says, voices_say
from detente.outcomes.naming import name_of
from detente.outcomes.per_cent import per_cent
from detente.report.pictures import Picture
from detente.report.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.cohesion.bloc import BlocCohesion
    from detente.cohesion.result import Cohesion
    from detente.outcomes.counting.counting import Count

__all__ = ["cohesion_figures"]


def cohesion_figures(result: Cohesion, key: str, variant: str = "") -> Iterator[Picture]:
    """Yield the pictures of one bloc: its win-sets, and the map of its members where they differ.

    ``variant``: the variant that they show, which each of them names, as pictures are used without the page.
    """
    from detente.cohesion.charts.map_chart import map_chart
    from detente.cohesion.charts.win_sets_chart import win_sets_chart

    one, where = result[key], f" in the variant “{variant}”" if variant else ""
    yield _win_sets(one, win_sets_chart(one), where)
    if one.allies_map.dimensions:
        yield _map(one, map_chart(one), where)


def _win_sets(one: BlocCohesion, chart: object, where: str) -> Picture:
    case, found = one.case, one.win_sets
    name = within(name_of(case, one.bloc))
    others = side_says(case, one.others)
    listed: list[tuple[str, Count]] = [("can exist", found.feasible)]
    listed += [(f"{voice_says(case, member)} would sign", found.voices[member.key]) for member in one.members]
    listed.append((f"{name} could sign", found.bloc))
    proposals = len(listed)
    if one.others:
        listed.append((f"{others} could sign", found.other_side))
        listed.append(("both sides could sign", found.overlap))
    listed.append((f"split {name}", one.agreement.now))
    columns = ["", "Packages", "Of what can exist"]
    rows = [[capitalised(words), str(count), _share(count, found.feasible)] for words, count in listed]
    if one.others:
        columns.append(f"Of what {others} could sign")
        for place, (row, (_, count)) in enumerate(zip(rows, listed, strict=True)):
            row.append(_share(count, found.other_side) if place >= proposals else "–")
    said = "; ".join(f"{words}: {count}" for words, count in listed)
    return Picture(
        f"win_sets_{one.bloc}",
        f"Win-sets{where}: what {name}, its members and the other side could sign, and what splits it",
        f"Bars. Packages{where} that {said}.",
        chart,
        Table(f"Packages{where}", tuple(columns), tuple(map(tuple, rows)), frozenset(range(1, len(columns)))),
        narrow_only=True,
    )


def _share(count: Count, of: Count) -> str:
    return per_cent(Fraction(count.value, of.value)) if of.value else "–"


def _map(one: BlocCohesion, chart: object, where: str) -> Picture:
    case, found = one.case, one.allies_map
    by_key = {member.key: member for member in one.members}
    rows = tuple(
        (
            capitalised(voices_say(case, [by_key[key] for key in point.voices])),
            f"{point.x:.3f}",
            f"{point.y:.3f}",
        )
        for point in found.points
    )
    stress = "" if found.dimensions == 1 else f" The stress is {found.stress:.2f}: 0 keeps all distances."
    shape = "a line" if found.dimensions == 1 else "a plane"
    return Picture(
        f"map_{one.bloc}",
        f"The allies’ map{where}: members of {within(name_of(case, one.bloc))} by what they want",
        f"Points on {shape}: {'; '.join(' '.join(row) for row in rows)}.",
        chart,
        Table(f"Where members stand{where}", ("Members", "Across", "Up"), rows, frozenset({1, 2})),
        f"Members stand the further apart the more their values of the options differ.{stress}",
        narrow_only=True,
    )
