"""The table of who signs what, looked into; compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.compiled import compiled
from detente.roadmap.heuristic.signatures import UNKNOWN

if TYPE_CHECKING:
    from detente.roadmap.heuristic.signatures import Table

__all__ = ["place_of", "signed"]


@compiled
def place_of(table: Table, block: int, delivered: int) -> int:
    """Return where an answer stands in the table, or where it would."""
    mask = len(table.blocks) - 1
    code = delivered ^ (block << 32) ^ (delivered >> 29)
    place = (((code * 0x9E3779B1) ^ (code >> 17)) * 0x85EBCA77 >> 11) & mask
    while table.blocks[place] >= 0 and (table.blocks[place] != block or table.sets[place] != delivered):
        place = (place + 1) & mask
    return place


@compiled
def signed(table: Table, block: int, delivered: int) -> int:
    """Return 1 where a block is signed once a set of blocks stands, 0 where not, or note the question."""
    key = delivered & table.matters[block]
    place = place_of(table, block, key)
    if table.blocks[place] >= 0:
        answer: int = table.answers[place]
        return answer
    if table.noted[0] < len(table.asked_blocks):
        table.asked_blocks[table.noted[0]], table.asked_sets[table.noted[0]] = block, key
        table.noted[0] += 1
    return UNKNOWN
