"""The tables of each section, besides the numbers of its pictures, for those who read on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.report.solutions import solutions_of
from detente.report.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.report.analyses_said import AnalysesSaid
    from detente.report.report import Report
    from detente.report.roadmap_said import RoadmapSaid

__all__ = ["section_tables"]


def section_tables(report: Report, said: AnalysesSaid) -> dict[str, tuple[Table, ...]]:
    """Return the tables by section, in the order of the page."""
    cohesion, threats, road = said.cohesion, said.threats, said.roadmap
    return {
        "frontier": tuple(_solutions(report)),
        "cohesion": () if cohesion is None or cohesion.variants is None else (cohesion.variants,),
        "institutions": (
            *(one.table for one in said.institutions.audits),
            *(one.powers for one in said.institutions.channels),
        ),
        "verification": tuple(table for one in said.verification.regimes for _, table in one.tables),
        "threats": ()
        if threats is None
        else (
            *(() if threats.matrix is None else (threats.matrix,)),
            *(table for _, table in threats.tables),
        ),
        "roadmap": () if road is None else tuple(_road(road)),
    }


def _solutions(report: Report) -> Iterator[Table]:
    found = solutions_of(report.bargaining, report.ensemble)
    if not found.columns:
        return
    heads = tuple(f"{one.letter}: {one.says}" for one in found.columns)
    yield Table(
        "What the solutions pick",
        ("Issue", "Today", *heads),
        tuple((row.issue, row.today, *(one.name for one in row.choices)) for row in found.issues),
    )
    yield Table(
        "Gain over no agreement, in points, and as a share of the most each can gain",
        ("Signatory", "Today", *heads),
        tuple(
            (name, found.today[place], *(one.worth[place] for one in found.columns))
            for place, name in enumerate(found.signatories)
        ),
        frozenset(range(1, len(heads) + 2)),
    )


def _road(road: RoadmapSaid) -> Iterator[Table]:
    if road.blocks:
        yield Table(
            "Building blocks, those that matter most first",
            ("Block", "Can start today", "Earliest start", "Trust against need", "Importance", "Breakeven"),
            tuple(
                (
                    one.name,
                    "yes" if one.free else f"no: {'; '.join(one.stops)}",
                    one.earliest,
                    f"{one.peak} {one.pair}".strip(),
                    one.importance,
                    one.breakeven,
                )
                for one in road.blocks
            ),
            frozenset({5}),
        )
    if road.course is not None:
        yield road.course
