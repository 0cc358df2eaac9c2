"""From when on others have known of an entry: the first entry of another party that had seen it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.channel.record.copy import Copy

__all__ = ["witnessed"]


def witnessed(copy: Copy) -> dict[bytes, str]:
    """Return by the hash of an entry the time of the first entry of another party that had seen it.

    The time of an entry is its author's word. This is the other bound on when it was written: no later. What
    is signed with a key that was revoked bears witness to nothing.
    """
    found: dict[bytes, str] = {}
    reached: dict[tuple[str, str, int], int] = {}
    for signed in copy.entries():
        entry = signed.entry
        if copy.is_void(signed):
            continue
        for party, head in entry.seen.items():
            branch = copy.logs[party].branch_of(head)
            assert branch is not None
            key = entry.party, party, id(branch)
            begin = reached.get(key, 0)
            for one in branch.entries[begin : head.size]:
                found.setdefault(one.leaf, entry.time)
            reached[key] = max(begin, head.size)
    return found
