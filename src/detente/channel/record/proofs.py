"""Checking the proofs of a log's tree: an entry is in it, and it has only grown.

The algorithms of RFC 9162 (2021), 2.1.3.2 and 2.1.4.2, which check the proofs of RFC 6962.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.channel.record.tree import EMPTY_ROOT, node_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_consistent", "is_included"]


def is_included(leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether a proof shows that a leaf has this place in the log of a size and a root."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether a proof shows that a log of a size and root goes on from an older size and root."""
    if not 0 <= old <= size:
        return False
    if old == 0:
        return old_root == EMPTY_ROOT and not proof
    if old == size:
        return old_root == root and not proof
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps:
        return False
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == root
