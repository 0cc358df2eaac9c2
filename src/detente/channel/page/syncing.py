"""Syncing with hosts in the background: a host that does not answer is told of, and stops nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Protocol

from detente.channel.page.times import shown_time
from detente.channel.problems import ChannelError
from detente.channel.record.moment import instant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Syncable", "Synced", "Syncing", "Watched"]

EVERY = 5.0
"""Seconds between two times that a host is asked."""


class Synced(Protocol):
    """What became of syncing."""

    def summary(self) -> list[str]:
        """Return it in sentences."""


class Syncable(Protocol):
    """A host as its client knows it."""

    @property
    def url(self) -> str:
        """Where it is."""

    def sync(self) -> Synced:
        """Bring it what it lacks, and get what is new there; raises ``ChannelError``."""


@dataclass
class Watched:
    """A host, and how syncing with it goes. ``since``: from when on it has not answered."""

    host: Syncable
    clock: Callable[[], str]
    started: str
    last: str = ""
    since: str = ""
    problem: str = ""
    told: tuple[str, ...] = ()
    _lock: Lock = field(default_factory=Lock)

    def sync(self) -> None:
        """Sync once, and remember how it went."""
        with self._lock:
            try:
                told = tuple(self.host.sync().summary())
            except ChannelError as error:
                self._fails(str(error))
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one host stops nothing else
                self._fails(f"syncing failed ({type(error).__name__})")
            else:
                self.last, self.since, self.problem, self.told = self.clock(), "", "", told

    def _fails(self, problem: str) -> None:
        self.since, self.problem = self.since or self.last or self.started, problem

    @property
    def says(self) -> str:
        """How it goes, in a sentence."""
        if self.problem:
            return f"Has not answered since {_shown(self.since)}: {self.problem}."
        return f"Last synced {_shown(self.last)}." if self.last else "Is being asked for the first time."


def _shown(time: str) -> str:
    return shown_time(instant(time), seconds=True)


class Syncing:
    """Syncs with each host by itself every few seconds, so that none waits for another."""

    def __init__(self, hosts: Sequence[Syncable], clock: Callable[[], str], every: float = EVERY) -> None:
        self.every = every
        self.watched = tuple(Watched(host, clock, clock()) for host in hosts)
        self._ends = Event()
        self._wakes = {id(one): Event() for one in self.watched}
        self._threads: list[Thread] = []

    def start(self) -> None:
        """Begin."""
        self._ends.clear()
        self._threads = [Thread(target=self._go_on, args=(one,), daemon=True) for one in self.watched]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End; what is on its way to a host may still take a moment, and is not waited for long."""
        self._ends.set()
        self.now()
        for thread in self._threads:
            thread.join(2.0)

    def now(self) -> None:
        """Have every host asked now."""
        for wake in self._wakes.values():
            wake.set()

    def _go_on(self, one: Watched) -> None:
        wake = self._wakes[id(one)]
        while not self._ends.is_set():
            wake.clear()
            one.sync()
            wake.wait(self.every)
