"""Channels in a PostgreSQL database, for hosts of many."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pg8000.dbapi

from detente.channel.keeping.store import Store, StoreError
from detente.channel.problems import ChannelError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PostgresqlStore"]

_PATIENCE = 30
"""Seconds to wait while another process writes."""
_SILENCE = 60
"""Seconds after which a server that does not answer counts as gone."""
_BUSY = "55P03"
"""What the server says where the patience is at an end."""
_GONE = ("08", "57P01", "57P02", "57P03")
"""How codes of the server begin where the connection is lost: it stops, or it starts."""
_TABLES = ("channels", "entries", "notes")


class _BrokenError(StoreError):
    """The connection is lost, and with it what was being written."""


class PostgresqlStore(Store):
    """Channels in a database that ``postgresql://user@host:port/name`` names; PGPASSWORD holds the password.

    A host in the form of a path, as in ``postgresql://user@%2Frun%2Fpostgresql/name``, is the folder of a
    socket.
    """

    types = {"bytes": "BYTEA", "count": "BIGINT"}  # noqa: RUF012 - a constant

    def __init__(self, url: str) -> None:
        super().__init__()
        self._where = _read_url(url)
        self._name = f"{self._where.get('unix_sock') or self._where['host']}/{self._where['database']}"
        self._connection: pg8000.dbapi.Connection | None = None
        self._writes = False
        self._make_tables()

    def _make_tables(self) -> None:
        there = "SELECT " + ", ".join(f"to_regclass('{name}') IS NULL" for name in _TABLES)
        if not any(self._run(there)[0]):
            return  # also where one may write to them, and may not make any
        # Two hosts that start at once would make the tables at once, which the server refuses to one.
        self._begin("tables")
        try:
            super()._make_tables()
        except BaseException:
            self._end(keep=False)
            raise
        self._end(keep=True)

    def _connect(self) -> pg8000.dbapi.Connection:
        try:
            connection = pg8000.dbapi.connect(**self._where)
        except (pg8000.dbapi.Error, OSError) as error:
            raise _BrokenError(f"{self._name}: the database cannot be reached ({_said(error)})") from error
        connection.autocommit = True
        self._connection = connection
        # A server may be set to confirm what is not on its disk yet; here that is no confirmation.
        self._execute(
            "SELECT set_config('lock_timeout', ?, false), set_config('synchronous_commit', CASE"
            " current_setting('synchronous_commit') WHEN 'off' THEN 'on'"
            " ELSE current_setting('synchronous_commit') END, false)",
            (f"{_PATIENCE}s",),
        )
        return connection

    def _run(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._execute(sql, values)
        except _BrokenError:
            if self._writes:  # what was being written together is gone with the connection
                raise
            return self._execute(sql, values)  # the server was started anew, say

    def _execute(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        if self._connection is None and self._writes:
            raise _BrokenError(f"{self._name}: the connection to the database broke")
        connection = self._connection or self._connect()
        whole = False
        try:
            cursor = connection.cursor()
            cursor.execute(sql.replace("?", "%s"), tuple(values))
            rows = [tuple(row) for row in cursor.fetchall()] if cursor.description else []
            whole = True
        except pg8000.dbapi.DatabaseError as error:
            code = _code(error)
            if code.startswith(_GONE):
                raise _BrokenError(
                    f"{self._name}: the connection to the database broke ({_said(error)})"
                ) from error
            whole = bool(code)
            if code == _BUSY:
                raise StoreError(
                    f"{self._name}: another process has been writing for {_PATIENCE} seconds; try again"
                ) from error
            raise StoreError(f"{self._name}: the database refused ({_said(error)})") from error
        except (pg8000.dbapi.Error, OSError, EOFError) as error:
            raise _BrokenError(
                f"{self._name}: the connection to the database broke ({_said(error)})"
            ) from error
        finally:
            if (
                not whole
            ):  # an answer that was not read to its end would be taken for that to the next question
                self.close()
        return rows

    def _begin(self, channel: str) -> None:
        try:
            self._begin_once(channel)
        except _BrokenError:
            self._begin_once(channel)

    def _begin_once(self, channel: str) -> None:
        # Each statement is to see what was kept before it, whatever the database is set to.
        self._execute("BEGIN ISOLATION LEVEL READ COMMITTED")
        self._writes = True
        try:
            self._execute("SELECT pg_advisory_xact_lock(hashtext(?))", (channel,))
        except BaseException:
            self._end(keep=False)
            raise

    def _end(self, *, keep: bool) -> None:
        try:
            self._execute("COMMIT" if keep else "ROLLBACK")
        except StoreError as error:
            if keep:
                raise StoreError(
                    f"{error}; whether it was kept shows when the store is read again"
                ) from error
        finally:
            self._writes = False

    def close(self) -> None:
        """Let go of the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(pg8000.dbapi.Error, OSError):
                connection.close()


def _read_url(url: str) -> dict[str, Any]:
    """Return how a database is connected to; raises ``ChannelError`` where the URL names none."""
    try:
        parts = urlsplit(url)
        host, port = unquote(parts.netloc.rpartition("@")[2].partition(":")[0]), parts.port or 5432
    except ValueError as error:
        raise ChannelError(
            f"this is no URL of a database, such as postgresql://user@host:5432/name ({error})"
        ) from error
    where = (
        {"unix_sock": f"{host}/.s.PGSQL.{port}"} if host.startswith("/") else {"host": host or "localhost"}
    )
    return {
        "user": unquote(parts.username or os.environ.get("PGUSER", "postgres")),
        "password": unquote(parts.password) if parts.password else os.environ.get("PGPASSWORD"),
        "database": unquote(parts.path.lstrip("/")) or None,
        "port": port,
        "timeout": _SILENCE,
        **where,
    }


def _code(error: BaseException) -> str:
    """Return the code of what the server said; empty where it said nothing."""
    told = error.args[0] if error.args else None
    return str(told.get("C", "")) if isinstance(told, dict) else ""


def _said(error: BaseException) -> str:
    """Return what the server said, without the codes around it; else what went wrong at first."""
    first: BaseException | None = error
    while first is not None:  # for a server that refuses hangs up, which is then said in place of why
        error, first = first, first.__cause__ or first.__context__
        told = error.args[0] if error.args else error
        if isinstance(told, dict):
            return str(told.get("M", told))
    return str(error)
