"""What a key has signed last, kept beside the key itself and written before an entry is sent anywhere.

Whoever goes on from an old backup of a copy would sign a second log without knowing. The key remembers: a
copy that is older than what its key has signed gets back what it lacks before anything is signed.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from detente.channel.keeping.store import StoreError
from detente.channel.problems import ChannelError
from detente.channel.record.entry import SignedEntry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["last_signed", "remember", "signing_alone"]

_PATIENCE = 30
"""Seconds to wait while another process signs with the same key."""


def _beside(key: Path) -> Path:
    return key.with_name(f"{key.name}.last")


@contextmanager
def signing_alone(key: Path) -> Iterator[None]:
    """Sign with a key while no other process does, in whichever channel and from whichever copy.

    Raises ``StoreError`` where another goes on for too long.
    """
    path = key.with_name(f"{key.name}.lock")
    try:
        _make_for_its_owner(path)
        # An empty database: its lock is let go also where the process is killed, on every system.
        with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.Error as error:
        raise StoreError(
            f"{path}: nothing is signed: another process signs with this key, or its folder cannot be"
            f" written ({error})"
        ) from error


def _make_for_its_owner(path: Path) -> None:
    """Make the file that is locked: whoever could read it could lock it, and keep its owner from signing."""
    with suppress(OSError):  # which is told when it is opened
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def last_signed(key: Path, channel: str) -> SignedEntry | None:
    """Return the entry that a key has signed last in a channel; None where it has signed none.

    Raises ``ChannelError`` where what is kept cannot be read.
    """
    line = _kept(key).get(channel)
    return None if line is None else _read(key, line)


def _kept(key: Path) -> dict[str, str]:
    """Return the line of the last entry by channel."""
    try:
        kept = json.loads(_beside(key).read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise _unreadable(key) from error
    if not isinstance(kept, dict) or not all(isinstance(line, str) for line in kept.values()):
        raise _unreadable(key)
    return kept


def _read(key: Path, line: str) -> SignedEntry:
    try:
        return SignedEntry.read(line.encode())
    except ValueError as error:
        raise _unreadable(key) from error


def _unreadable(key: Path) -> ChannelError:
    return ChannelError(
        f"{_beside(key)}: what this key has signed last cannot be read; bring the file back from a backup, or"
        " remove it once this copy has everything that others hold"
    )


def remember(key: Path, signed: SignedEntry) -> None:
    """Keep an entry as the last that a key has signed in its channel; on the disk when this returns.

    Whoever calls this is ``signing_alone``. Raises ``ChannelError`` where it cannot be written.
    """
    path, kept = _beside(key), _kept(key)
    kept[signed.entry.channel] = signed.line.decode()
    try:
        beside = path.with_name(f".{path.name}.new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(json.dumps(kept).encode())
            file.flush()
            os.fsync(file.fileno())
        # The new name may reach the disk later: where the power fails before, the store has what it names, or
        # nobody was told of it.
        beside.replace(path)
    except OSError as error:
        raise ChannelError(
            f"{path}: what is signed cannot be kept, so nothing is signed ({error})"
        ) from error
