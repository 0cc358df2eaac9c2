"""From when on others have known of an entry: the first entry of another party that had seen it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.channel.record.copy import Copy

__all__ = ["acknowledged", "witnessed"]


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


def acknowledged(copy: Copy) -> dict[str, dict[str, int]]:
    """Return by party, and by who acknowledged it, the largest size of its log that was acknowledged.

    Up to there the party's own signature stands in another's log, so that another log of it is provable.
    """
    found: dict[str, dict[str, int]] = {party: {} for party in copy.logs}
    for signed in copy.entries():
        for head in signed.entry.heads:
            sizes = found[head.party]
            sizes[signed.entry.party] = max(sizes.get(signed.entry.party, 0), head.head.size)
    return found
