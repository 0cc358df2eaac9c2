"""How a host answers many clients at once: a process of its own on loopback, SQLite, each write on the disk.

    python benchmarks/channel_clients.py [--clients 50] [--seconds 60] [--writes 0.25]

Eight parties share the clients, each with a session of its own. A client writes an entry of its party, or
reads what is new, the heads, or a proof; and then at once the next.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.case import load
from detente.channel.hosting.way import Way
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.problems import ChannelError
from detente.channel.record.entry import Entry
from detente.channel.record.keys import PublicKeys, SecretKeys
from detente.channel.record.kinds import Kind
from detente.channel.record.moment import after, now
from detente.channel.record.opening import Opening
from detente.channel.record.rules_alone import rules_alone
from detente.channel.record.statements import Head
from detente.channel.record.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

CASE, PROCEDURE = "iran-jcpoa-2015", "dispute"
SERVE = """
import sys
from pathlib import Path
from detente.channel.hosting.serving import serve
from detente.channel.keeping.sqlite_store import SqliteStore
serve(SqliteStore(Path(sys.argv[1])), tell=lambda text: print(text, flush=True))
"""
SLOWEST = 0.99


@dataclass
class Party:
    """A party's log, to which one of its clients adds at a time."""

    name: str
    keys: SecretKeys
    last: str
    tree: Tree = field(default_factory=Tree)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def head(self) -> Head:
        """Return the state of the log, as far as the host has confirmed it."""
        size = len(self.tree)
        return Head(size, self.tree.root(size).hex())


@dataclass
class Counted:
    """What one client has measured: seconds of each request by what it asked, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


class Client:
    """One client: it asks, and then asks again."""

    def __init__(self, url: str, opening: Opening, party: Party, writes: float, seed: int) -> None:
        self._way = Way(url, opening.id, party.name, (party.keys,))
        self._opening, self._party, self._writes = opening, party, writes
        self._random, self._after, self._chain = random.Random(seed), 0, ""  # noqa: S311 - nothing secret
        self.counted = Counted()

    def run(self, end: float) -> None:
        """Ask until a moment."""
        while time.monotonic() < end:
            drawn = self._random.random()
            reads = (("entries", self._read), ("heads", self._heads), ("proof", self._proof))
            name, ask = ("write", self._write) if drawn < self._writes else self._random.choice(reads)
            try:
                taken = ask()
            except ChannelError as error:
                self.counted.errors.append(f"{name}: {error}")
            else:
                self.counted.seconds.setdefault(name, []).append(taken)
        self._way.close()

    def _write(self) -> float:
        party = self._party
        with party.lock:
            time_of = max(now(), after(party.last))
            head = party.head()
            entry = Entry(
                self._opening.id,
                party.name,
                head.size,
                time_of,
                Kind.EXPLAIN if head.size else Kind.OPEN,
                head.root,
                says="A sentence or two, as they are written at a table of several sides." * 2,
            )
            signed = entry.sign(party.keys)
            begin = time.perf_counter()
            told = self._way.mapping(self._way.post("entries", {"lines": [signed.line.decode()]}))
            taken = time.perf_counter() - begin
            if told["new"] != 1:
                raise ChannelError(f"the host took it for something else: {told}")
            party.tree.append(signed.leaf)
            party.last = time_of
        return taken

    def _read(self) -> float:
        begin = time.perf_counter()
        asked = self._way.get("entries", after=self._after, chain=self._chain, most=50)
        entries = self._way.mapping(asked)["entries"]
        taken = time.perf_counter() - begin
        if entries:
            self._after, self._chain = entries[-1]["seq"], entries[-1]["chain"]
        return taken

    def _heads(self) -> float:
        begin = time.perf_counter()
        self._way.mapping(self._way.get("heads"))
        return time.perf_counter() - begin

    def _proof(self) -> float:
        size = len(self._party.tree)
        if not size:
            return self._heads()
        begin = time.perf_counter()
        number = self._random.randrange(size)
        asked = self._way.get("proofs/inclusion", party=self._party.name, number=number, size=size)
        self._way.mapping(asked)
        return time.perf_counter() - begin


def opened() -> tuple[Opening, list[Party]]:
    """Return the opening of a channel, and its parties."""
    case = load(CASE)
    names = case.procedures[PROCEDURE].parties
    parties = [Party(name, SecretKeys.make(), now()) for name in names]
    public = {
        one.name: PublicKeys(one.keys.public.sign, one.keys.public.seal, SecretKeys.make().public.sign)
        for one in parties
    }
    return Opening("Clients", now(), rules_alone(case, PROCEDURE), PROCEDURE, public, {}), parties


def told(name: str, seconds: Sequence[float]) -> str:
    """Return a line of the table."""
    ordered = sorted(seconds)
    median, slow = statistics.median(ordered), ordered[int(len(ordered) * SLOWEST)]
    return (
        f"  {name:<8} {len(ordered):>8,} {median * 1000:>8.1f} {slow * 1000:>8.1f} {ordered[-1] * 1000:>8.1f}"
    )


def main() -> None:
    """Print the table; exit with status 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--writes", type=float, default=0.25, help="the share of requests that write")
    asked = parser.parse_args()
    opening, parties = opened()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "host.sqlite"
        store = SqliteStore(path)
        store.admit(opening)
        with subprocess.Popen(
            [sys.executable, "-c", SERVE, str(path)], stdout=subprocess.PIPE, text=True
        ) as host:
            assert host.stdout is not None
            url = host.stdout.readline().strip()
            clients = [
                Client(url, opening, parties[index % len(parties)], asked.writes, index)
                for index in range(asked.clients)
            ]
            begin = time.monotonic()
            threads = [
                threading.Thread(target=client.run, args=(begin + asked.seconds,)) for client in clients
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            taken = time.monotonic() - begin
            host.terminate()
        kept = store.last(opening.id)[0]
        store.close()
    seconds: dict[str, list[float]] = {}
    for client in clients:
        for name, found in client.counted.seconds.items():
            seconds.setdefault(name, []).extend(found)
    errors = [error for client in clients for error in client.counted.errors]
    every = [one for found in seconds.values() for one in found]
    print(f"{asked.clients} clients of {len(parties)} parties, {taken:.0f} s: {len(every):,} requests,")
    print(f"{len(every) / taken:.0f} a second, {len(errors)} errors; milliseconds:")
    print(f"  {'':<8} {'requests':>8} {'median':>8} {'99 %':>8} {'most':>8}")
    for name in sorted(seconds):
        print(told(name, seconds[name]))
    print(told("all", every))
    for error in errors[:5]:
        print(f"  {error}")
    if errors or kept != len(seconds.get("write", ())):
        sys.exit(f"{len(errors)} errors; {kept} entries kept of {len(seconds.get('write', ()))} confirmed")


if __name__ == "__main__":
    main()
