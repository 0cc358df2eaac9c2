"""Issues and stances as one grid: the picture that an analyst recognises as what was typed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.formula import Is, negation
from detente.case.naming import joined, option_name, together, within
from detente.case.places import line_of
from detente.case.powers import deciders_of_option
from detente.outcomes.counts_said import counted
from detente.outcomes.naming import holders_of, name_of
from detente.report.beside_grid import beside_grid, range_says
from detente.report.naming import ordinal, plainly, short_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.case.case import Case
    from detente.case.parties import RedLine
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.negotiation import Negotiation
    from detente.report.constraints_said import Said

__all__ = ["Cell", "Grid", "GridIssue", "GridOption", "Holder", "grid_of"]

TONES = 5
"""Shades from worst (0) to best."""
MOST_DECIDERS = 3
"""Deciders of an issue that are all named in the grid."""


@dataclass(frozen=True)
class Holder:
    """A column: somebody with a stance. ``about`` says who is meant where the name does not."""

    key: str
    name: str
    about: str


@dataclass(frozen=True)
class Cell:
    """What one holder makes of one option.

    ``text`` is its rank or its points; ``tone`` its shade, None without a stance; ``never`` marks a red line,
    ``asks`` a demand.
    """

    text: str = ""
    tone: int | None = None
    never: bool = False
    asks: bool = False


@dataclass(frozen=True)
class GridOption:
    """A row: one way to settle an issue."""

    key: str
    name: str
    today: bool
    decided_by: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class GridIssue:
    """An issue with its rows; ``weights`` are how much it weighs for each holder, in the analyst's words."""

    key: str
    name: str
    says: str
    on_table: bool
    decided_by: str
    deciders: int
    line: int | None
    weights: tuple[str, ...]
    options: tuple[GridOption, ...]


@dataclass(frozen=True)
class Grid:
    """The whole picture; ``beside`` is what no cell shows, in words."""

    holders: tuple[Holder, ...]
    issues: tuple[GridIssue, ...]
    beside: tuple[Said, ...]


def grid_of(case: Case, negotiation: Negotiation) -> Grid:
    """Return the grid of a case, with what is on the table of a negotiation marked."""
    holders = tuple(dict.fromkeys(_columns(case)))
    lines = {(line.holder, *cell) for line in _lines(case) for cell in line.cells}
    issues = tuple(
        GridIssue(
            key,
            name_of(case, key),
            issue.says or "",
            key in negotiation.issues,
            _deciders(case, issue.decided_by),
            len(issue.decided_by),
            line_of(case, f"issues.{key}"),
            tuple(_weight(case, key, holder) for holder in holders),
            tuple(
                GridOption(
                    option,
                    option_name(case, key, option),
                    option == issue.today,
                    _own_deciders(case, key, option),
                    tuple(_cell(case.nominal, key, option, holder, lines) for holder in holders),
                )
                for option in issue.options
            ),
        )
        for key, issue in case.issues.items()
    )
    across = [(line.holder, line.line) for line in _lines(case) if not line.cells]
    return Grid(tuple(_holder(case, key) for key in holders), issues, beside_grid(case, across))


def _own_deciders(case: Case, issue: str, option: str) -> str:
    """Name who decides on an option, where it is not as on others of the issue."""
    deciding = deciders_of_option(case, issue, option)
    own = case.issues[issue].options[option].decided_by is not None
    return plainly(case, deciding) if own or deciding != case.issues[issue].decided_by else ""


def _deciders(case: Case, deciders: Sequence[str]) -> str:
    """Name who decides, in few words where they are many."""
    if len(deciders) <= MOST_DECIDERS:
        return plainly(case, deciders)
    return f"{within(name_of(case, deciders[0]))} and {len(deciders) - 1} others"


def _columns(case: Case) -> Iterator[str]:
    """Yield everybody with a stance or a red line of their own, groups before those who belong to them."""
    speaking = {holder for issue in case.issues.values() for holder in issue.stances}
    speaking |= {line.holder for line in _lines(case) if line.cells}
    for party in case.parties:
        groups = [key for key, bloc in case.blocs.items() if party in bloc.members]
        groups += [key for key, camp in case.camps.items() if party in camp.members]
        yield from (key for key in (*groups, party) if key in speaking)
    yield from (key for key in (*case.blocs, *case.camps) if key in speaking)


