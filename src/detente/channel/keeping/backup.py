"""A copy of a store in a file, made while the store is in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.keeping.store import StoreError
from detente.channel.problems import ChannelError

if TYPE_CHECKING:
    from pathlib import Path

    from detente.channel.keeping.store import Store

__all__ = ["backup"]


def backup(store: Store, path: Path) -> None:
    """Copy a store to a file that is not there yet: all that was confirmed when this began, whole.

    Only its owner can read the file. It is itself a store.

    Raises ``ChannelError`` where the file is there, or the store is not kept in a file, and ``StoreError``
    where it cannot be copied; then no file is left.
    """
    if not isinstance(store, SqliteStore):
        raise ChannelError(
            "a PostgreSQL database is backed up by its own pg_dump, or copied to a file by a transfer"
        )
    if path.exists():
        raise ChannelError(f"{path}: there is a file already, and it is not written over")
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        # A connection of its own: the store's may be writing just now, and would copy what is not confirmed.
        with (
            closing(sqlite3.connect(f"{store.path.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(beside, isolation_level=None)) as copied,
        ):
            source.backup(copied)
            copied.execute("PRAGMA journal_mode = DELETE")  # so that all of it is in the one file
        _settle(beside)
        beside.rename(path)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{path}: the store cannot be copied there ({error})") from error
    finally:
        beside.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
