"""A PostgreSQL server for tests, from Debian's packages: a folder and a socket of its own, and no network."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

import pg8000.dbapi

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["MISSING", "Server", "programs"]

MISSING = "there is no PostgreSQL server here: install one (on Debian and Ubuntu: apt-get install postgresql)"
_OWNERS = ("postgres", "nobody")
"""Who runs the server where the tests are run by root, whom it refuses."""
_PATIENCE = 60
"""Seconds in which it has to start, or to stop."""


def programs() -> Path | None:
    """Return the folder of the newest server's programs; None where none is installed."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0,
    )
    found = installed[-1] if installed else shutil.which("initdb")
    return None if found is None else Path(found).resolve().parent


@dataclass
class Server:
    """A server that runs while the block in which it is entered does."""

    programs: Path
    folder: Path = field(init=False)
    _as: dict[str, Any] = field(default_factory=dict, init=False)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="detente-"))
        if os.geteuid() == 0:
            owner = next(one for name in _OWNERS for one in pwd.getpwall() if one.pw_name == name)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self._as = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        try:
            subprocess.run(
                [
                    self.programs / "initdb", "--pgdata", self.folder / "data", "--username", "detente",
                    "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync",
                ],
                check=True, capture_output=True, cwd=self.folder, **self._as,
            )  # fmt: skip
            self.start()
            self._administer("postgres", "CREATE DATABASE tests")
        except BaseException:
            self.stop()
            shutil.rmtree(self.folder)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.stop(signal.SIGQUIT)  # nothing of it is read again
        shutil.rmtree(self.folder)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder,
                    "-c", "listen_addresses=", "-c", "shared_buffers=16MB", "-c", "max_connections=40",
                ],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.folder, start_new_session=True,
                **self._as,
            )  # fmt: skip
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._administer("postgres", "SELECT 1")
            except pg8000.dbapi.Error:
                if time.monotonic() > until or self._process.poll() is not None:
                    self.stop()
                    raise
                time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: by SIGINT without waiting for those connected, by SIGQUIT as if the power had failed."""
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)  # its own session: nothing else is in it
            self._process.wait()
        self._process = None

    def restart(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it and start it again."""
        self.stop(how)
        self.start()

    def database(self) -> str:
        """Return the URL of the database of tests, empty and as it was made; one at a time uses it."""
        others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'tests'"
        self._administer("postgres", others, "ALTER DATABASE tests RESET ALL")
        self._administer("tests", "DROP TABLE IF EXISTS channels, entries, notes")
        return f"postgresql://detente@{quote(str(self.folder), safe='')}/tests"

    def connect(self, database: str = "postgres") -> pg8000.dbapi.Connection:
        """Return a connection of one's own, past the store."""
        connection = pg8000.dbapi.connect(
            "detente", unix_sock=f"{self.folder}/.s.PGSQL.5432", database=database, timeout=_PATIENCE
        )
        connection.autocommit = True
        return connection

    def _administer(self, database: str, *statements: str) -> None:
        with closing(self.connect(database)) as connection:
            for sql in statements:
                connection.cursor().execute(sql)
