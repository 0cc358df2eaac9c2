"""What can be said of a limit, by going through all that may be held: independent of the program's counting.

A regime is the mapping that an analyst would write. An item stands in a cell: a category, a zone (or none of
them) and a way to be held. What is declared leaves open in which cells items stand, and how many there are;
every way in which that can be is a completion. Unknown numbers go up to ``MANY``, which is above every limit.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations_with_replacement, product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["HELD", "MANY", "can_be_told"]

MANY = 5
"""Stands for any number: no limit of a drawn regime is as large."""
HELD = ("active", "stored", "temporary")

Cell = tuple[str, str | None, str]
Stock = frozenset[tuple[Cell, int]]


def can_be_told(regime: Mapping[str, Any], limit: Mapping[str, Any], on: str, category: str) -> set[bool]:
    """Return whether the limit is exceeded, once for each answer that some completion gives."""
    most = limit["at_most"][category]
    totals = {0}
    for state in regime["groups"][on]["members"] if on in regime["groups"] else [on]:
        held = set(_held(regime, limit, category, state))
        totals = {before + more for before in totals for more in held}
    return {total > most for total in totals}


def _held(regime: Mapping[str, Any], limit: Mapping[str, Any], category: str, state: str) -> Iterator[int]:
    """Yield how many items of a state count, in each completion of what it has declared."""
    declared = [one for one in regime["declarations"] if one["by"] == state]
    if not declared:
        yield from (0, MANY)
    changes = sorted(
        (one for one in regime["changes"] if one["by"] == state),
        key=lambda one: (one["on"], "from_zone" in one),
    )
    for declaration in declared:
        counting = {cell for cell in _cells(regime) if _counts(regime, limit, category, cell)}
        stocks = _stocks(regime, declaration, counting, any_cell=bool(changes))
        for change in changes:
            stocks = {after for before in stocks for after in _changed(regime, change, before)}
        hidden = (0,) if declaration["complete"] else _hidden(regime, declaration, counting)
        for stock, more in product(stocks, hidden):
            yield sum(number for cell, number in stock if cell in counting) + more


def _below(parts: Mapping[str, Any], key: str) -> set[str]:
    """Return a category or zone and all that lies within it."""
    found = {key}
    while True:
        further = {one for one, part in parts.items() if found & set(_within(part))} - found
        if not further:
            return found
        found |= further


def _within(part: Mapping[str, Any] | None) -> list[str]:
    within = (part or {}).get("within") or []
    return [within] if isinstance(within, str) else within


def _cells(regime: Mapping[str, Any]) -> list[Cell]:
    return list(product(regime["categories"], [None, *regime["zones"]], HELD))


def _counts(regime: Mapping[str, Any], limit: Mapping[str, Any], category: str, cell: Cell) -> bool:
    of, zone, held = cell
    in_zone = limit["zone"] is None or zone in _below(regime["zones"], limit["zone"])
    return of in _below(regime["categories"], category) and in_zone and held in limit["status"]


def _may_stand(regime: Mapping[str, Any], entry: Mapping[str, Any], zone: str | None) -> list[Cell]:
    """Return the cells in which the items of an entry may stand."""
    zones = [None, *regime["zones"]] if zone is None else _below(regime["zones"], zone)
    ways = ("active", "stored") if entry["status"] == "unknown" else (entry["status"],)
    # Where several parts of a category are named, it consists of them.
    of = [one for one in _below(regime["categories"], entry["category"]) if len(_parts(regime, one)) < 2]
    return list(product(of, zones, ways))


def _parts(regime: Mapping[str, Any], category: str) -> list[str]:
    return [one for one, part in regime["categories"].items() if category in _within(part)]


def _numbers(count: Any) -> range:  # noqa: ANN401 - a number, a range, or unknown
    if count == "unknown":
        return range(MANY + 1)
    low, high = count if isinstance(count, list) else (count, count)
    return range(low, high + 1)


def _stocks(
    regime: Mapping[str, Any], declaration: Mapping[str, Any], counting: set[Cell], *, any_cell: bool
) -> set[Stock]:
    """Return what may be held; where nothing moves afterwards, all cells that count are as good as one."""
    found: set[Stock] = {frozenset()}
    for entry in declaration["holdings"]:
        if entry.get("excluded"):
            continue
        cells = _may_stand(regime, entry, entry["zone"])
        if not any_cell:
            cells = [*{cell in counting: cell for cell in cells}.values()]
        ways = _ways(cells, entry["count"])
        found = {_together(before, Counter(way)) for before in found for way in ways}
    return found


def _ways(cells: list[Cell], count: Any) -> list[tuple[Cell, ...]]:  # noqa: ANN401 - as above
    return [way for number in _numbers(count) for way in combinations_with_replacement(cells, number)]


def _together(stock: Stock, more: Counter[Cell]) -> Stock:
    return frozenset((Counter(dict(stock)) + more).items())


def _changed(regime: Mapping[str, Any], change: Mapping[str, Any], stock: Stock) -> Iterator[Stock]:
    """Yield what there can be after items have come, gone or moved; nothing where no such items are held."""
    if change.get("excluded"):
        yield stock
        return
    come = change.get("to_zone")
    if "from_zone" not in change:
        for way in _ways(_may_stand(regime, change, come), change["count"]):
            yield _together(stock, Counter(way))
        return
    there = {*_may_stand(regime, change, change["from_zone"])}
    holds = Counter(dict(stock))
    for number in _numbers(change["count"]):
        for gone in combinations_with_replacement([cell for cell in holds if cell in there], number):
            taken = Counter(gone)
            if taken - holds:
                continue
            left = holds - taken
            if come is None:
                yield frozenset(left.items())
                continue
            places = sorted(_below(regime["zones"], come))
            for zones in product(places, repeat=number):
                moved = Counter((cell[0], zone, cell[2]) for cell, zone in zip(gone, zones, strict=True))
                yield frozenset((left + moved).items())


def _hidden(
    regime: Mapping[str, Any], declaration: Mapping[str, Any], counting: set[Cell]
) -> tuple[int, ...]:
    """Return how many items there may be in cells of which a declaration that is not complete says nothing.

    It speaks of the cells in which items of an entry may stand, unless these are those of one unit or site.
    """
    spoken: set[Cell] = set()
    for entry in declaration["holdings"]:
        if not any(entry.get(one) for one in ("excluded", "unit", "parent", "site")):
            spoken |= {*_may_stand(regime, entry, entry["zone"])}
    silent = {cell for cell in counting if cell not in spoken and len(_parts(regime, cell[0])) < 2}
    return (0, MANY) if silent else (0,)
