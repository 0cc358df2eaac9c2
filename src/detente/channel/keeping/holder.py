"""A copy of a channel together with the store that keeps it: what arrives is checked, and then kept."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING, Self

from detente.channel.course.course import Course
from detente.channel.keeping.store import StoreError, chained, line_hash
from detente.channel.problems import ChannelError, RecordError
from detente.channel.record.copy import Added, Copy, Outcome
from detente.channel.record.entry import SignedEntry
from detente.channel.record.statements import SignedHead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.channel.keeping.store import Row, Store
    from detente.channel.record.bundle import Bundle
    from detente.channel.record.opening import Opening

__all__ = ["HEADS", "Holder", "Taken"]


HEADS = "heads"
"""The note that keeps the heads which others have signed."""


@dataclass
class Taken:
    """What became of entries that arrived: how many of each outcome, and why some were refused.

    ``places``: which of the entries those were, counted from 0.
    """

    new: int = 0
    known: int = 0
    waiting: int = 0
    refused: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def count(self, added: Added, where: str, place: int) -> None:
        """Count one more."""
        if added.outcome is Outcome.REFUSED:
            self.refused.append(f"{where}: {added.reason}")
            self.places.append(place)
        else:
            setattr(self, str(added.outcome), getattr(self, str(added.outcome)) + 1)

    def __iadd__(self, other: Taken) -> Self:
        """Count what another one counted."""
        self.new, self.known = self.new + other.new, self.known + other.known
        self.waiting, self.refused = self.waiting + other.waiting, self.refused + other.refused
        self.places = self.places + other.places
        return self

    def summary(self) -> list[str]:
        """Return it in sentences."""
        told = [f"{self.new} new, {self.known} known already, {self.waiting} waiting for others."]
        return told + [f"Refused: {one}" for one in self.refused]


class Holder:
    """A channel as a store holds it, which other threads and processes may add to at the same time."""

    def __init__(self, store: Store, opening: Opening) -> None:
        self.store, self.opening = store, opening
        self._lock = RLock()
        self._depth = 0
        self._changed = False
        self._load()

    @classmethod
    def of(cls, store: Store, channel: str | None = None) -> Holder:
        """Return the holder of a channel of a store, which may be left out where it has only one.

        Raises ``ChannelError`` where the store does not have it.
        """
        names = store.channels() if channel is None else [channel]
        if len(names) != 1:
            raise ChannelError(f"the store holds {len(names)} channels; say which one is meant")
        opening = store.opening(names[0])
        if opening is None:
            raise ChannelError(f"the store holds no channel {names[0][:16]}")
        return cls(store, opening)

    def _load(self) -> None:
        """Read the copy from the store; where that fails, it is read again before it is next used."""
        self._read, self._chain, self._heads = 0, "", ""
        self._stale = True
        copy = Copy(self.opening, check_signatures=False)
        self._take_in(copy)
        self.copy, self.course, self._stale = copy, Course(copy), False

    def refresh(self) -> None:
        """Take in what other processes have added to the store; its entries were checked when they came.

        Raises ``StoreError`` where the store cannot be read, or was altered.
        """
        with self._lock:
            # A store that was put back to an earlier state while it was open is read from the start.
            if self._stale or self.store.chain_at(self.opening.id, self._read) != self._chain:
                self._load()
            else:
                self._take_in(self.copy)

    def _take_in(self, copy: Copy) -> None:
        copy.check_signatures = False
        try:
            for row in self.store.rows(self.opening.id, self._read):
                copy.add(self._entry_of(row))
                self._read, self._chain = row.seq, row.chain
        finally:
            copy.check_signatures = True
        self._take_heads(copy)

    def _entry_of(self, row: Row) -> SignedEntry:
        try:
            signed = SignedEntry.kept(row.line)
            if row.seq == self._read + 1 and row.chain == chained(self._chain, line_hash(row.line)):
                return signed
        except (ValueError, KeyError, TypeError, AttributeError):
            pass
        raise StoreError(
            f"the store is damaged: the {row.seq:,}. entry that arrived is not what was kept. Bring the store"
            " back from a backup, or begin a new one and get the entries from a host or from other parties"
        )

    def take(self, arriving: Iterable[SignedEntry]) -> Taken:
        """Take in entries: check each, and keep all that are new. When this returns they are on the disk.

        Raises ``StoreError`` where they cannot be kept; then nothing has been taken in.
        """
        taken, kept = Taken(), []
        entries = list(arriving)
        with self.alone():
            self._changed = True
            for place, (signed, added) in enumerate(zip(entries, self.copy.add_all(entries), strict=True)):
                taken.count(added, f"entry {signed.entry.number} of {signed.entry.party[:60]}", place)
                if added.outcome in {Outcome.NEW, Outcome.WAITING}:
                    kept.append(signed)
            self.store.append(self.opening.id, kept)
            self._read, self._chain = self.store.last(self.opening.id)
        return taken

    @property
    def writes(self) -> bool:
        """Whether this thread is writing something that is not confirmed yet."""
        with self._lock:
            return self._depth > 0

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Write alone, with all taken in that others wrote; what fails leaves copy and store as one.

        Raises ``StoreError`` where the store cannot be read or written.
        """
        with self._lock:
            self._changed = self._changed and self.writes
            self._depth += 1
            try:
                with self.store.alone(self.opening.id):
                    self.refresh()
                    yield
            except BaseException as error:
                if self._depth == 1 and (self._changed or isinstance(error, StoreError)):
                    self._load()
                raise
            finally:
                self._depth -= 1

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read what stands still meanwhile, with all taken in that others wrote; raises as ``refresh``."""
        with self._lock:
            self.refresh()
            yield

    def take_lines(self, lines: Iterable[bytes]) -> Taken:
        """Take in entries as they are sent; what is none is refused.

        Raises ``StoreError`` where they cannot be kept.
        """
        taken, entries, places = Taken(), [], []
        for place, line in enumerate(lines):
            try:
                entries.append(SignedEntry.read(line))
                places.append(place)
            except RecordError as error:
                taken.count(Added(Outcome.REFUSED, str(error)), f"line {place + 1}", place)
        found = self.take(entries)
        found.places = [places[place] for place in found.places]
        taken += found
        return taken

    def take_bundle(self, bundle: Bundle) -> Taken:
        """Take in the entries and heads of a bundle; what is refused of either is told.

        Raises ``StoreError`` where they cannot be kept.
        """
        taken = self.take_lines(bundle.lines)
        for head in bundle.heads:
            added = self.take_head(head)
            if added.outcome is Outcome.REFUSED:
                taken.refused.append(f"a head of {head.party[:60]}: {added.reason}")
        return taken

    # Heads that others have signed, kept beside the entries as evidence.

    def refresh_heads(self) -> None:
        """Take in what heads other processes have added to the store."""
        with self._lock:
            self._take_heads(self.copy)

    def _take_heads(self, copy: Copy) -> None:
        heads = self.store.note(self.opening.id, HEADS) or ""
        if heads != self._heads:
            for kept in json.loads(heads or "[]"):
                copy.add_head(SignedHead.from_json(kept))
            self._heads = heads

    def take_head(self, head: SignedHead) -> Added:
        """Take in a party's signed head, and keep it; raises ``StoreError`` where it cannot be kept."""
        with self.alone():
            added = self.copy.add_head(head)
            if added.outcome is Outcome.NEW:
                self._changed = True
                self._heads = json.dumps([one.to_json() for one in self.copy.heads.values()])
                self.store.put_note(self.opening.id, HEADS, self._heads)
        return added
