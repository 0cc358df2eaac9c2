"""What proves that a party has signed two different logs: anybody can check it with the opening alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.channel.problems import RecordError
from detente.channel.record.entry import SignedEntry
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
        one, other, signing = self.first.entry, self.second.entry, [each.sign for each in keys]
        return (
            one.channel == other.channel == channel
            and (one.party, one.number) == (other.party, other.number)
            and self.first.leaf != self.second.leaf
            and all(any(signed.is_by(key) for key in signing) for signed in (self.first, self.second))
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept and sent."""
        return {"first": self.first.line.decode(), "second": self.second.line.decode()}


@dataclass(frozen=True, eq=False)
class ForkByHead:
    """A signed head, and the last entry of a log of that size which has another root.

    ``frontier``: the complete subtrees over the entries before that one, which hash to what it says stood
    before it; with it they give the root that the log has.
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
        last, signing = self.last.entry, [each.sign for each in keys]
        return (
            last.channel == self.head.channel == channel
            and last.party == self.party
            and last.number == self.number
            and root_of_frontier(list(self.frontier)).hex() == last.before
            and _root_with(self.frontier, self.last).hex() != self.head.head.root
            and any(self.head.is_by(key) for key in signing)
            and any(self.last.is_by(key) for key in signing)
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept and sent."""
        return {
            "head": self.head.to_json(),
            "last": self.last.line.decode(),
            "frontier": [one.hex() for one in self.frontier],
        }


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
