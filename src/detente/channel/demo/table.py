"""Two parties with copies and keys of their own, a clock that is moved by hand, and hosts as processes."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING

from detente.case.case import load
from detente.channel.exchange.delegation import Delegation
from detente.channel.exchange.folder import make_folder
from detente.channel.exchange.invitation import opened
from detente.channel.keeping.stores import open_store
from detente.channel.problems import ChannelError
from detente.channel.record.cards import Card
from detente.channel.record.key_file import KeyFile
from detente.channel.record.keys import SecretKeys
from detente.channel.record.moment import after, read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.channel.record.opening import Opening

__all__ = ["HostProcess", "Table", "set_table"]

CASE, PROCEDURE = "nato-russia-2010", "council_formal"
OPENED = "2010-02-01"


@dataclass
class Clock:
    """The clock of both parties, moved on by hand until it is let run."""

    time: str = field(default_factory=lambda: read_moment(OPENED))
    since: float | None = None

    def __call__(self) -> str:
        """Return the time."""
        return self.time if self.since is None else after(self.time, int((monotonic() - self.since) * 1000))

    def run(self) -> None:
        """Let it run from now on, as any clock does."""
        self.since = monotonic()

    def to(self, words: str) -> None:
        """Move on to a date."""
        self.time = read_moment(words)

    def on(self, minutes: int) -> None:
        """Move on by some minutes."""
        self.time = after(self.time, minutes * 60_000)


class HostProcess:
    """A host in a process of its own, on loopback, as ``detente channel serve`` starts it."""

    def __init__(self, store: Path) -> None:
        command = [sys.executable, "-m", "detente", "channel", "serve", str(store), "--port", "0"]
        self._process = subprocess.Popen(  # noqa: S603 - this very program, on a file of its own
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ChannelError("the host did not start")
        self.url = next(word for word in line.split() if word.startswith("http"))

    def kill(self) -> None:
        """End it as a power cut does, without any notice."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


@dataclass
class Table:
    """The parties of the demonstration, by short name, and where everything lies."""

    folder: Path
    opening: Opening
    clock: Clock
    sides: dict[str, Delegation]
    hosts: list[HostProcess] = field(default_factory=list)

    def start_host(self) -> HostProcess:
        """Start another host that has admitted the channel."""
        path = self.folder / f"host-{len(self.hosts)}.sqlite"
        store = open_store(path, make=True)
        store.admit(self.opening)
        store.close()
        self.hosts.append(HostProcess(path))
        return self.hosts[-1]


@contextmanager
def set_table() -> Iterator[Table]:
    """Open a channel under the formal mechanism of the case on NATO and Russia; clear up in the end."""
    with TemporaryDirectory(prefix="detente-channel-") as name:
        folder, clock, case = Path(name), Clock(), load(CASE)
        parties = case.procedures[PROCEDURE].parties
        keys = {party: SecretKeys.make() for party in parties}
        cards = [Card.make(party, one, SecretKeys.make()) for party, one in keys.items()]
        opening = opened(case, cards, procedure=PROCEDURE, title=None, time=clock())
        sides = {}
        for party, one in keys.items():
            key = folder / f"{party}.key"
            holder = make_folder(folder / party, opening, key)
            sides[party] = Delegation(holder, KeyFile(party, (one,)), key, clock)
        table = Table(folder, opening, clock, sides)
        try:
            yield table
        finally:
            for host in table.hosts:
                host.kill()
            for side in sides.values():
                side.holder.store.close()
