"""Channels in a file, by SQLite."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from detente.channel.exchange.store import Store, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["SqliteStore"]

_PATIENCE = 30
"""Seconds to wait while another process writes."""


class SqliteStore(Store):
    """Channels in one file, which another process may read and write at the same time."""

    types = {"bytes": "BLOB", "count": "INTEGER"}  # noqa: RUF012 - a constant

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        try:
            self._database = sqlite3.connect(
                path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise StoreError(f"{path}: the store cannot be opened ({error})") from error
        self._run("PRAGMA journal_mode = WAL")
        self._run("PRAGMA synchronous = FULL")  # what is confirmed is on the disk
        self._make_tables()

    def _run(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: the store cannot be read or written ({error})") from error

    def _begin(self, channel: str) -> None:  # noqa: ARG002 - the whole file is written alone
        self._run("BEGIN IMMEDIATE")

    def _end(self, *, keep: bool) -> None:
        try:
            self._run("COMMIT" if keep else "ROLLBACK")
        except StoreError:
            if keep and self._database.in_transaction:
                self._database.rollback()
            if keep:
                raise

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()
