"""A comparison as rows: what is compared, and a cell for each column, in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from detente.case.naming import block_name, capitalised, issue_name, option_name, within
from detente.claims.verdict import Verdict
from detente.comparison.lasting import CONCEPTS
from detente.outcomes.naming import name_of
from detente.outcomes.per_cent import per_cent
from detente.roadmap.sentences import chance_says
from detente.stability.concepts import Concept
from detente.stability.said import SHORT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.claims.result import ClaimResult
    from detente.comparison.column import Column
    from detente.comparison.comparison import SideBySide
    from detente.comparison.drawn import Drawn

__all__ = [
    "NONE",
    "Row",
    "blocking_rows",
    "chance_of_goal",
    "claim_rows",
    "rows",
    "signable_says",
    "splits_say",
    "verdict_says",
]

NONE = "–"
"""Stands where there is nothing to be said."""
_SHORT = {Verdict.HOLDS_NOMINALLY: "holds", Verdict.FAILS_NOMINALLY: "fails"}


@dataclass(frozen=True)
class Row:
    """What is compared, and what holds of it in each column."""

    label: str
    cells: tuple[str, ...]

    def differs(self, column: int) -> bool:
        """Tell whether a column says something else than the first."""
        return self.cells[column] != self.cells[0]

    @property
    def differ(self) -> bool:
        """Whether some column says something else than the first."""
        return len(set(self.cells)) > 1


def rows(result: SideBySide) -> list[Row]:
    """Return what the analyses find in each column; of who can block what, only where answers differ."""
    return [
        *_signing(result),
        *_nash(result),
        *_splits(result),
        *blocking_rows(result),
        *_lasting(result),
        *_road(result),
        *(_drawn(result, result.drawn) if result.drawn is not None else ()),
    ]


def claim_rows(result: SideBySide) -> list[Row]:
    """Return the verdicts of the claims that do not name themselves where they are tested."""
    return [
        Row(f"{one.claim.id} {one.claim.says}", tuple(map(verdict_says, one.results)))
        for one in result.claims
        if not one.fixed
    ]


def verdict_says(result: ClaimResult | None, *, share: bool = True) -> str:
    """Return a verdict in a word, with the share of draws where that tells more."""
    if result is None:
        return "not claimed"
    said = _SHORT.get(result.verdict, str(result.verdict))
    between = result.verdict in {Verdict.MOSTLY, Verdict.UNDECIDED, Verdict.RARELY}
    return f"{said} ({result.share:.0%})" if share and between and result.share is not None else said


def signable_says(column: Column) -> str:
    """Return how many packages can be signed, and their share of those that can exist."""
    zone = column.bargaining.zone
    if not column.bargaining.negotiation.issues:
        return "nothing on the table"
    if not zone.feasible.value and zone.feasible.exact:
        return "none can exist"
    if zone.signable.exact and not zone.signable.value:
        return "none"
    share = zone.share
    return str(zone.signable) if share is None else f"{zone.signable} ({per_cent(share)})"


def splits_say(column: Column, bloc: str) -> str:
    """Return how many packages split a bloc, of those that the other side could sign."""
    if bloc not in column.blocs:
        return NONE
    found = column.blocs[bloc].agreement
    return f"{found.now} of {found.proposals}"


def chance_of_goal(column: Column) -> str:
    """Return the chance of the goal in words."""
    road = column.roadmap
    if road is None:
        return NONE
    about = "" if road.exactness == "exact" else "about "
    return f"{about}{chance_says(road.probability)}"


def _row(result: SideBySide, label: str, cell: Callable[[Column], str]) -> Row:
    return Row(label, tuple(cell(column) for column in result.columns))


def _signing(result: SideBySide) -> Iterator[Row]:
    if not any(one.case.issues for one in result.columns):
        return
    yield _row(result, "Packages that can exist", lambda one: str(one.bargaining.zone.feasible))
    yield _row(result, "Packages that can be signed", signable_says)
    if any(one.conflicts is not None for one in result.columns):
        yield _row(result, "Demands to drop, at the least", _to_drop)


def _to_drop(column: Column) -> str:
    found = column.conflicts
    if found is None:
        return NONE
    return str(len(found.concessions[0].drop)) if found.concessions else "none is enough"


def _nash(result: SideBySide) -> Iterator[Row]:
    """Yield for each issue that some Nash solution changes what becomes of it, of the first of tied ones."""
    picked = [one.nash[0].package if one.nash else None for one in result.columns]
    now = [one.bargaining.negotiation.today for one in result.columns]
    issues = dict.fromkeys(issue for package in picked if package is not None for issue in package)
    for issue in issues:
        pairs = list(zip(picked, now, strict=True))
        if all(package is None or package.get(issue, was[issue]) == was[issue] for package, was in pairs):
            continue
        cells = [
            NONE
            if package is None or issue not in package
            else "as today"
            if package[issue] == was[issue]
            else option_name(column.case, issue, package[issue])
            for column, package, was in zip(result.columns, picked, now, strict=True)
        ]
        yield Row(f"Nash: {issue_name(result.columns[0].case, issue)}", tuple(cells))


def _splits(result: SideBySide) -> Iterator[Row]:
    for bloc in dict.fromkeys(key for one in result.columns for key in one.blocs):
        name = within(name_of(result.case, bloc))

        def mandate(column: Column, bloc: str = bloc) -> str:
            return str(column.blocs[bloc].mandate.packages) if bloc in column.blocs else NONE

        yield _row(result, f"Of what others could sign, splits {name}", partial(splits_say, bloc=bloc))
        yield _row(result, f"Packages within the mandate of {name}", mandate)


def blocking_rows(result: SideBySide) -> Iterator[Row]:
    """Yield who can block what, where columns answer that differently."""
    for asked in dict.fromkeys(key for one in result.columns for key in one.blocking):
        cells = tuple(one.blocking.get(asked, NONE) for one in result.columns)
        row = Row(capitalised(asked), cells)
        if row.differ:
            yield row


def _lasting(result: SideBySide) -> Iterator[Row]:
    if all(one.lasting is None for one in result.columns):
        return
    for concept in CONCEPTS:

        def lasts(column: Column, concept: str = concept) -> str:
            found = column.lasting
            return NONE if found is None else f"{len(found.labels[concept]):,} of {found.states:,}"

        def stays(column: Column, concept: str = concept) -> str:
            today = None if column.lasting is None else column.lasting.today[concept]
            return NONE if today is None else "yes" if today else "no"

        called = SHORT[Concept(concept)]
        yield _row(result, f"States that last ({called})", lasts)
        yield _row(result, f"Today lasts ({called})", stays)


def _road(result: SideBySide) -> Iterator[Row]:
    if all(one.roadmap is None for one in result.columns):
        return

    def begins(column: Column) -> str:
        return block_name(column.case, column.order[0]) if column.order else NONE

    yield _row(result, "Chance of the goal, at best", chance_of_goal)
    yield _row(result, "The best order begins with", begins)


def _drawn(result: SideBySide, found: Drawn) -> Iterator[Row]:
    places = range(len(result.columns))
    cells = [_share(found.share(place).value, found.share(place).interval) for place in places]
    yield Row("Draws in which something can be signed", tuple(cells))
    chances = [found.chance(place) for place in places]
    if any(one is not None for one in chances):
        told = (
            NONE if one is None else f"{chance_says(one[1])} ({chance_says(one[0])} to {chance_says(one[2])})"
            for one in chances
        )
        yield Row("Chance of the goal over draws, mean and range", tuple(told))


def _share(value: float, interval: tuple[float, float]) -> str:
    return f"{per_cent(Fraction(value))} ({interval[0]:.0%} to {interval[1]:.0%})"
