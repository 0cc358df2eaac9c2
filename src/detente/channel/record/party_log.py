"""The log of one party as it is known here: one branch, or several where the party has forked its log.

Nothing that a party signed can be withdrawn: where it signs two logs, both are kept. Only a revocation,
signed with the recovery key, takes away what an earlier key went on to sign elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.channel.record.kinds import Kind
from detente.channel.record.statements import Head
from detente.channel.record.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.channel.record.entry import SignedEntry
    from detente.channel.record.keys import PublicKeys

__all__ = ["MOST_BRANCHES", "MOST_NEEDED", "MOST_REVOKING", "Branch", "PartyLog"]

MOST_BRANCHES = 16
"""Logs that one party can be shown to have signed. The first two prove it; past this, no more are kept."""

MOST_NEEDED = 48
"""Logs of one party that are kept where another's entries build on them, with those above. What is void is
found anew with each log, which costs the square of their number."""
MOST_REVOKING = 64
"""Logs that are kept where they revoke keys, with those above: the recovery key alone signs these last."""


@dataclass
class Branch:
    """One log from its first entry on. ``begins``: the first entry that it does not share with its origin."""

    entries: list[SignedEntry] = field(default_factory=list)
    tree: Tree = field(default_factory=Tree)
    keys: list[tuple[int, PublicKeys]] = field(default_factory=list)
    begins: int = 0

    def __len__(self) -> int:
        return len(self.entries)

    def keys_at(self, number: int) -> PublicKeys:
        """Return the keys in force when the entry of a number was to be signed."""
        return next(keys for since, keys in reversed(self.keys) if since <= number)

    def last_revoked(self, size: int | None = None) -> int:
        """Return the number of the last entry that revokes keys, of the first so many; −1 for none."""
        size = len(self) if size is None else size
        changes = (since - 1 for since, _ in reversed(self.keys) if 0 < since <= size)
        return next((number for number in changes if self.entries[number].entry.kind is Kind.REVOKE), -1)

    def head(self, size: int | None = None) -> Head:
        """Return the state of the log, as it is or as it was at a size."""
        size = len(self) if size is None else size
        return Head(size, self.tree.root(size).hex())

    def has(self, head: Head) -> bool:
        """Tell whether the log went through a state."""
        return head.size <= len(self) and self.tree.root(head.size).hex() == head.root

    def append(self, signed: SignedEntry) -> None:
        """Add an entry that has been checked."""
        entry = signed.entry
        self.entries.append(signed)
        self.tree.append(signed.leaf)
        if entry.keys is not None:
            self.keys.append((entry.number + 1, entry.keys))

    def fork(self, number: int) -> Branch:
        """Return another branch that shares the entries before a number."""
        return Branch(
            self.entries[:number],
            self.tree.up_to(number),
            [(since, keys) for since, keys in self.keys if since <= number],
            number,
        )


class PartyLog:
    """Everything that one party is known to have signed in a channel."""

    def __init__(self, party: str, keys: PublicKeys) -> None:
        self.party, self.opening_keys = party, keys
        self.branches = [Branch(keys=[(0, keys)])]
        self.held: dict[bytes, SignedEntry] = {}
        self.void: frozenset[bytes] = frozenset()

    def __len__(self) -> int:
        return len(self.held)

    @property
    def longest(self) -> Branch:
        """The branch of most entries that a revocation has not made void.

        Of several it is one that follows from what they hold, and not from the order in which they came.
        """
        if len(self.branches) == 1:
            return self.branches[0]
        return max(self.standing, key=lambda one: (len(one), one.tree.root()))

    @property
    def standing(self) -> list[Branch]:
        """The branches that end with an entry which still counts."""
        return [one for one in self.branches if not one.entries or one.entries[-1].leaf not in self.void]

    @property
    def all_keys(self) -> Iterator[PublicKeys]:
        """The keys that were ever in force."""
        yield from dict.fromkeys(keys for branch in self.branches for _, keys in branch.keys)

    def branch_of(self, head: Head) -> Branch | None:
        """Return a branch that went through a state; None where none is known that did."""
        for branch in self.branches:
            if branch.has(head):
                return branch
        return None

    def reaches(self, size: int) -> bool:
        """Tell whether any branch has so many entries."""
        return any(len(branch) >= size for branch in self.branches)

    def append(self, branch: Branch, signed: SignedEntry) -> None:
        """Add an entry that has been checked, after those of a branch before its number."""
        number = signed.entry.number
        forked = number < len(branch)
        if forked:
            branch = branch.fork(number)
            self.branches.append(branch)
        on_void = bool(number) and branch.entries[-1].leaf in self.void
        branch.append(signed)
        self.held[signed.leaf] = signed
        if len(self.branches) > 1 and (forked or on_void or signed.entry.kind is Kind.REVOKE):
            self.void = self._made_void()

    def _made_void(self) -> frozenset[bytes]:
        """Return what keys have signed that were revoked, where the log went another way."""
        void: set[bytes] = set()
        standing = []
        for branch in self.branches:
            last = branch.last_revoked()
            left = [
                _shared(branch, one) for one in self.branches if one.last_revoked() >= _shared(branch, one)
            ]
            begins = min((shared for shared in left if last < shared), default=None)
            if begins is None:
                standing.append(branch)
            else:
                void |= {one.leaf for one in branch.entries[begins:]}
        if not void:
            return frozenset()
        return frozenset(void.difference(*({one.leaf for one in branch.entries} for branch in standing)))

    def forks(self) -> Iterator[tuple[SignedEntry, SignedEntry]]:
        """Yield pairs of entries of one number after the same entries, each of which the party has signed."""
        for index, branch in enumerate(self.branches[1:], 1):
            mine = branch.entries[branch.begins]
            for other in self.branches[:index]:
                if _shared(branch, other) == branch.begins < len(other):
                    theirs = other.entries[branch.begins]
                    if not {mine.leaf, theirs.leaf} & self.void:
                        yield theirs, mine
                        break


def _shared(one: Branch, other: Branch) -> int:
    """Return how many entries two branches have in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one.tree.root(middle) == other.tree.root(middle):
            low = middle
        else:
            high = middle - 1
    return low
