"""A comparison in sentences: what makes the difference first, then what stays the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.sentences import MOST_LISTED, no_concession
from detente.case.naming import block_name, capitalised, issue_name, joined, within
from detente.comparison.drawn_said import drawn_says
from detente.comparison.lasting import CONCEPTS
from detente.comparison.lead import lead
from detente.comparison.rows import (
    NONE,
    UNKNOWN,
    blocking_rows,
    chances_of_goal,
    signable_says,
    splits_say,
    verdict_says,
)
from detente.comparison.said import below, each_says, groups, where_says
from detente.outcomes.constraints_said import constraint_says
from detente.outcomes.naming import name_of
from detente.outcomes.packages_said import package_says
from detente.stability.concepts import Concept
from detente.stability.said import NOUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.claims.result import ClaimResult
    from detente.comparison.column import Column
    from detente.comparison.comparison import SideBySide
    from detente.comparison.verdicts import Judged

__all__ = ["sentences"]

MOST_EXPLAINED = 3
"""Variants up to which it is said why each claim comes out otherwise there."""
NO_ROAD = "none, as there is no roadmap"
NEVER_SPLIT = "none, as it decides on nothing there or is of one mind"
_SEVERAL = {"holds": "hold", "fails": "fail"}
MOST_NAMED = 4
"""Changes that are named one by one."""
_PARTS = {
    "bargaining": ("what can be signed", "what splits a bloc"),
    "nash": ("the Nash solution",),
    "conflicts": ("what collides",),
    "splits": ("what splits a bloc",),
    "blocking": ("who can block",),
    "lasting": ("which states of the conflict last",),
    "roadmap": ("the chance of the goal",),
    "draws": ("what draws say",),
}
"""What may be too large to be found, in words."""
MOST_STATES = 2
"""States that are named one by one."""


def sentences(result: SideBySide) -> list[str]:
    """Return what was found, the most important first."""
    return [
        *lead(result),
        *_changes(result),
        *_unknown(result),
        *_claims(result),
        *_signing(result),
        *_road(result),
        *_splits(result),
        *_blocking(result),
        *_lasting(result),
        *(drawn_says(result, result.drawn) if result.drawn is not None else ()),
        *_fixed(result),
    ]


def _changes(result: SideBySide) -> Iterator[str]:
    for column in result.columns[1:]:
        changes = [str(one) for one in column.changes]
        more = len(changes) - MOST_NAMED
        listed = "; ".join([*changes[:MOST_NAMED], *([f"and {more} more changes"] if more > 0 else [])])
        told = column.says.rstrip(".") or listed or "nothing is changed"
        few = len(result.columns) <= MOST_EXPLAINED + 1
        entries = f"\n  {capitalised(listed)}." if few and column.says and listed else ""
        yield f"{capitalised(column.name)}: {told}.{entries}"


def _unknown(result: SideBySide) -> Iterator[str]:
    """Say what could not be found in which columns, and why; what else could be is compared."""
    for place, column in enumerate(result.columns):
        reasons: dict[str, list[str]] = {}
        for part, why in column.unknown.items():
            reasons.setdefault(why, []).extend(_PARTS[part])
        for one in result.claims:
            if one.problems[place] and not (one.fixed and place):
                reasons.setdefault(one.problems[place], []).append(f"whether {one.claim.id} holds")
        for why, parts in reasons.items():
            verb = "is" if len(parts) == 1 else "are"
            yield f"{capitalised(where_says(column))}, {joined(parts)} {verb} not known: {why.rstrip('.')}."


def _claims(result: SideBySide) -> Iterator[str]:
    asked = [one for one in result.claims if not one.fixed]
    differ = [one for one in asked if one.differ]
    if not result.claims:
        yield "The case makes no claims, so that only the analyses are compared."
    elif not asked:
        yield "Every claim names itself in which variant it is tested, so that no verdict can differ."
    elif not differ:
        comes = "is known to come" if any(any(one.problems) for one in asked) else "comes"
        yield f"No claim {comes} out otherwise than as it is: {_alike(asked)}."
    else:
        for one in differ:
            yield _differing(result, one)
        same = [one for one in asked if not one.differ and not any(one.problems)]
        if same:
            yield f"The same everywhere: {_alike(same)}."


def _differing(result: SideBySide, one: Judged) -> str:
    verdicts = [verdict_says(one, place) for place in range(len(one.results))]
    told = "; ".join(f"{verdict} {where}" for where, verdict in groups(result.columns, verdicts))
    said = f"{one.claim.id} {told}: {one.claim.says}"
    if len(result.columns) > MOST_EXPLAINED + 1:
        return said
    lines = [
        line
        for place, found in enumerate(one.results)
        if found is not None and (place == 0 or one.differs(place))
        for line in _why(found, result.columns[place])
    ]
    return "\n  ".join([said, *lines])


def _why(found: ClaimResult, column: Column) -> Iterator[str]:
    """Yield what shows a verdict and, where that was asked, what it rests on and what would flip it."""
    where = capitalised(where_says(column))
    if found.why:
        yield f"{where}, {found.why}." if column.key is None else f"{capitalised(found.why)}."
    if found.rests_on:
        yield f"{where}, {found.standing}: it {found.rests_on}."
    if found.flip_says:
        yield f"{where}, {found.flip_says}."


def _alike(claims: list[Judged]) -> str:
    """Return claims that come out the same, by their verdicts."""
    found: dict[str, list[str]] = {}
    for one in claims:
        found.setdefault(verdict_says(one, 0, share=False), []).append(one.claim.id)
    return "; ".join(
        f"{joined(ids)} {_SEVERAL.get(verdict, verdict) if len(ids) > 1 else verdict}"
        for verdict, ids in found.items()
    )


def _fixed(result: SideBySide) -> Iterator[str]:
    fixed = [one for one in result.claims if one.fixed]
    if fixed:
        verb = "names itself" if len(fixed) == 1 else "name themselves"
        own = "its verdict is" if len(fixed) == 1 else "their verdicts are"
        ids = joined(one.claim.id for one in fixed)
        where = (
            "the variant in which it is tested"
            if len(fixed) == 1
            else "the variants in which they are tested"
        )
        yield f"{ids} {verb} {where}, so that {own} the same in each column: {_alike(fixed)}."


def _signing(result: SideBySide) -> Iterator[str]:
    columns = result.columns
    if not any(column.case.issues for column in columns):
        return
    cells = [_zone(column) for column in columns]
    yield f"Packages that can be signed: {each_says(columns, cells)}."
    yield from _collisions(result)
    if len(columns) <= MOST_EXPLAINED + 1:
        yield from _nash(result)


def _zone(column: Column) -> str:
    said = signable_says(column)
    if column.bargaining is None:
        return said
    if not column.bargaining.negotiation.issues:
        return "nothing, as nothing is on the table"
    if said == "none can exist":
        return "none can exist, as the rules contradict each other"
    return f"{said} of {column.bargaining.zone.feasible}"


def _nash(result: SideBySide) -> Iterator[str]:
    """Say what the Nash solution of the case changes, and in what those of other columns differ from it."""
    first = result.columns[0]
    if first.nash:
        yield f"The Nash solution, as it is: {_package(first, first.changed)}."
    others = [column for column in result.columns[1:] if column.nash]
    for where, told in groups(others, [_unlike(column, first) for column in others]):
        yield f"The Nash solution {where}{told}."


def _unlike(column: Column, first: Column) -> str:
    """Say in what the Nash solution of a column differs from that of the case."""
    if not first.nash:
        return f": {_package(column, column.changed)}"
    others = {key: one for key, one in column.changed.items() if first.changed.get(key) != one}
    gone = [issue_name(first.case, issue) for issue in first.changed if issue not in column.changed]
    told = [_package(column, others)] if others else []
    told += [f"no change of {joined(f'“{one}”' for one in gone)}"] if gone else []
    return f", unlike as it is: {'; '.join(told)}" if told else f" changes the same{_which(column)}"


def _package(column: Column, changed: Mapping[str, str]) -> str:
    return package_says(column.case, changed) + _which(column)


def _which(column: Column) -> str:
    """Say which package of the Nash solution is named, where there are several, or better ones may exist."""
    told = [f"the first of {len(column.nash)}"] if len(column.nash) > 1 else []
    if column.solution is not None and column.solution.exactness != "exact":
        told.append("the best known")
    return f" ({', '.join(told)})" if told else ""


def _collisions(result: SideBySide) -> Iterator[str]:
    """Say where nothing can be signed what collides first, and the least to drop."""
    for place, told in groups(result.columns, [_collision(column) for column in result.columns]):
        if told:
            yield f"{capitalised(place)}: {told}"


def _collision(column: Column) -> str:
    found, case = column.conflicts, column.case
    if column.bargaining is None or found is None or not found.conflicts:
        return ""
    conflict, *others = found.conflicts
    members = "; ".join(within(constraint_says(case, one)) for one in conflict.members)
    verb = "these collide" if len(conflict.members) > 1 else "this alone stands in the way"
    least = "" if found.complete else "at least "
    more = f" (one of {least}{len(found.conflicts)} such conflicts)" if others else ""
    if not found.concessions:
        none = no_concession(column.bargaining.negotiation)
        return f"{verb}: {members}{more}. {none if found.complete else 'It is not known what to drop.'}"
    dropped = found.concessions[0].drop
    listed = joined(within(constraint_says(case, one)) for one in dropped)
    return f"{verb}: {members}{more}. It is enough to drop {len(dropped)}: {listed}."


def _road(result: SideBySide) -> Iterator[str]:
    columns = result.columns
    if all(column.roadmap is None for column in columns):
        return
    cells = [NO_ROAD if cell == NONE else cell for cell in chances_of_goal(columns)]
    yield f"The chance of the goal at best: {each_says(columns, cells)}."
    orders = [_order(column) for column in columns]
    found = [column.roadmap.fixed_order.exact for column in columns if column.roadmap is not None]
    best = "The best order" if all(found) else "The best order that was found"
    if len(set(orders)) == 1 and columns[0].order:
        yield f"{best} is the same in each: {orders[0]}."
    elif any(column.order for column in columns) and len(columns) <= MOST_EXPLAINED + 1:
        yield below(f"{best} differs.", groups(columns, orders))


def _order(column: Column) -> str:
    if column.order:
        return joined(f"“{block_name(column.case, key)}”" for key in column.order)
    if "roadmap" in column.unknown:
        return UNKNOWN
    return NO_ROAD if column.roadmap is None else "none, as the goal cannot be reached"


def _splits(result: SideBySide) -> Iterator[str]:
    for bloc in dict.fromkeys(key for one in result.columns for key in one.blocs):
        name = within(name_of(result.case, bloc))
        cells = [splits_say(column, bloc) for column in result.columns]
        cells = [NEVER_SPLIT if cell == NONE else cell for cell in cells]
        if len(set(cells)) > 1:
            told = each_says(result.columns, cells)
            yield f"Of the packages that others could sign, so many split {name}: {told}."


def _blocking(result: SideBySide) -> Iterator[str]:
    differ = list(blocking_rows(result))
    for row in differ[:MOST_LISTED]:
        yield f"{row.label}: {each_says(result.columns, row.cells)}."
    if len(differ) > MOST_LISTED:
        more = len(differ) - MOST_LISTED
        are = "difference in who can block is" if more == 1 else "differences in who can block are"
        yield f"{more} more {are} in the tables of --json and --csv."


def _lasting(result: SideBySide) -> Iterator[str]:
    first = result.columns[0].lasting
    if first is None:
        return
    for concept in CONCEPTS:
        for column in result.columns[1:]:
            lasting = column.lasting
            if lasting is None:
                continue
            more, fewer = lasting.only_here(concept, first), first.only_here(concept, lasting)
            if more or fewer:
                states = "state lasts" if len(more) == 1 else "states last"
                told = [f"{len(more):,} more {states}{_such(more)}"] if more else []
                no_longer = f"{len(fewer):,} no longer {'does' if len(fewer) == 1 else 'do'}"
                told += [f"{no_longer}{_such(fewer)}"] if fewer else []
                by = NOUN[Concept(concept)]
                yield f"{capitalised(where_says(column))}, by {by}, {', and '.join(told)}."


def _such(states: tuple[str, ...]) -> str:
    """Name states, or the first of many, as the end of what is said of them."""
    named = joined(f"“{one}”" for one in states[:MOST_STATES])
    return f" ({'among them ' if len(states) > MOST_STATES else ''}{named})"
