"""Where channels are kept: what has arrived, in the order in which it arrived, each entry once.

A store only ever adds. What ``append`` returned from is on the disk, also where the power fails then.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING, Any

from detente.channel.problems import ChannelError
from detente.channel.record.opening import Opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.channel.record.entry import SignedEntry

__all__ = ["Row", "Store", "StoreError", "chained", "line_hash"]

_TABLES = (
    "CREATE TABLE IF NOT EXISTS channels (id TEXT PRIMARY KEY, opening {bytes} NOT NULL)",
    """
    CREATE TABLE IF NOT EXISTS entries (
        channel TEXT NOT NULL, seq {count} NOT NULL, hash TEXT NOT NULL, line {bytes} NOT NULL,
        chain TEXT NOT NULL, PRIMARY KEY (channel, seq), UNIQUE (channel, hash)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS notes (
        channel TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (channel, name)
    )
    """,
)


class StoreError(ChannelError):
    """The store cannot be read or written. What it did not confirm is not in it."""


@dataclass(frozen=True)
class Row:
    """An entry as it is kept. ``seq`` counts arrivals from 1; ``chain`` is a hash over all up to this one."""

    seq: int
    line: bytes
    chain: str


def line_hash(line: bytes) -> str:
    """Return the hash of an entry as it is kept and sent, its signature included."""
    return hashlib.sha256(line).hexdigest()


def chained(chain: str, hashed: str) -> str:
    """Return the hash over all arrivals, given that over those before and the hash of the last one's line."""
    return hashlib.sha256(f"{chain}{hashed}".encode()).hexdigest()


class Store(ABC):
    """Channels in a database. One store serves several threads, and several processes at once.

    Whatever is read or written raises ``StoreError`` where that cannot be done.
    """

    types: dict[str, str]
    """How the database calls bytes and large numbers."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._depth = 0
        self._failed = False

    @abstractmethod
    def _run(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a statement, and return its rows. Raises ``StoreError``."""

    @abstractmethod
    def _begin(self, channel: str) -> None:
        """Begin to write to a channel, alone."""

    @abstractmethod
    def _end(self, *, keep: bool) -> None:
        """Keep on the disk what has been written, or drop it."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""

    def _make_tables(self) -> None:
        for table in _TABLES:
            self._run(table.format(**self.types))

    @contextmanager
    def alone(self, channel: str) -> Iterator[None]:
        """Write to a channel alone: all that is written within is kept together, or none of it.

        Raises ``StoreError`` where it cannot be kept.
        """
        with self._lock:
            if not self._depth:
                self._begin(channel)
                self._failed = False
            self._depth += 1
            try:
                yield
            except BaseException:
                self._failed = True
                raise
            finally:
                self._depth -= 1
                failed = self._failed
                if not self._depth and failed:
                    self._end(keep=False)
            if not self._depth:
                if failed:  # within, and whoever was told went on
                    raise StoreError(
                        "part of what was to be kept together failed, so that none of it is kept"
                    )
                self._end(keep=True)

    # Channels.

    def admit(self, opening: Opening) -> bool:
        """Take in a channel, so that its parties can write; tell whether it is new."""
        with self.alone(opening.id):
            if self._run("SELECT 1 FROM channels WHERE id = ?", (opening.id,)):
                return False
            self._run("INSERT INTO channels (id, opening) VALUES (?, ?)", (opening.id, opening.text))
            return True

    def channels(self) -> list[str]:
        """Return the names of the channels here."""
        with self._lock:
            return [row[0] for row in self._run("SELECT id FROM channels ORDER BY id")]

    def opening(self, channel: str) -> Opening | None:
        """Return the opening of a channel; None where it is not here."""
        with self._lock:
            rows = self._run("SELECT opening FROM channels WHERE id = ?", (channel,))
        return Opening.read(bytes(rows[0][0])) if rows else None

    # Entries.

    def append(self, channel: str, arrived: Iterable[SignedEntry]) -> int:
        """Add entries that are not here yet; return how many those were, once they are on the disk.

        What waits may come with a false signature: it takes the place of nothing with another one.
        """
        count = 0
        with self.alone(channel):
            seq, chain = self.last(channel)
            for signed in arrived:
                own = line_hash(signed.line)
                if self._run("SELECT 1 FROM entries WHERE channel = ? AND hash = ?", (channel, own)):
                    continue
                seq, chain, count = seq + 1, chained(chain, own), count + 1
                self._run(
                    "INSERT INTO entries (channel, seq, hash, line, chain) VALUES (?, ?, ?, ?, ?)",
                    (channel, seq, own, signed.line, chain),
                )
        return count

    def last(self, channel: str) -> tuple[int, str]:
        """Return how many entries have arrived, and the hash over all of them."""
        with self._lock:
            rows = self._run(
                "SELECT seq, chain FROM entries WHERE channel = ? ORDER BY seq DESC LIMIT 1", (channel,)
            )
        return (rows[0][0], rows[0][1]) if rows else (0, "")

    def rows(self, channel: str, after: int = 0, most: int = 1 << 60) -> list[Row]:
        """Return what arrived after the first so many."""
        with self._lock:
            found = self._run(
                "SELECT seq, line, chain FROM entries WHERE channel = ? AND seq > ? ORDER BY seq LIMIT ?",
                (channel, after, most),
            )
        return [Row(seq, bytes(line), chain) for seq, line, chain in found]

    def chain_at(self, channel: str, seq: int) -> str | None:
        """Return the hash over the first so many arrivals; None where there were never so many here."""
        if seq == 0:
            return ""
        with self._lock:
            rows = self._run("SELECT chain FROM entries WHERE channel = ? AND seq = ?", (channel, seq))
        return rows[0][0] if rows else None

    # Notes: what a holder keeps besides, such as how far a host has confirmed.

    def note(self, channel: str, name: str) -> str | None:
        """Return a note; None where there is none of that name."""
        with self._lock:
            rows = self._run("SELECT value FROM notes WHERE channel = ? AND name = ?", (channel, name))
        return rows[0][0] if rows else None

    def notes(self, channel: str, begin: str) -> dict[str, str]:
        """Return the notes whose names begin with a word."""
        with self._lock:
            rows = self._run("SELECT name, value FROM notes WHERE channel = ? ORDER BY name", (channel,))
        return {name: value for name, value in rows if name.startswith(begin)}

    def put_note(self, channel: str, name: str, value: str) -> None:
        """Keep a note in place of an earlier one of its name."""
        with self.alone(channel):
            self._run("DELETE FROM notes WHERE channel = ? AND name = ?", (channel, name))
            self._run("INSERT INTO notes (channel, name, value) VALUES (?, ?, ?)", (channel, name, value))
