"""From when on others have known of an entry: the first entry of another party that had seen it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.channel.record.copy import Copy

__all__ = ["acknowledged", "witnessed"]


def witnessed(copy: Copy) -> dict[bytes, str]:
    """Return by the hash of an entry the time of the first entry of another party that had seen it.

    The time of an entry is its author's word. This is the other bound on when it was written: no later.
    """
    found: dict[bytes, str] = {}
    reached: dict[tuple[str, str], int] = {}
    for signed in copy.entries():
        entry = signed.entry
        for party, head in entry.seen.items():
            branch = copy.logs[party].branch_of(head)
            assert branch is not None
            begin = reached.get((entry.party, party), 0)
            for one in branch.entries[begin : head.size]:
                found.setdefault(one.leaf, entry.time)
            reached[entry.party, party] = max(begin, head.size)
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
