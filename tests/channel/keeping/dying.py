"""A party or a host in a process of its own, which is killed at a step of what it writes."""

from __future__ import annotations

import functools
import os
import pickle
import resource
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from detente.channel.exchange import delegation as delegation_module
from detente.channel.exchange.delegation import Delegation, Speech
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.postgresql_store import PostgresqlStore
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.keeping.stores import open_store
from detente.channel.problems import ChannelError
from detente.channel.record.key_file import KeyFile
from detente.channel.record.keys import SecretKeys
from detente.channel.record.kinds import Kind
from detente.channel.record.opening import Opening

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.channel.keeping.store import Store
    from detente.channel.record.entry import SignedEntry

__all__ = ["PASSED", "Mortals", "Party", "take", "write", "write_on", "write_where_full"]

PASSED = 0
"""How a process ends that came through alive."""


class Mortals:
    """Starts processes that do something and are killed, each from one that has imported all it needs."""

    def __enter__(self) -> Self:
        self._parent = subprocess.Popen(
            [sys.executable, "-c", f"from {__name__} import bear; bear()"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._parent.communicate()

    def run(
        self, target: Callable[..., None], opening: Opening, *arguments: object, seconds: float = 60
    ) -> int:
        """Run a function in a process, killed after so many seconds if it still runs; return how it ended."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        pickle.dump((target, opening.text, arguments, seconds), self._parent.stdin)
        self._parent.stdin.flush()
        code = int(self._parent.stdout.readline())
        assert code in {PASSED, -signal.SIGKILL}
        return code


def bear() -> None:
    """Start a process for each function that comes in, and tell how it ended."""
    while True:
        try:
            target, text, arguments, seconds = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the test
        except EOFError:
            return
        opening = _opening(text)
        child = os.fork()
        if not child:
            try:
                target(opening, *arguments)
            except BaseException:  # noqa: BLE001 - whatever it is, the child is not to become a second parent
                traceback.print_exc()
                os._exit(1)
            os._exit(PASSED)
        until = time.monotonic() + seconds
        while not (ended := os.waitpid(child, os.WNOHANG))[0]:
            if time.monotonic() > until:
                os.kill(child, signal.SIGKILL)
            time.sleep(0.002)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(ended[1])}\n")
        sys.stdout.flush()


_opening = functools.cache(Opening.read)
_STORES = PostgresqlStore, SqliteStore
"""Imported beforehand as well."""


def _die_at(step: int, store: Store) -> None:
    """Have the process killed before the step of that number among all that it writes or asks from now on."""
    count = iter(range(1, 1 << 30))

    def stepping(function: Callable[..., object]) -> Callable[..., object]:
        def stepped(*values: object, **named: object) -> object:
            if next(count) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*values, **named)

        return stepped

    for whose, name in (
        (os, "open"),
        (os, "fsync"),
        (Path, "replace"),
        (delegation_module, "remember"),
        (store, "_run"),
        (store, "_begin"),
        (store, "_end"),
    ):
        setattr(whose, name, stepping(getattr(whose, name)))


def _told(path: str, entry: SignedEntry) -> None:
    """Tell the world that an entry is written."""
    with Path(path).open("ab", buffering=0) as file:
        file.write(entry.line + b"\n")


class Party(NamedTuple):
    """What a party goes to its copy with."""

    place: str
    name: str
    key: bytes
    key_path: str
    time: str

    def sit(self, opening: Opening) -> Delegation:
        """Open the copy."""
        holder = Holder(open_store(self.place), opening)
        keys = KeyFile(self.name, (SecretKeys.from_bytes(self.key),))
        return Delegation(holder, keys, Path(self.key_path), lambda: self.time)


def write(opening: Opening, step: int, told: str, party: Party) -> None:
    """Write two entries, and die at a step of the second."""
    one = party.sit(opening)
    _told(told, one.write(Kind.EXPLAIN, Speech("Before it is killed.")))
    _die_at(step, one.holder.store)
    _told(told, one.write(Kind.EXPLAIN, Speech("While it is killed.")))


def write_on(opening: Opening, told: str, party: Party) -> None:
    """Write one entry after another."""
    one = party.sit(opening)
    while True:
        _told(told, one.write(Kind.EXPLAIN, Speech("On and on.")))


def write_where_full(opening: Opening, told: str, sizes: Sequence[int], party: Party) -> None:
    """Write where no file may grow past a size, then where it may; tell each sentence and entry."""
    one, endless = party.sit(opening), resource.RLIM_INFINITY
    for size in sizes:
        for _ in range(3):
            limit = size or (Path(f"{party.place}-wal").stat().st_size + 500)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, endless))
            said, entry = "", None
            try:
                entry = one.write(Kind.EXPLAIN, Speech("Much to say. " * 1000))
            except ChannelError as error:
                said = str(error)
            resource.setrlimit(resource.RLIMIT_FSIZE, (endless, endless))
            if entry is None:
                with Path(f"{told}-said").open("a", encoding="utf-8") as file:
                    file.write(f"{said}\n")
            else:
                _told(told, entry)
            rows = one.holder.store.rows(opening.id)
            assert [row.line for row in rows] == [held.line for held in one.holder.copy.entries()]
        _told(told, one.write(Kind.EXPLAIN, Speech("There is room again.")))


def take(opening: Opening, step: int, told: str, place: str, lines: Sequence[bytes]) -> None:
    """Take entries in as a host does, and die at a step of that."""
    holder = Holder(open_store(place), opening)
    _die_at(step, holder.store)
    taken = holder.take_lines(lines)
    assert taken.refused == []
    Path(told).touch()
