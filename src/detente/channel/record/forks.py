"""What proves that a party has signed two different logs: anybody can check it with the opening alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.channel.problems import RecordError
from detente.channel.record.entry import SignedEntry
from detente.channel.record.kinds import Kind
from detente.channel.record.statements import SignedHead, require_hash
from detente.channel.record.tree import root_of_frontier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.channel.record.keys import PublicKeys

__all__ = ["ForkByEntries", "ForkByHead", "read_fork"]


@dataclass(frozen=True, eq=False)
class ForkByEntries:
    """Two entries of one number, both signed by the party."""

    first: SignedEntry
    second: SignedEntry

    @property
    def party(self) -> str:
        """Who has signed both."""
        return self.first.entry.party

    @property
    def number(self) -> int:
        """From which entry on the logs differ."""
        return self.first.entry.number

    def proves(self, channel: str, keys: Iterable[PublicKeys]) -> bool:
        """Tell whether it proves the fork, given the keys that the party has had."""
        one, other, held = self.first.entry, self.second.entry, list(keys)
        return (
            one.channel == other.channel == channel
            and (one.party, one.number) == (other.party, other.number)
            and self.first.leaf != self.second.leaf
            and all(_is_by_party(signed, held) for signed in (self.first, self.second))
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept and sent."""
        return {"first": self.first.line.decode(), "second": self.second.line.decode()}


@dataclass(frozen=True, eq=False)
class ForkByHead:
    """A signed head, and the last entry of a log of that size which has another root.

    ``frontier``: the complete subtrees over the entries before that one, which hash to what it says stood
    before it; with it they give the root that the log has. How many they are follows from how many entries
    stand before: other subtrees of the same root would give another root with one more leaf, and so convict
    who has one log.
    """

    head: SignedHead
    last: SignedEntry
    frontier: tuple[bytes, ...]

    @property
    def party(self) -> str:
        """Who has signed both."""
        return self.head.party

    @property
    def number(self) -> int:
        """Up to which entry the logs differ."""
        return self.head.head.size - 1

    def proves(self, channel: str, keys: Iterable[PublicKeys]) -> bool:
        """Tell whether it proves the fork, given the keys that the party has had."""
        last, held = self.last.entry, list(keys)
        return (
            last.channel == self.head.channel == channel
            and last.party == self.party
            and last.number == self.number
            and len(self.frontier) == last.number.bit_count()
            and root_of_frontier(list(self.frontier)).hex() == last.before
            and _root_with(self.frontier, self.last).hex() != self.head.head.root
            and any(self.head.is_by(each.sign) for each in held)
            and _is_by_party(self.last, held)
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept and sent."""
        return {
            "head": self.head.to_json(),
            "last": self.last.line.decode(),
            "frontier": [one.hex() for one in self.frontier],
        }


def _is_by_party(signed: SignedEntry, keys: Iterable[PublicKeys]) -> bool:
    """Tell whether an entry is signed with the key that its kind needs, of those that its party has had."""
    if signed.entry.kind is Kind.REVOKE:
        return any(each.recovery and signed.is_by(each.recovery) for each in keys)
    return any(signed.is_by(each.sign) for each in keys)


def _root_with(frontier: tuple[bytes, ...], last: SignedEntry) -> bytes:
    """Return the root of a log with its last entry: that of its frontier with one more leaf."""
    return root_of_frontier([*frontier, last.leaf])


def read_fork(value: object) -> ForkByEntries | ForkByHead:
    """Return a proof that was kept or sent.

    Raises ``RecordError`` where it is none. Whether it proves anything is not looked at here.
    """
    if isinstance(value, dict) and set(value) == {"first", "second"}:
        return ForkByEntries(*(SignedEntry.read(str(value[key]).encode()) for key in ("first", "second")))
    if (
        isinstance(value, dict)
        and set(value) == {"head", "last", "frontier"}
        and isinstance(value["frontier"], list)
    ):
        frontier = tuple(bytes.fromhex(require_hash(one)) for one in value["frontier"])
        return ForkByHead(
            SignedHead.from_json(value["head"]), SignedEntry.read(str(value["last"]).encode()), frontier
        )
    raise RecordError("this is no proof of two logs")
