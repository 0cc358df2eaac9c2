"""Channels in a PostgreSQL database, for hosts of many."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pg8000.dbapi

from detente.channel.exchange.store import Store, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PostgresqlStore"]

_PATIENCE = 30
"""Seconds to wait for the server."""


class PostgresqlStore(Store):
    """Channels in a database that ``postgresql://user@host:port/name`` names; PGPASSWORD holds the password.

    A host in the form of a path, as in ``postgresql://user@%2Frun%2Fpostgresql/name``, is the folder of a
    socket.
    """

    types = {"bytes": "BYTEA", "count": "BIGINT"}  # noqa: RUF012 - a constant

    def __init__(self, url: str) -> None:
        super().__init__()
        parts = urlsplit(url)
        self._name = f"{parts.hostname or 'localhost'}/{parts.path.lstrip('/')}"
        host, port = unquote(parts.netloc.rpartition("@")[2].partition(":")[0]), parts.port or 5432
        self._where: dict[str, Any] = {
            "user": unquote(parts.username or os.environ.get("PGUSER", "postgres")),
            "password": unquote(parts.password) if parts.password else os.environ.get("PGPASSWORD"),
            "database": unquote(parts.path.lstrip("/")) or None,
            "timeout": _PATIENCE,
            **(
                {"unix_sock": f"{host}/.s.PGSQL.{port}"}
                if host.startswith("/")
                else {"host": host or "localhost", "port": port}
            ),
        }
        self._connection = self._connect()
        with self._lock:
            # Two hosts that start at once would make the tables at once, which the server refuses to one.
            self._run("SELECT pg_advisory_lock(4711)")
            self._make_tables()
            self._run("SELECT pg_advisory_unlock(4711)")

    def _connect(self) -> pg8000.dbapi.Connection:
        try:
            connection = pg8000.dbapi.connect(**self._where)
        except (pg8000.dbapi.Error, OSError) as error:
            raise StoreError(f"{self._name}: the database cannot be reached ({error})") from error
        connection.autocommit = True
        return connection

    def _run(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._execute(sql, values)
        except (pg8000.dbapi.InterfaceError, OSError, EOFError) as error:
            if self._depth:  # what was being written together is gone with the connection
                raise StoreError(f"{self._name}: the connection to the database broke ({error})") from error
            self._connection = self._connect()
        except pg8000.dbapi.Error as error:
            raise StoreError(f"{self._name}: the database refused ({_said(error)})") from error
        try:
            return self._execute(sql, values)
        except (pg8000.dbapi.Error, OSError, EOFError) as error:
            raise StoreError(f"{self._name}: the database cannot be used ({_said(error)})") from error

    def _execute(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        cursor = self._connection.cursor()
        cursor.execute(sql.replace("?", "%s"), tuple(values))
        return [tuple(row) for row in cursor.fetchall()] if cursor.description else []

    def _begin(self, channel: str) -> None:
        self._run("BEGIN")
        try:
            self._run("SELECT pg_advisory_xact_lock(hashtext(?))", (channel,))
        except StoreError:
            self._end(keep=False)
            raise

    def _end(self, *, keep: bool) -> None:
        try:
            self._execute("COMMIT" if keep else "ROLLBACK", ())
        except (pg8000.dbapi.Error, OSError, EOFError) as error:
            self._connection = self._connect()
            if keep:
                raise StoreError(f"{self._name}: what was written was not confirmed ({error})") from error

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


def _said(error: BaseException) -> str:
    """Return what the server said, without the codes around it."""
    told = error.args[0] if error.args else error
    return str(told.get("M", told)) if isinstance(told, dict) else str(told)
