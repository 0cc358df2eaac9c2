"""Which store a word names: a file, or a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.channel.problems import ChannelError

if TYPE_CHECKING:
    from detente.channel.keeping.store import Store

__all__ = ["FILE", "open_store"]

FILE = "channel.sqlite"
"""Within a folder, the file that holds its channel."""


def open_store(where: str | Path, *, make: bool = False) -> Store:
    """Open a store: ``postgresql://…``, a file, or a folder with a channel in it.

    Raises ``ChannelError`` where it is not there; with ``make`` a file is made.
    """
    if str(where).startswith(("postgresql://", "postgres://")):
        from detente.channel.keeping.postgresql_store import PostgresqlStore

        return PostgresqlStore(str(where))
    from detente.channel.keeping.sqlite_store import SqliteStore

    path = Path(where)
    if path.is_dir():
        path /= FILE
    if not make and not path.is_file():
        raise ChannelError(
            f"{where}: there is no channel here; 'detente channel join' makes a copy of one,"
            " and 'detente channel admit' the store of a host"
        )
    return SqliteStore(path)
