"""A copy of a channel together with the store that keeps it: what arrives is checked, and then kept."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from detente.channel.course.course import Course
from detente.channel.exchange.store import StoreError
from detente.channel.problems import ChannelError, RecordError
from detente.channel.record.copy import Added, Copy, Outcome
from detente.channel.record.entry import SignedEntry
from detente.channel.record.statements import SignedHead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.channel.exchange.store import Store
    from detente.channel.record.opening import Opening

__all__ = ["Holder", "Taken"]


_HEADS = "heads"
"""The note that keeps the heads which others have signed."""


@dataclass
class Taken:
    """What became of entries that arrived: how many of each outcome, and why some were refused.

    ``places``: which those were, counted from 0.
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
    """A channel as a store holds it, which other processes may add to at the same time."""

    def __init__(self, store: Store, opening: Opening) -> None:
        self.store, self.opening = store, opening
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
        self._loaded = False
        self.copy = Copy(self.opening, check_signatures=False)
        self.course = Course(self.copy)
        self._read = 0
        self._take_rows()
        self.refresh_heads()
        self._loaded = True

    def refresh(self) -> None:
        """Take in what other processes have added to the store; its entries were checked when they came."""
        with self.store.still():  # what another thread takes in meanwhile is to be checked
            if self._loaded:
                self._take_rows()
            else:  # the store was lost when this copy was to be read anew
                self._load()

    def _take_rows(self) -> None:
        rows = self.store.rows(self.opening.id, self._read)
        self.copy.check_signatures = False
        try:
            for row in rows:
                self.copy.add(SignedEntry.kept(row.line))
                self._read = row.seq
        finally:
            self.copy.check_signatures = True

    def take(self, arriving: Iterable[SignedEntry]) -> Taken:
        """Take in entries: check each, and keep all that are new. When this returns they are on the disk.

        Raises ``StoreError`` where they cannot be kept; then nothing has been taken in.
        """
        taken, kept = Taken(), []
        entries = list(arriving)
        with self.alone():
            for place, (signed, added) in enumerate(zip(entries, self.copy.add_all(entries), strict=True)):
                taken.count(added, f"entry {signed.entry.number} of {signed.entry.party[:60]}", place)
                if added.outcome in {Outcome.NEW, Outcome.WAITING}:
                    kept.append(signed)
            self._read += self.store.append(self.opening.id, kept)
        return taken

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Write alone, with all taken in that others wrote; what fails leaves copy and store as one."""
        try:
            with self.store.alone(self.opening.id):
                self.refresh()
                yield
        except StoreError:
            self._load()
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read what stands still meanwhile, with all taken in that others wrote."""
        with self.store.still():
            self.refresh()
            yield

    def take_lines(self, lines: Iterable[bytes]) -> Taken:
        """Take in entries as they are sent; what is none is refused."""
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

    # Heads that others have signed, kept beside the entries as evidence.

    def refresh_heads(self) -> None:
        """Take in what heads other processes have added to the store."""
        for kept in json.loads(self.store.note(self.opening.id, _HEADS) or "[]"):
            self.copy.add_head(SignedHead.from_json(kept))

    def take_head(self, head: SignedHead) -> Added:
        """Take in a party's signed head, and keep it."""
        with self.alone():
            self.refresh_heads()
            added = self.copy.add_head(head)
            if added.outcome is Outcome.NEW:
                heads = [one.to_json() for one in self.copy.heads.values()]
                self.store.put_note(self.opening.id, _HEADS, json.dumps(heads))
        return added
