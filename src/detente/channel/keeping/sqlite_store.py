"""Channels in a file, by SQLite."""

from __future__ import annotations

import os
import sqlite3
import time
from typing import TYPE_CHECKING, Any

from detente.channel.keeping.store import Store, StoreError

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
            # What is open words to the parties is nobody else's; who shares a file among users opens it up.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._file = _identity(path)
            self._database = sqlite3.connect(
                path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
        except (OSError, ValueError, sqlite3.Error) as error:
            raise StoreError(f"{path}: the store cannot be opened ({_said(error)})") from error
        try:
            self._prepare()
        except StoreError:
            self.close()
            raise

    def _prepare(self) -> None:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                self._run("PRAGMA journal_mode = WAL")
                break
            except StoreError as error:  # for this SQLite does not wait by itself
                if not _is_busy(error.__cause__) or time.monotonic() > until:
                    raise
                time.sleep(0.05)
        self._run("PRAGMA synchronous = FULL")  # what is confirmed is on the disk
        self._make_tables()

    def _run(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            said = f"the store cannot be read or written ({error})"
            if _is_busy(error):
                said = f"another process has been writing for {_PATIENCE} seconds; try again"
            raise StoreError(f"{self.path}: {said}") from error

    def _begin(self, channel: str) -> None:  # noqa: ARG002 - the whole file is written alone
        if self._database.in_transaction:  # what was interrupted before it was ended
            self._database.rollback()
        self._run("BEGIN IMMEDIATE")
        try:
            self._require_same_file()
        except StoreError:
            self._end(keep=False)
            raise

    def _require_same_file(self) -> None:
        """See that what is written is found again: SQLite goes on writing to a file that was removed."""
        try:
            same = _identity(self.path) == self._file
        except OSError:
            same = False
        if not same:
            raise StoreError(
                f"{self.path}: the store was moved, removed or replaced while it was open; put it back, and"
                " open it anew"
            )

    def _end(self, *, keep: bool) -> None:
        try:
            self._run("COMMIT" if keep else "ROLLBACK")
        except StoreError:
            if not keep:
                return  # SQLite drops by itself what fails for want of room
            if self._database.in_transaction:
                self._database.rollback()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _is_busy(error: BaseException | None) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _said(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error)
