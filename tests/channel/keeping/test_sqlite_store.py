"""A store in a file: what can be wrong with the file, and copies of it made while it is in use."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.channel.keeping import sqlite_store
from detente.channel.keeping.backup import backup
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.keeping.store import StoreError
from detente.channel.keeping.stores import open_store
from detente.channel.problems import ChannelError
from tests.channel.keeping.test_store import CHANNEL, line

if TYPE_CHECKING:
    from tests.channel.postgresql import Server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "channel.sqlite"


def test_a_new_store_is_its_owner_s_alone(path: Path) -> None:
    with closing(SqliteStore(path)) as store:
        store.append(CHANNEL, [line(b"a")])
        for one in path.parent.glob("channel.sqlite*"):
            assert one.stat().st_mode & 0o777 == 0o600
    path.chmod(0o660)
    with closing(SqliteStore(path)):
        assert path.stat().st_mode & 0o777 == 0o660


def test_a_file_that_is_no_store_is_left_as_it_is(path: Path) -> None:
    path.write_bytes(b"A letter, and no database. " * 100)
    with pytest.raises(StoreError, match="not a database"):
        SqliteStore(path)
    assert path.read_bytes() == b"A letter, and no database. " * 100


def test_a_place_where_no_file_can_be_is_an_error(tmp_path: Path) -> None:
    for place in (tmp_path / "missing" / "x.sqlite", tmp_path, Path(f"{tmp_path}/\0")):
        with pytest.raises(StoreError, match="cannot be opened"):
            SqliteStore(place)


def test_a_file_that_may_not_be_written_is_an_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    SqliteStore(path).close()
    path.chmod(0o400)
    if os.geteuid() == 0:  # whom no file refuses
        monkeypatch.setattr(os, "open", refused)
    with pytest.raises(StoreError, match=r"cannot be opened \(Permission denied\)"):
        SqliteStore(path)


def test_a_store_that_turns_read_only_while_it_is_open_is_an_error(path: Path) -> None:
    with closing(SqliteStore(path)) as store:
        store.append(CHANNEL, [line(b"a")])
        store._run("PRAGMA query_only = ON")  # noqa: SLF001 - as a disk does that is mounted anew
        with pytest.raises(StoreError, match="readonly"):
            store.append(CHANNEL, [line(b"b")])
        assert store.last(CHANNEL)[0] == 1


def test_another_that_writes_for_too_long_is_named_and_reading_goes_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "_PATIENCE", 0.2)
    with closing(SqliteStore(path)) as one, closing(SqliteStore(path)) as other:
        with one.alone(CHANNEL):
            one.append(CHANNEL, [line(b"a")])
            with pytest.raises(StoreError, match=r"another process has been writing for 0\.2 seconds"):
                other.append(CHANNEL, [line(b"b")])
            assert other.last(CHANNEL) == (0, "")
        assert other.append(CHANNEL, [line(b"b")]) == 1


def test_many_that_open_a_new_store_at_once_all_can(path: Path) -> None:
    errors: list[BaseException] = []

    def open_it() -> None:
        try:
            with closing(SqliteStore(path)) as store:
                store.append(CHANNEL, [line(b"a")])
        except BaseException as error:  # noqa: BLE001 - whatever it is
            errors.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert errors == []


def test_what_was_confirmed_and_is_still_beside_the_file_is_read(path: Path, tmp_path: Path) -> None:
    store = SqliteStore(path)
    store.append(CHANNEL, [line(b"a")])
    left = tmp_path / "left"
    left.mkdir()
    for one in path.parent.glob("channel.sqlite*"):  # as they lie there when the power fails
        shutil.copy(one, left)
    store.close()
    assert (left / "channel.sqlite-wal").stat().st_size > 0
    with closing(SqliteStore(left / "channel.sqlite")) as again:
        assert [row.line[-1:] for row in again.rows(CHANNEL)] == [b"a"]


@pytest.mark.parametrize("what", ["removed", "replaced", "moved with its folder"])
def test_nothing_is_confirmed_that_would_not_be_found_again(what: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "channel.sqlite"
    with closing(SqliteStore(path)) as store:
        store.append(CHANNEL, [line(b"a")])
        if what == "removed":
            shutil.rmtree(folder)
        elif what == "replaced":
            SqliteStore(folder / "other").close()
            (folder / "other").replace(path)
        else:
            folder.rename(tmp_path / "elsewhere")
        with pytest.raises(StoreError, match="moved, removed or replaced"):
            store.append(CHANNEL, [line(b"b")])


def test_an_interruption_between_begin_and_write_does_not_hinder_the_next(path: Path) -> None:
    with closing(SqliteStore(path)) as store:
        store._run("BEGIN IMMEDIATE")  # noqa: SLF001 - where an interruption can leave it
        assert store.append(CHANNEL, [line(b"a")]) == 1


def test_a_store_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(ChannelError, match="no channel here"):
        open_store(tmp_path)
    assert list(tmp_path.iterdir()) == []


# Backups.


def test_a_backup_has_all_that_was_confirmed_and_nothing_else(path: Path, tmp_path: Path) -> None:
    copied = tmp_path / "backup.sqlite"
    with closing(SqliteStore(path)) as store:
        store.append(CHANNEL, [line(b"a")])
        store.put_note(CHANNEL, "n", "1")
        with store.alone(CHANNEL):
            store.append(CHANNEL, [line(b"b")])
            backup(store, copied)
        assert sorted(one.name for one in tmp_path.glob("*backup*")) == ["backup.sqlite"]
        assert copied.stat().st_mode & 0o777 == 0o600
        with closing(SqliteStore(copied)) as again:
            assert again.rows(CHANNEL) == store.rows(CHANNEL, 0, 1)
            assert again.note(CHANNEL, "n") == "1"
            assert again.append(CHANNEL, [line(b"c")]) == 1


def test_backups_made_while_others_write_are_whole(path: Path, tmp_path: Path) -> None:
    with closing(SqliteStore(path)) as store, closing(SqliteStore(path)) as other:

        def write() -> None:
            for number in range(40):
                other.append(CHANNEL, [line(b"%d %d" % (number, turn)) for turn in range(3)])

        writing = threading.Thread(target=write)
        writing.start()
        copies = 0
        while writing.is_alive() or not copies:
            copied = tmp_path / f"backup-{copies}"
            backup(store, copied)
            with closing(sqlite3.connect(copied)) as read:
                assert read.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                (count,) = read.execute("SELECT count(*) FROM entries").fetchone()
            assert count % 3 == 0
            copies += 1
        writing.join()


def test_a_backup_writes_over_nothing_and_leaves_nothing_behind(path: Path, tmp_path: Path) -> None:
    with closing(SqliteStore(path)) as store:
        (tmp_path / "there").write_text("A letter.", "utf-8")
        with pytest.raises(ChannelError, match="not written over"):
            backup(store, tmp_path / "there")
        assert (tmp_path / "there").read_text("utf-8") == "A letter."
        with pytest.raises(StoreError, match="cannot be copied there"):
            backup(store, tmp_path / "missing" / "backup")


def test_a_database_on_a_server_is_not_backed_up_to_a_file(postgresql: Server, tmp_path: Path) -> None:
    with (
        closing(open_store(postgresql.database())) as store,
        pytest.raises(ChannelError, match="pg_dump"),
    ):
        backup(store, tmp_path / "backup")
