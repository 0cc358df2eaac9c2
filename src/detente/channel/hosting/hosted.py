"""A channel at a host: one request at a time works on its copy, in a thread of its own."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from detente.channel.hosting.refusal import Refusal
from detente.channel.keeping.holder import Holder
from detente.channel.problems import RecordError
from detente.channel.record.copy import Outcome
from detente.channel.record.keys import signed_by
from detente.channel.record.statements import SignedHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.channel.keeping.store import Store
    from detente.channel.record.opening import Opening
    from detente.channel.record.party_log import Branch

__all__ = ["Hosted"]

_PAGE = 1 << 21
"""Bytes of entries after which an answer ends; the client asks for those after them."""
_AT_ONCE = 50
"""Entries that are read from the store at once, so that no page is much longer than it may be."""


class Hosted:
    """A channel at a host, whose copy is read from the store when it is first needed."""

    def __init__(self, store: Store, opening: Opening) -> None:
        self.opening = opening
        self._store, self._lock = store, Lock()
        self._holder: Holder | None = None

    @contextmanager
    def at_work(self) -> Iterator[Holder]:
        """Work on the copy alone, with all taken in that other processes wrote."""
        with self._lock:
            if self._holder is None:
                self._holder = Holder(self._store, self.opening)
            else:
                self._holder.refresh()
            yield self._holder

    def knows(self, name: str) -> bool:
        """Tell whether somebody is a party or an observer."""
        return name in self.opening.parties or name in self.opening.observers

    def keys_of(self, name: str, holder: Holder) -> tuple[str, ...]:
        """Return the keys with which a name may begin a session now.

        Of a party also the recovery key: with that alone it can bring a revocation of the key it lost.
        """
        if name in self.opening.observers:
            return (self.opening.observers[name].sign,)
        present = holder.copy.logs[name].longest.keys[-1][1].sign
        return present, self.opening.parties[name].recovery

    def key_that_signed(self, name: str, claims: list[bytes], signature: str, purpose: str) -> str | None:
        """Return the key in force that made a signature over one of several claims."""
        with self.at_work() as holder:
            keys = self.keys_of(name, holder)
        return next(
            (key for key in keys for one in claims if signed_by(key, purpose, one, signature)),
            None,
        )

    # What is read.

    def entries(self, after: int, chain: str, most: int) -> dict[str, Any]:
        """Return what arrived after the first so many, of which the client has a hash.

        Raises ``Refusal`` where what arrived here is not what the client has seen.
        """
        channel = self.opening.id
        here = self._store.chain_at(channel, after)
        if here is None:
            raise Refusal(
                409, f"only {self._store.last(channel)[0]} entries have arrived here: begin again at 0"
            )
        if here != chain:
            raise Refusal(409, f"the first {after} entries that arrived here are others: begin again at 0")
        found: list[dict[str, Any]] = []
        size = 0
        while size < _PAGE and len(found) < most:
            rows = self._store.rows(channel, after + len(found), min(_AT_ONCE, most - len(found)))
            found += [{"seq": row.seq, "line": row.line.decode(), "chain": row.chain} for row in rows]
            size += sum(len(row.line) for row in rows)
            if len(rows) < _AT_ONCE:
                break
        return {"entries": found, "last": self._store.last(channel)[0]}

    @staticmethod
    def heads(holder: Holder) -> dict[str, Any]:
        """Return the signed heads that are kept here."""
        holder.refresh_heads()
        return {"heads": [one.to_json() for one in holder.copy.heads.values()]}

    def inclusion(self, holder: Holder, party: str, number: int, size: int) -> dict[str, Any]:
        """Return the proof that an entry is in a party's log of a size.

        Raises ``Refusal`` where there is no such entry or log here.
        """
        branch = self._log(holder, party, size)
        if not number < size:
            raise Refusal(400, "an entry has a number below the size of its log")
        return {"proof": [one.hex() for one in branch.tree.inclusion(number, size)]}

    def consistency(self, holder: Holder, party: str, old: int, size: int) -> dict[str, Any]:
        """Return the proof that a party's log of a size goes on from that of an older size.

        Raises ``Refusal`` where there is no such log here, or the older one is larger.
        """
        branch = self._log(holder, party, size)
        if old > size:
            raise Refusal(400, "the old size of a log is not above its size")
        return {"proof": [one.hex() for one in branch.tree.consistency(old, size)]}

    def _log(self, holder: Holder, party: str, size: int) -> Branch:
        if party not in self.opening.parties:
            raise Refusal(404, "this channel has no such party")
        branch = holder.copy.logs[party].longest
        if size > len(branch):
            raise Refusal(404, f"only {len(branch)} entries of that log are here")
        return branch

    # What is written.

    @staticmethod
    def take(holder: Holder, lines: list[bytes]) -> dict[str, Any]:
        """Take in entries; what is answered is on the disk."""
        taken = holder.take_lines(lines)
        refused = [
            {"line": place, "reason": reason}
            for place, reason in zip(taken.places, taken.refused, strict=True)
        ]
        return {"new": taken.new, "known": taken.known, "waiting": taken.waiting, "refused": refused}

    @staticmethod
    def take_heads(holder: Holder, heads: list[object]) -> dict[str, Any]:
        """Take in heads that parties have signed."""
        counted = dict.fromkeys(Outcome, 0)
        refused = []
        for place, one in enumerate(heads):
            try:
                added = holder.take_head(SignedHead.from_json(one))
            except RecordError as error:
                refused.append({"head": place, "reason": str(error)})
                continue
            counted[added.outcome] += 1
            if added.outcome is Outcome.REFUSED:
                refused.append({"head": place, "reason": added.reason})
        return {"new": counted[Outcome.NEW], "known": counted[Outcome.KNOWN], "refused": refused}