def _holder(case: Case, key: str) -> Holder:
    name, short = name_of(case, key), short_name(case, key)
    about = [f"short for {within(name)}"] if short != name else []
    if key in case.camps:
        camp = case.camps[key]
        of = f" of {within(name_of(case, camp.of))}" if camp.of else ""
        about.append(f"{counted(len(camp.members), 'member')}{of}")
    elif key in case.blocs:
        about.append(counted(len(case.blocs[key].members), "member"))
    return Holder(key, short, ", ".join(about))


def _weight(case: Case, issue: str, holder: str) -> str:
    stance = case.issues[issue].stances.get(holder)
    if stance is None:
        return ""
    if stance.weight is not None:
        return stance.weight if isinstance(stance.weight, str) else f"weight {range_says(stance.weight)}"
    ranked = holders_of(case)[holder].weights
    if ranked is None:
        return ""
    place = next((rank for rank, tied in enumerate(ranked.meaning.classes, start=1) if issue in tied), None)
    return f"no. {place}" if place is not None else ""


def _cell(
    certain: CertainCase, issue: str, option: str, holder: str, lines: set[tuple[str, str, str]]
) -> Cell:
    stance = certain.case.issues[issue].stances.get(holder)
    never = (holder, issue, option) in lines
    if stance is None:
        return Cell(never=never)
    asks = stance.demands is not None and option in stance.demands.option
    if stance.order is None and stance.points is None:
        return Cell("", None, never or option in stance.never, asks)
    if stance.order is not None:
        ranking = stance.order.meaning
        rank, tied = next((rank, tied) for rank, tied in enumerate(ranking.classes) if option in tied)
        before = sum(len(one) for one in ranking.classes[:rank])
        text = f"{ordinal(before + 1)}{'=' if len(tied) > 1 else ''}"
        never |= option in ranking.beyond
    else:
        text = range_says((stance.points or {})[option])
        never |= option in stance.never
    return Cell(text, _tone(certain, issue, option, holder), never, asks)


def _tone(certain: CertainCase, issue: str, option: str, holder: str) -> int:
    """Place an option between the holder's worst and best on the issue, in the nominal case."""
    options = certain.case.issues[issue].options
    worth = {one: certain.number(f"issues.{issue}.stances.{holder}.points.{one}") for one in options}
    low, high = min(worth.values()), max(worth.values())
    if low == high:
        return TONES // 2
    return min(int((worth[option] - low) / (high - low) * TONES), TONES - 1)


@dataclass(frozen=True)
class _Line:
    """A red line that is not part of a stance.

    ``cells`` are the options that it excludes, where it is that simple.
    """

    holder: str
    line: RedLine
    cells: tuple[tuple[str, str], ...]


def _lines(case: Case) -> Iterator[_Line]:
    for section in (case.parties, case.blocs, case.camps):
        for key, holder in section.items():
            for line in holder.red_lines:
                yield _Line(key, line, tuple(_cells(case, line)))


def _cells(case: Case, line: RedLine) -> Iterator[tuple[str, str]]:
    never = (
        line.never.meaning
        if line.never is not None
        else negation(line.require.meaning)
        if line.require
        else None
    )
    if isinstance(never, Is):
        yield from (
            (never.issue, option) for option in case.issues[never.issue].options if option in never.options
        )


def grid_says(case: Case, grid: Grid) -> str:
    """Return what the grid shows, in a sentence for those who do not see it."""
    options = sum(len(one.options) for one in grid.issues)
    seen = together(within(name_of(case, holder.key)) for holder in grid.holders) or "nobody"
    table = joined(issue.name for issue in grid.issues if issue.on_table) or "nothing"
    size = f"{counted(len(grid.issues), 'issue')} with {counted(options, 'option')}"
    return f"{size}, as seen by {seen}; on the table: {table}."
