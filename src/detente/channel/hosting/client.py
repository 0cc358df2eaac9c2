"""A party's exchange with a host: both come to have what either had. Nothing that a host says is believed.

Each entry is checked as it arrives. What has been exchanged is noted beside the entries, with hashes over it,
so that only what is new travels, and a host that lost something is found out and given it again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

from detente.channel.hosting.openapi import MOST_HEADS, MOST_LINES
from detente.channel.hosting.synced import Synced
from detente.channel.hosting.way import Way, printable
from detente.channel.keeping.store import Row, chained, line_hash
from detente.channel.problems import ChannelError, RecordError
from detente.channel.record.copy import Outcome
from detente.channel.record.entry import SignedEntry
from detente.channel.record.opening import Opening
from detente.channel.record.statements import SignedHead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import httpx

    from detente.channel.exchange.delegation import Delegation
    from detente.channel.record.key_file import KeyFile
    from detente.channel.record.keys import SecretKeys

__all__ = ["Host", "fetch_opening"]

_BATCH = 3 << 19
"""Bytes of entries that are sent at once: as JSON they may be twice as long, and the host takes 4 MiB."""
_MOST_REFUSED = 10_000
"""Lines of a host that are no entries, after which nothing more is read from it."""
_MOST_OWED = 1000
_CONFLICT = 409


@dataclass(frozen=True)
class _Cursor:
    """How far the exchange with a host has come: of its arrivals, and of one's own.

    ``owed``: those of one's own before there that the host refused or does not show, to be sent once more.
    """

    got: int = 0
    got_chain: str = ""
    sent: int = 0
    sent_chain: str = ""
    owed: tuple[int, ...] = ()

    def had(self, seq: int) -> bool:
        """Tell whether the host had confirmed an entry of one's own arrivals."""
        return seq <= self.sent and seq not in self.owed


@dataclass
class _Tally:
    """What is counted during an exchange. ``shown``: hashes of what the host has shown."""

    sent: int = 0
    new_there: int = 0
    lost: int = 0
    restarted: str = ""
    refused_here: list[str] = field(default_factory=list)
    refused_there: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    pushed: dict[str, int] = field(default_factory=dict)


class _StartAgainError(Exception):
    """What the host has is not what was exchanged with it."""


