"""A comparison as rows: what is compared, and a cell for each column, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from detente.case.naming import block_name, capitalised, issue_name, option_name, within
from detente.claims.verdict import Verdict
from detente.comparison.chances import chances_say
from detente.comparison.lasting import CONCEPTS
from detente.outcomes.naming import name_of
from detente.outcomes.per_cent import per_cent
from detente.roadmap.sentences import chance_says
from detente.stability.concepts import Concept
from detente.stability.said import SHORT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from detente.comparison.column import Column
    from detente.comparison.comparison import SideBySide
    from detente.comparison.drawn import Drawn, Share
    from detente.comparison.verdicts import Judged

__all__ = [
    "NONE",
    "UNKNOWN",
    "Row",
    "blocking_rows",
    "chances_of_goal",
    "claim_rows",
    "feasible_says",
    "lasting_says",
    "rows",
    "share_says",
    "signable_says",
    "split_count_says",
    "splits_say",
    "verdict_says",
]

NONE = "–"
"""Stands where there is nothing to be said."""
UNKNOWN = "not known"
"""Stands for what could not be found."""
_SHORT = {Verdict.HOLDS_NOMINALLY: "holds", Verdict.FAILS_NOMINALLY: "fails"}


@dataclass(frozen=True)
class Row:
    """What is compared, and what holds of it in each column."""

    label: str
    cells: tuple[str, ...]

    def differs(self, column: int) -> bool:
        """Tell whether a column says something else than the first, and both are known."""
        return self.cells[column] != self.cells[0] and UNKNOWN not in (self.cells[column], self.cells[0])

    @property
    def differ(self) -> bool:
        """Whether some column says something else than the first."""
        return any(map(self.differs, range(len(self.cells))))


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
        Row(
            f"{one.claim.id} {one.claim.says}",
            tuple(verdict_says(one, place) for place in range(len(one.results))),
        )
        for one in result.claims
        if not one.fixed
    ]


def verdict_says(judged: Judged, column: int, *, share: bool = True) -> str:
    """Return a verdict in a word, with the share of draws where that tells more."""
    result = judged.results[column]
    if result is None:
        return UNKNOWN if judged.problems[column] else "not claimed"
    said = _SHORT.get(result.verdict, str(result.verdict))
    between = result.verdict in {Verdict.MOSTLY, Verdict.UNDECIDED, Verdict.RARELY}
    return f"{said} ({result.share:.0%})" if share and between and result.share is not None else said


def feasible_says(column: Column) -> str:
    """Return how many packages can exist."""
    return UNKNOWN if column.bargaining is None else str(column.bargaining.zone.feasible)


def signable_says(column: Column) -> str:
    """Return how many packages can be signed, and their share of those that can exist."""
    if column.bargaining is None:
        return UNKNOWN
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
    of = f" of {column.blocs[bloc].agreement.proposals}" if bloc in column.blocs else ""
    return f"{split_count_says(column, bloc)}{of}"


def split_count_says(column: Column, bloc: str) -> str:
    """Return how many packages that the other side could sign split a bloc."""
    if bloc not in column.blocs:
        return _without(column, "bargaining", "splits")
    return str(column.blocs[bloc].agreement.now)


def lasting_says(column: Column, concept: str) -> str:
    """Return how many states of the conflict last by a concept."""
    found = column.lasting
    return _without(column, "lasting") if found is None else f"{len(found.labels[concept]):,}"


def chances_of_goal(columns: Sequence[Column]) -> list[str]:
    """Return the chance of the goal in each column, in words that tell those apart that differ."""
    roads = {place: one.roadmap for place, one in enumerate(columns) if one.roadmap is not None}
    said = dict(zip(roads, chances_say([one.probability for one in roads.values()]), strict=True))
    return [
        _without(column, "roadmap")
        if place not in said
        else f"{'' if roads[place].exactness == 'exact' else 'about '}{said[place]}"
        for place, column in enumerate(columns)
    ]


def _without(column: Column, *parts: str) -> str:
    """Return what stands in place of a part that a column does not have."""
    return UNKNOWN if any(part in column.unknown for part in parts) else NONE


def share_says(share: Share) -> str:
    """Return a share of draws with its interval."""
    low, high = share.interval
    return f"{per_cent(share.value)} ({low:.0%} to {high:.0%})"


def _row(result: SideBySide, label: str, cell: Callable[[Column], str]) -> Row:
    return Row(label, tuple(cell(column) for column in result.columns))


def _signing(result: SideBySide) -> Iterator[Row]:
    if not any(one.case.issues for one in result.columns):
        return
    yield _row(result, "Packages that can exist", feasible_says)
    yield _row(result, "Packages that can be signed", signable_says)
    if any(one.conflicts is not None for one in result.columns):
        yield _row(result, "Demands to drop, at the least", _to_drop)


def _to_drop(column: Column) -> str:
    found = column.conflicts
    if found is None:
        return _without(column, "bargaining", "conflicts")
    if not found.concessions:
        return "none is enough" if found.complete else UNKNOWN
    return f"{len(found.concessions[0].drop)}{'' if found.complete else ' or fewer'}"


def _nash(result: SideBySide) -> Iterator[Row]:
    """Yield for each issue that some Nash solution changes what becomes of it, of the first of tied ones."""
    proved = [one.solution is None or one.solution.exactness == "exact" for one in result.columns]
    if not all(proved):
        yield Row("The Nash solution is", tuple("proved" if one else "the best known" for one in proved))
    for issue in dict.fromkeys(issue for one in result.columns for issue in one.changed):

        def settled(column: Column, issue: str = issue) -> str:
            if not column.nash:
                return _without(column, "bargaining", "nash")
            if issue in column.changed:
                return option_name(column.case, issue, column.changed[issue])
            return "as today" if issue in column.nash[0].package else NONE

        yield _row(result, f"Nash: {issue_name(result.case, issue)}", settled)


def _splits(result: SideBySide) -> Iterator[Row]:
    for bloc in dict.fromkeys(key for one in result.columns for key in one.blocs):
        name = within(name_of(result.case, bloc))

        def mandate(column: Column, bloc: str = bloc) -> str:
            if bloc not in column.blocs:
                return _without(column, "bargaining", "splits")
            return str(column.blocs[bloc].mandate.packages)

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
            of = "" if column.lasting is None else f" of {column.lasting.states:,}"
            return f"{lasting_says(column, concept)}{of}"

        def stays(column: Column, concept: str = concept) -> str:
            today = None if column.lasting is None else column.lasting.today[concept]
            return _without(column, "lasting") if today is None else "yes" if today else "no"

        called = SHORT[Concept(concept)]
        yield _row(result, f"States that last ({called})", lasts)
        yield _row(result, f"Today lasts ({called})", stays)


def _road(result: SideBySide) -> Iterator[Row]:
    if all(one.roadmap is None for one in result.columns):
        return

    def begins(column: Column) -> str:
        return block_name(column.case, column.order[0]) if column.order else _without(column, "roadmap")

    yield Row("Chance of the goal, at best", tuple(chances_of_goal(result.columns)))
    yield _row(result, "The best order begins with", begins)


def _drawn(result: SideBySide, found: Drawn) -> Iterator[Row]:
    places = range(len(result.columns))
    shares = [found.share(place) for place in places]
    yield Row(
        "Draws in which something can be signed",
        tuple(UNKNOWN if one is None else share_says(one) for one in shares),
    )
    chances = [found.chance(place) for place in places]
    if any(one is not None for one in chances):
        told = (
            NONE if one is None else f"{chance_says(one[1])} ({chance_says(one[0])} to {chance_says(one[2])})"
            for one in chances
        )
        yield Row("Chance of the goal over draws, mean and range", tuple(told))
