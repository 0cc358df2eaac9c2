"""What of a report is worth pasting: summary, claims, and each analysis in its sentences and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, joined, spaced
from detente.case.written import UNDATED
from detente.outcomes.counts_said import counted
from detente.outcomes.dates_said import day_says
from detente.report.claims_said import claim_said
from detente.report.headline import findings, first_line
from detente.report.method import notes_of
from detente.report.naming import percent
from detente.report.paper.parts import Heading, Listed, Paragraph, Part, Pictured, Tabled
from detente.report.section_tables import section_tables
from detente.report.sections import TITLES
from detente.report.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.report.answer import Answer
    from detente.report.claims_said import ClaimSaid
    from detente.report.honesty_said import HonestySaid
    from detente.report.report import Report

__all__ = ["Paper", "paper_of"]

MOST_ROWS = 30
"""Rows of a table, past which a paper leaves it out: about a page."""
MOST_LETTERS = 2000
"""Letters in all cells of a table together, past which a paper leaves it out likewise."""
INDENT = 2
"""Spaces by which a sentence of a summary stands below the one before it."""


@dataclass(frozen=True)
class Paper:
    """A report as it goes into a paper: its title, what stands below that, and its parts in order."""

    title: str
    about: str
    parts: tuple[Part, ...]


def paper_of(report: Report) -> Paper:
    """Return what of a report is worth pasting."""
    case = report.case
    told = [
        "A policy argument, put to the test",
        f"as of {day_says(case.as_of)}" if case.as_of != UNDATED else "undated",
        *([f"variant “{spaced(case.variant)}”"] if case.variant else []),
        f"{counted(report.draws, 'draw')}, seed {report.seed}" if report.draws else "nominal case",
    ]
    return Paper(case.title, ", ".join(told), tuple(_parts(report)))


def _parts(report: Report) -> Iterator[Part]:
    yield Paragraph(f"{first_line(report)} Nothing here is a forecast.")
    yield Heading("Summary")
    for one in findings(report, report.inputs):
        yield Paragraph(f"{one.says} {one.more}".strip(), one.title)
    read = {one.name: one.case for one in report.variants}
    claims = [claim_said(report.case, one, report.draws, read) for one in report.claims.claims]
    if claims:
        yield Heading(TITLES["claims"])
        yield from _of_claims(claims)
    for section, answer in _answers(report).items():
        yield Heading(TITLES[section])
        yield from _of_analysis(report, section, answer)
    if report.honesty is not None:
        yield Heading(TITLES["honesty"])
        yield from _of_honesty(report.honesty)
    yield Heading(TITLES["ground"])
    yield from _shown(report, "ground")
    yield Heading(TITLES["method"])
    for term, says in notes_of(report):
        yield Paragraph(says, term)
    if report.case.sources:
        yield Heading(TITLES["sources"])
        cited = (f"{one.cite}. {one.url}" if one.url else one.cite for one in report.case.sources.values())
        yield Listed(tuple((0, says) for says in cited))


def _answers(report: Report) -> dict[str, Answer]:
    """Return what each analysis found, by the section that speaks of it, in the order of the page."""
    asked: dict[str, tuple[Answer | None, bool]] = {
        "zone": (report.ensemble or report.bargaining, bool(report.bargaining.negotiation.issues)),
        "stability": (report.lasting, True),
        "cohesion": (report.cohesion, report.said.cohesion is not None),
        "institutions": (report.institutions, report.said.institutions.there),
        "verification": (report.verification, report.said.verification.there),
        "threats": (report.threats, True),
        "roadmap": (report.roadmap, True),
    }
    return {section: found for section, (found, there) in asked.items() if found is not None and there}


def _of_claims(claims: Sequence[ClaimSaid]) -> Iterator[Part]:
    """Yield the verdicts as a table, then why those claims fail that do, and what would turn a verdict."""
    drawn = any(one.share is not None for one in claims)
    rows = tuple(
        (
            one.id,
            one.says,
            one.verdict,
            *((percent(one.share) if one.share is not None else "–",) if drawn else ()),
        )
        for one in claims
    )
    columns = ("", "Claim", "Verdict", *(("Share of draws",) if drawn else ()))
    yield Tabled(Table("The claims, and whether they hold", columns, rows, frozenset({3})))
    against = [one for one in claims if one.answered and one.tone != "holds"]
    for one in against:
        yield Paragraph(" ".join(one.why), f"Why {one.id} {one.nominal} in the nominal case")
    for one in claims:
        if one.flip_says:
            yield Paragraph(one.flip_says, f"What would flip {one.id}")
    waiting = [one for one in claims if not one.answered]
    if waiting:
        yield Paragraph(f"Not testable yet: {joined(one.id for one in waiting)}.")
    for one in waiting:
        if one.too_large:
            yield Paragraph(one.too_large, f"Why {one.id} cannot be tested")


def _of_honesty(honesty: HonestySaid) -> Iterator[Part]:
    yield Paragraph(" ".join(honesty.says))
    for picture in honesty.pictures:
        yield Pictured(picture)
        yield from _table(picture.table)
    yield from _table(honesty.resting)
    yield Heading(honesty.head, 2)
    yield Paragraph(honesty.rules)
    for one in honesty.questions:
        yield Paragraph(" ".join((one.asks, one.stands, *one.says)), one.rule)


def _of_analysis(report: Report, section: str, answer: Answer) -> Iterator[Part]:
    lines = [line for said in answer.summary() for line in said.split("\n") if line.strip()]
    depths = ((len(line) - len(line.lstrip())) // INDENT for line in lines)
    said = tuple((min(depth, 1), line.strip()) for depth, line in zip(depths, lines, strict=True))
    if said:
        yield Listed(said)
    for each in (section, *(("frontier", "obstacles") if section == "zone" else ())):
        yield from _shown(report, each)


def _shown(report: Report, section: str) -> Iterator[Part]:
    """Yield the pictures of a section, each with its numbers, and its tables; long ones are only named."""
    for picture in report.said.pictures.get(section, ()):
        yield Pictured(picture)
        yield from _table(picture.table)
    for table in section_tables(report, report.said).get(section, ()):
        yield from _table(table)


def _table(table: Table) -> Iterator[Part]:
    if not table.rows:
        return
    if len(table.rows) <= MOST_ROWS and sum(len(cell) for row in table.rows for cell in row) <= MOST_LETTERS:
        yield Tabled(table)
        return
    yield Paragraph(f"{capitalised(table.caption)}: {len(table.rows):,} rows, which only the page shows.")
