"""What the page reads and writes: one party's copy, looked at while nobody changes it."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from detente.channel.page.now_shown import now_shown
from detente.channel.page.record_shown import entry_shown, found_entry, label_of, record_shown, step_of
from detente.channel.page.syncing import Syncing
from detente.channel.page.verification import Verification
from detente.channel.record.acknowledgements import Acknowledgements

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.channel.exchange.delegation import Delegation
    from detente.channel.page.now_shown import NowShown
    from detente.channel.page.record_shown import EntryShown, RecordShown
    from detente.channel.page.syncing import Syncable

__all__ = ["Desk", "LogShown", "Seen"]


@dataclass(frozen=True)
class LogShown:
    """The log of a party: how many entries are here, and who has acknowledged how many of them."""

    name: str
    size: int
    by: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Seen:
    """Everything that one look at the copy shows."""

    now: NowShown
    record: RecordShown
    logs: tuple[LogShown, ...]
    about: tuple[str, str]


class Desk:
    """A party's delegation as its page uses it, with what goes on in the background."""

    def __init__(
        self, delegation: Delegation, hosts: Sequence[Syncable], clock: Callable[[], str] | None
    ) -> None:
        self.delegation, self.clock = delegation, clock or delegation.clock
        self.syncing = Syncing(hosts, self.clock)
        self.verification = Verification(delegation)
        self._acknowledged = Acknowledgements(delegation.holder.copy)
        self._sending = Lock()
        self.look()  # what is worked out the first time takes longest

    @property
    def title(self) -> str:
        """The title of the channel."""
        return self.delegation.holder.opening.title

    @property
    def name(self) -> str:
        """Whose page it is, as readers know it."""
        return self.delegation.holder.opening.name(self.delegation.name)

    @property
    def one_at_a_time(self) -> Lock:
        """Held by whoever writes, so that a form sent twice is written once."""
        return self._sending

    def look(self, until: int | None = None, about: str = "") -> Seen:
        """Look at the copy, with all in it that has arrived by now."""
        with self.delegation.holder.reading():
            now = self.clock()
            found = found_entry(self.delegation, about) if about else None
            return Seen(
                now_shown(self.delegation, now),
                record_shown(self.delegation, now, until),
                self._logs(),
                ("", "") if found is None else (about, label_of(self.delegation, found)),
            )

    def entry(self, leaf: str) -> EntryShown | None:
        """Return an entry with all its words; None where it is not here."""
        with self.delegation.holder.reading():
            found = found_entry(self.delegation, leaf)
            if found is None:
                return None
            return entry_shown(
                self.delegation, found, step_of(self.delegation, found, self.clock()), whole=True
            )

    def _logs(self) -> tuple[LogShown, ...]:
        copy, opening = self.delegation.holder.copy, self.delegation.holder.opening
        if self._acknowledged.copy is not copy:
            self._acknowledged = Acknowledgements(copy)
        sizes = self._acknowledged.sizes()
        return tuple(
            LogShown(
                opening.name(party),
                len(log.longest),
                tuple((opening.name(by), sizes[party].get(by, 0)) for by in copy.logs if by != party),
            )
            for party, log in copy.logs.items()
        )
