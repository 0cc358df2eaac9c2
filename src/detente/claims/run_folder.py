"""A folder that keeps what is done of a run, so that it goes on from there if it is interrupted.

It holds one database of SQLite. What is done is written to it whole or not at all, whatever ends this process
meanwhile. As long as a run goes on, no other can use its folder.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from detente.case.naming import joined
from detente.case.problems import CaseError
from detente.claims.explained import Explained
from detente.claims.plain_found import plain, unplain
from detente.claims.run import Run
from detente.claims.stretches import Judged, Stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from detente.claims.study import Study

__all__ = ["RunFolder", "run_folder"]

FILE = "run.sqlite"
"""The file in the folder."""
OURS = 0x44657475
"""What marks such a file as one of these: the first letters of the program's name."""
RUN, DRAWS, SEARCH = "run", "draws", "search"
"""What is kept: what the run was begun with, stretches of draws, and searches for what verdicts rest on."""

_T = TypeVar("_T")


class RunFolder:
    """What is done of one run, kept in a folder."""

    def __init__(self, folder: Path, database: sqlite3.Connection) -> None:
        """Take an open database; nobody else has it."""
        self._folder, self._database, self._lock = folder, database, Lock()
        self._open = True

    def take(self, run: Run) -> None:
        """Use the folder for a run: a new one, or the one that it belongs to.

        Raises ``CaseError`` where it belongs to another.
        """
        begun = dict(self._read(RUN, Run.of_json)).get("")
        if begun is None:
            if self._any():
                raise self._damaged("it does not say of which run it is")
            self._write(RUN, "", run.to_json())
        elif begun != run:
            how = joined(begun.apart_from(run))
            message = f"what is kept there is of another run ({how}); name another folder for this one"
            raise CaseError.of(message, str(self._folder))

    def draws(self, study: Study, stretches: Sequence[Stretch]) -> dict[Stretch, Judged]:
        """Return what was found in those stretches of draws that are done."""
        by_name = {str(one): one for one in stretches}
        found = self._read(DRAWS, lambda said: said)
        return {
            by_name[name]: self._said(Judged.of_json, plain, study, by_name[name])
            for name, plain in found
            if name in by_name or self._strange(name)
        }

    def keep_draws(self, stretch: Stretch, judged: Judged) -> None:
        """Keep what was found in a stretch of draws."""
        self._write(DRAWS, str(stretch), judged.to_json())

    def searches(self, claims: Iterable[str]) -> dict[str, Explained]:
        """Return what was found out about those of some claims, by their ids, whose search is done."""
        wanted = set(claims)
        return {claim: one for claim, one in self._read(SEARCH, _explained) if claim in wanted}

    def keep_search(self, claim: str, found: Explained) -> None:
        """Keep what was found out about the verdict of a claim."""
        self._write(SEARCH, claim, plain(found))

    def close(self) -> None:
        """Let others use the folder; what is told from now on is not kept."""
        with self._lock:
            self._open = False
            self._database.close()

    def _any(self) -> bool:
        with self._lock:
            return self._database.execute("SELECT 1 FROM done LIMIT 1").fetchone() is not None

    def _read(self, kind: str, meaning: Callable[[Any], _T]) -> list[tuple[str, _T]]:
        with self._lock:
            try:
                query = "SELECT name, said, digest FROM done WHERE kind = ?"
                rows = self._database.execute(query, (kind,)).fetchall()
            except sqlite3.DatabaseError as error:
                raise self._damaged(str(error)) from None
        found = []
        for name, said, digest in rows:
            whole = isinstance(name, str) and isinstance(said, str)
            if not whole or digest != _digest(kind, name, said):
                what = f"{kind} {name}".strip()
                raise self._damaged(f"what is written of {what} is not what was written")
            found.append((name, self._said(meaning, json.loads(said))))
        return found

    def _said(self, meaning: Callable[..., _T], *said: Any) -> _T:  # noqa: ANN401 - plain values
        try:
            return meaning(*said)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise self._damaged(str(error)) from None

    def _write(self, kind: str, name: str, plain: Any) -> None:  # noqa: ANN401 - plain values
        said = json.dumps(plain, ensure_ascii=False)
        row = (kind, name, said, _digest(kind, name, said))
        with self._lock:
            if not self._open:
                return
            try:
                with self._database:
                    self._database.execute("INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?)", row)
            except sqlite3.Error as error:
                raise CaseError.of(f"cannot be written ({error})", str(self._folder / FILE)) from None

    def _strange(self, name: str) -> bool:
        raise self._damaged(f"this run has no draws {name}")

    def _damaged(self, how: str) -> CaseError:
        message = f"this file is damaged ({how}); remove the folder, or name another one, to begin anew"
        return CaseError.of(message, str(self._folder / FILE))


@contextmanager
def run_folder(folder: Path | None) -> Iterator[RunFolder | None]:
    """Give a folder for what is done of a run, which is made where it is missing; None where none is named.

    Raises ``CaseError`` where it cannot be used: another run uses it, it cannot be written, or what is in it
    is damaged or nothing of this kind.
    """
    if folder is None:
        yield None
        return
    kept = RunFolder(folder, _opened(folder))
    try:
        yield kept
    finally:
        kept.close()


def _opened(folder: Path) -> sqlite3.Connection:
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise CaseError.of("this is a file; name a folder", str(folder)) from None
    except OSError as error:
        raise CaseError.of(f"cannot be made ({error.strerror})", str(folder)) from None
    database = None
    try:
        database = sqlite3.connect(path, timeout=0, check_same_thread=False)
        # The lock on the file goes with this process, however it ends.
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("BEGIN EXCLUSIVE")
        _begin(database, path)
        database.commit()
    except sqlite3.Error as error:
        if database is not None:
            database.close()
        raise CaseError.of(_why_not(error), str(path)) from None
    except BaseException:
        if database is not None:
            database.close()
        raise
    return database


def _begin(database: sqlite3.Connection, path: Path) -> None:
    """Make the table in a new file; an old one must be one of these, and whole."""
    [(mark,)] = database.execute("PRAGMA application_id").fetchall()
    [(tables,)] = database.execute("SELECT count(*) FROM sqlite_master").fetchall()
    if not mark and not tables:
        database.execute(f"PRAGMA application_id = {OURS}")
        columns = "kind TEXT, name TEXT, said TEXT, digest TEXT, PRIMARY KEY (kind, name)"
        database.execute(f"CREATE TABLE done ({columns})")
    elif mark != OURS:
        raise CaseError.of("this is no file of a run; name another folder", str(path))
    elif database.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise sqlite3.DatabaseError("its pages do not fit together")


def _why_not(error: sqlite3.Error) -> str:
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
        return "another run uses this folder; wait for its end, or name another folder"
    if isinstance(error, sqlite3.OperationalError):
        return f"cannot be used ({error})"
    return f"this file is damaged ({error}); remove the folder, or name another one, to begin anew"


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()


def _explained(said: object) -> Explained:
    found = unplain(said)
    if not isinstance(found, Explained):
        raise TypeError("a search has found something else")
    return found