class Host:
    """A host as a party or observer reaches it, at an address; ``with`` lets go of the connection at its end.

    ``more_keys``: others to sign in with, where the host may not know the present ones: right after a
    revocation, the recovery key.
    """

    def __init__(
        self,
        url: str,
        delegation: Delegation,
        transport: httpx.BaseTransport | None = None,
        *,
        more_keys: Sequence[SecretKeys] = (),
    ) -> None:
        self._delegation, self._holder, self._more_keys = delegation, delegation.holder, tuple(more_keys)
        self._channel = self._holder.opening.id
        self._way = Way(url, self._channel, delegation.name, (), transport)
        self.url = self._way.url

    def close(self) -> None:
        """Let go of the connection."""
        self._way.close()

    def __enter__(self) -> Self:
        """Return the host, whose connection is let go at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the connection."""
        self.close()

    def sync(self) -> Synced:
        """Get what is new at the host, bring it what is new here, and exchange signed heads.

        Raises ``ChannelError`` where the host cannot be reached or relied on; what arrived by then is kept.
        """
        self._way.keys = (*self._delegation.keys.keys, *self._more_keys)
        self._holder.refresh()
        before, forks, tally = len(self._holder.copy), len(self._holder.copy.forks()), _Tally()
        cursor, earlier = self._compared(self._cursor(), tally)
        hidden = 0
        if not self._delegation.observes:
            cursor = self._push(cursor, earlier, tally)
            if tally.pushed:
                cursor, hidden = self._see_that_it_shows(cursor, tally)
        self._exchange_heads(tally)
        return Synced(
            self.url,
            tally.sent,
            max(0, len(self._holder.copy) - before),
            len(self._holder.copy.waiting),
            tuple(tally.refused_there),
            tuple(tally.refused_here),
            tally.restarted,
            tally.lost,
            hidden,
            max(0, len(self._holder.copy.forks()) - forks),
        )

    # How far the exchange has come.

    @property
    def _note(self) -> str:
        return f"host {self.url}"

    def _cursor(self) -> _Cursor:
        try:
            kept = json.loads(self._holder.store.note(self._channel, self._note) or "{}")
            found = _Cursor(**{**kept, "owed": tuple(kept.get("owed", ()))})
        except (ValueError, TypeError, AttributeError):
            return _Cursor()
        here = self._holder.store.chain_at(self._channel, found.sent)
        return found if here == found.sent_chain else _Cursor()

    def _keep(self, cursor: _Cursor) -> _Cursor:
        self._holder.store.put_note(self._channel, self._note, json.dumps(asdict(cursor)))
        return cursor

    def _compared(self, cursor: _Cursor, tally: _Tally) -> tuple[_Cursor, _Cursor]:
        """Get what is new; from the start, where the host has not what it had.

        Return also how far it had come before such a new start.
        """
        try:
            return self._pull(cursor, tally), _Cursor()
        except _StartAgainError as reason:
            tally.restarted = str(reason)
        try:
            return self._pull(self._keep(_Cursor()), tally), cursor
        except _StartAgainError as reason:
            raise self._way.wrong("it says also of the very start that it is another") from reason

    # From the host.

    def _pull(self, cursor: _Cursor, tally: _Tally) -> _Cursor:
        end = None
        while end is None or cursor.got < end:
            asked = self._way.get("entries", after=cursor.got, chain=cursor.got_chain, most=MOST_LINES)
            if asked.status == _CONFLICT:
                raise _StartAgainError("what had arrived at the host before is not there as it was")
            page = self._way.mapping(asked)
            rows = self._rows_of(page, cursor, tally.shown)
            end = page["last"] if end is None else end
            if not rows:
                break
            taken = self._holder.take_lines(row.line for row in rows)
            tally.refused_here += taken.refused
            if len(tally.refused_here) > _MOST_REFUSED:
                raise self._way.wrong(f"it sent more than {_MOST_REFUSED:,} lines that are no entries")
            cursor = self._keep(replace(cursor, got=rows[-1].seq, got_chain=rows[-1].chain))
        return cursor

    def _rows_of(self, page: dict[str, Any], cursor: _Cursor, shown: set[str]) -> list[Row]:
        """Return the entries of a page, once they are seen to follow on what was got before."""
        entries, last = page.get("entries"), page.get("last")
        if not isinstance(entries, list) or not isinstance(last, int) or len(entries) > MOST_LINES:
            raise self._way.wrong("what it answers is not what a host answers")
        rows, chain = [], cursor.got_chain
        for seq, entry in enumerate(entries, cursor.got + 1):
            if (
                not isinstance(entry, dict)
                or entry.get("seq") != seq
                or not isinstance(entry.get("line"), str)
            ):
                raise self._way.wrong("its entries are not those that it was asked for")
            line = entry["line"].encode("utf-8", "replace")
            hashed = line_hash(line)
            chain = chained(chain, hashed)
            if entry.get("chain") != chain or hashed in shown:
                raise self._way.wrong("its entries do not go on from those that it sent before")
            shown.add(hashed)
            rows.append(Row(seq, line, chain))
        if last < cursor.got + len(rows) or (last > cursor.got and not rows):
            raise self._way.wrong("it says that other entries arrived than it sends")
        return rows

    # To the host.

    def _push(self, cursor: _Cursor, earlier: _Cursor, tally: _Tally) -> _Cursor:
        """Send what the host has not shown to have; ``earlier``: how far it had confirmed and lost."""
        store, owed = self._holder.store, []
        for seq in cursor.owed:
            for row in store.rows(self._channel, seq - 1, 1):
                if line_hash(row.line) not in tally.shown:
                    owed += self._send([row], tally)
        if tuple(owed) != cursor.owed:
            cursor = self._keep(replace(cursor, owed=tuple(owed)))
        while rows := store.rows(self._channel, cursor.sent, MOST_LINES):
            lacking = [row for row in rows if line_hash(row.line) not in tally.shown]
            for had in (True, False):
                count = tally.sent
                for batch in _batches([row for row in lacking if earlier.had(row.seq) is had]):
                    owed += self._send(batch, tally)
                tally.lost += tally.sent - count if had else 0
            last, kept = rows[-1], tuple(owed[-_MOST_OWED:])
            cursor = self._keep(replace(cursor, sent=last.seq, sent_chain=last.chain, owed=kept))
        return cursor

    def _send(self, rows: list[Row], tally: _Tally) -> list[int]:
        """Send entries; return which of them the host refused, though they are good."""
        lines = [row.line.decode() for row in rows]
        told = self._way.mapping(self._way.post("entries", {"lines": lines}))
        refused = told.get("refused")
        counts = [told.get(key) for key in ("new", "known", "waiting")]
        if not isinstance(refused, list) or not all(isinstance(one, int) and one >= 0 for one in counts):
            raise self._way.wrong("it does not say what became of the entries that it was sent")
        new, known, waiting = (int(one or 0) for one in counts)
        owed, places = [], set()
        for one in refused:
            place = one.get("line") if isinstance(one, dict) else None
            if not isinstance(place, int) or not 0 <= place < len(rows):
                raise self._way.wrong("it refuses entries that it was not sent")
            places.add(place)
            tally.refused_there.append(printable(one.get("reason")))
            if self._is_good(rows[place]):
                owed.append(rows[place].seq)
        if len(places) != len(refused) or new + known + waiting + len(refused) != len(rows):
            raise self._way.wrong("it does not say what became of each entry that it was sent")
        tally.sent, tally.new_there = tally.sent + new + waiting, tally.new_there + new
        for place, row in enumerate(rows):
            if place not in places:
                tally.pushed[line_hash(row.line)] = row.seq
        return owed

    def _is_good(self, row: Row) -> bool:
        signed = SignedEntry.kept(row.line)
        log = self._holder.copy.logs.get(signed.entry.party)
        held = log.held.get(signed.leaf) if log else None
        return held is not None and held.line == row.line

    def _see_that_it_shows(self, cursor: _Cursor, tally: _Tally) -> tuple[_Cursor, int]:
        """Get what is new once more: what the host has just confirmed is to be part of it."""
        try:
            cursor = self._pull(cursor, tally)
        except _StartAgainError as reason:
            raise self._way.wrong("what it has shown is gone again") from reason
        shown = tally.pushed.keys() & tally.shown
        hidden = max(0, tally.new_there - len(shown))
        if hidden:
            owed = [*cursor.owed, *(seq for one, seq in tally.pushed.items() if one not in shown)]
            cursor = self._keep(replace(cursor, owed=tuple(sorted(set(owed)))[-_MOST_OWED:]))
        return cursor, hidden

    # Heads, both ways.

    def _exchange_heads(self, tally: _Tally) -> None:
        copy = self._holder.copy
        told = self._way.mapping(self._way.get("heads")).get("heads")
        if not isinstance(told, list) or len(told) > 2 * MOST_HEADS * len(copy.logs):
            raise self._way.wrong("what it answers is not a list of heads")
        theirs = set()
        for one in told:
            try:
                head = SignedHead.from_json(one)
            except RecordError as error:
                raise self._way.wrong(f"it keeps what is no head: {error}") from error
            theirs.add(head)
            added = self._holder.take_head(head)
            if added.outcome is Outcome.REFUSED:
                tally.refused_here.append(f"head of {printable(head.party)}: {added.reason}")
        if self._delegation.observes:
            return
        lacking = [
            head for head in dict.fromkeys((*self._own_head(), *copy.heads.values())) if head not in theirs
        ]
        for begin in range(0, len(lacking), MOST_HEADS):
            sent = [head.to_json() for head in lacking[begin : begin + MOST_HEADS]]
            refused = self._way.mapping(self._way.post("heads", {"heads": sent})).get("refused")
            for one in refused if isinstance(refused, list) else []:
                reason = one.get("reason") if isinstance(one, dict) else None
                tally.refused_there.append(f"a head: {printable(reason)}")

    def _own_head(self) -> Iterator[SignedHead]:
        """Yield the head of one's own log, where it has entries and the key in force is at hand."""
        if self._holder.copy.logs[self._delegation.name].longest.entries:
            with suppress(ChannelError):
                yield self._delegation.head()


def fetch_opening(
    url: str, channel: str, keys: KeyFile, transport: httpx.BaseTransport | None = None
) -> Opening:
    """Return the opening of a channel as a host has it, for a party or observer that has no copy yet.

    Raises ``ChannelError`` where the host does not have it: the id of a channel is the hash of its opening.
    """
    way = Way(url, channel, keys.name, keys.keys, transport)
    try:
        asked = way.get("opening")
        if asked.status != 200:  # noqa: PLR2004 - of HTTP
            way.mapping(asked)
        found = Opening.read(asked.body)
    except RecordError as error:
        raise way.wrong(f"it gives no opening ({error})") from error
    finally:
        way.close()
    if found.id != channel:
        raise way.wrong("it gives the opening of another channel")
    return found


def _batches(rows: list[Row]) -> Iterator[list[Row]]:
    """Yield entries in parts that a host takes at once."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        if batch and size + len(row.line) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += len(row.line)
    if batch:
        yield batch
