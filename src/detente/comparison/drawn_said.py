"""What draws say of the columns of a comparison, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.sentences import MOST_LISTED
from detente.case.naming import together, within
from detente.comparison.rows import UNKNOWN, share_says
from detente.comparison.said import each_says, groups
from detente.outcomes.naming import name_of
from detente.outcomes.per_cent import per_cent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.comparison.column import Column
    from detente.comparison.comparison import SideBySide
    from detente.comparison.drawn import Drawn, Preferred

__all__ = ["drawn_says"]


def drawn_says(result: SideBySide, found: Drawn) -> Iterator[str]:
    """Yield in how many draws something can be signed, then how each column compares with the case."""
    columns = result.columns
    shares = [found.share(place) for place in range(len(columns))]
    cells = [UNKNOWN if one is None else share_says(one) for one in shares]
    over = f"Over {found.draws:,} draws (seed {found.seed}), something can be signed in"
    yield f"{over}: {each_says(columns, cells)}."
    told = [_preferred(found, place, column) for place, column in enumerate(columns[1:], 1)]
    differ = [(where, one) for where, one in groups(columns[1:], told) if one]
    for where, one in differ[:MOST_LISTED]:
        yield f"In these draws, {where} compared with as it is: {one}."
    if len(differ) > MOST_LISTED:
        yield f"What draws say of {len(differ) - MOST_LISTED} more is in the tables of --json and --csv."


def _preferred(found: Drawn, place: int, column: Column) -> str:
    """Say for whom a column is better than the first one, and how often; nothing where that is not known."""
    if found.share(place) is None or found.share(0) is None:
        return ""
    preferred = found.preferred(place, 0)
    if not preferred:
        shared = found.gains[place].keys() & found.gains[0].keys()
        return "" if shared else "better for nobody, as nobody signs in both"
    told = [_better(column, one, found.draws) for one in preferred if one.better.hits or one.worse.hits]
    same = [
        _whom(column, one) + (f" (in {one.better.draws} draws)" if one.better.draws < found.draws else "")
        for one in preferred
        if not one.better.hits and not one.worse.hits
    ]
    alike = [f"the same in every draw for {together(same)}"] if same else []
    return "; ".join([*([f"better {'; '.join(told)}"] if told else []), *alike])


def _whom(column: Column, one: Preferred) -> str:
    return "the goal" if one.party is None else within(name_of(column.case, one.party))


def _better(column: Column, one: Preferred, draws: int) -> str:
    low, high = one.better.interval
    few = f" of the {one.better.draws} draws in which that is known" if one.better.draws < draws else ""
    better = f"{per_cent(one.better.value)}{few} ({low:.0%} to {high:.0%})"
    return f"for {_whom(column, one)} in {better}, and worse in {per_cent(one.worse.value)}"
