"""A host's store where the PostgreSQL server goes away, waits, or is set up otherwise."""

from __future__ import annotations

import signal
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from detente.channel.keeping import postgresql_store
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.postgresql_store import PostgresqlStore
from detente.channel.keeping.store import StoreError
from detente.channel.problems import ChannelError
from tests.channel.delegations import table
from tests.channel.keeping.test_store import CHANNEL, line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.channel.postgresql import Server


@pytest.fixture
def url(postgresql: Server) -> str:
    """Return the URL of an empty database."""
    return postgresql.database()


@pytest.fixture
def store(url: str) -> Iterator[PostgresqlStore]:
    """Open a store in it."""
    with closing(PostgresqlStore(url)) as found:
        yield found


def _name(url: str) -> str:
    return url.rpartition("/")[2]


def _end_connections(server: Server, url: str) -> None:
    with closing(server.connect()) as other:
        other.cursor().execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", (_name(url),)
        )


def test_a_server_that_crashed_and_was_started_anew_between_two_calls_is_not_noticed(
    store: PostgresqlStore, postgresql: Server
) -> None:
    store.append(CHANNEL, [line(b"a")])
    postgresql.restart(signal.SIGQUIT)
    assert store.append(CHANNEL, [line(b"b")]) == 1
    assert [row.line[-1:] for row in store.rows(CHANNEL)] == [b"a", b"b"]


def test_a_server_that_stops_within_a_write_leaves_nothing_half_written(
    store: PostgresqlStore, url: str, postgresql: Server
) -> None:
    with pytest.raises(StoreError, match="broke"), store.alone(CHANNEL):  # noqa: PT012 - before and after
        store.append(CHANNEL, [line(b"a")])
        _end_connections(postgresql, url)
        store.append(CHANNEL, [line(b"b")])
    assert store.last(CHANNEL) == (0, "")
    assert store.append(CHANNEL, [line(b"a")]) == 1


def test_what_the_server_cannot_confirm_is_an_error(
    store: PostgresqlStore, url: str, postgresql: Server
) -> None:
    with pytest.raises(StoreError, match="whether it was kept"), store.alone(CHANNEL):  # noqa: PT012
        store.append(CHANNEL, [line(b"a")])
        _end_connections(postgresql, url)
    assert store.last(CHANNEL) == (0, "")


def test_a_connection_lost_as_a_write_begins_is_made_anew_with_its_lock(
    store: PostgresqlStore, url: str, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute, lost = store._execute, iter([True])  # noqa: SLF001 - to break it in between

    def losing(sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        if "advisory" in sql and next(lost, False):
            _end_connections(postgresql, url)
        return execute(sql, values)

    monkeypatch.setattr(store, "_execute", losing)
    with store.alone(CHANNEL), closing(postgresql.connect(_name(url))) as other:
        cursor = other.cursor()
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert cursor.fetchone()[0] == 1
        store.append(CHANNEL, [line(b"a")])
        cursor.execute("SELECT count(*) FROM entries")
        assert cursor.fetchone()[0] == 0
    assert store.last(CHANNEL)[0] == 1


def test_a_host_goes_on_with_all_it_had_when_the_server_is_back(
    store: PostgresqlStore, postgresql: Server, tmp_path: Path
) -> None:
    sides = table(tmp_path)
    store.admit(sides.opening)
    host, entries = Holder(store, sides.opening), list(sides["nato"].holder.copy.entries())
    host.take(entries[:1])
    postgresql.stop()
    try:
        with pytest.raises(StoreError, match="cannot be reached"):
            host.take(entries)
        with pytest.raises(StoreError, match="cannot be reached"):
            host.refresh()
        assert len(host.copy) <= 1
    finally:
        postgresql.start()
    assert host.take(entries).new == len(entries) - 1
    assert host.copy.order == sides["nato"].holder.copy.order


def test_another_that_writes_for_too_long_is_named_and_waited_for_no_longer(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_store, "_PATIENCE", 1)
    with closing(PostgresqlStore(url)) as one, closing(PostgresqlStore(url)) as other:
        with one.alone(CHANNEL):
            one.append(CHANNEL, [line(b"a")])
            with pytest.raises(StoreError, match="another process has been writing for 1 seconds"):
                other.append(CHANNEL, [line(b"b")])
            assert other.append("d" * 64, [line(b"b")]) == 1
        assert other.append(CHANNEL, [line(b"b")]) == 1
        assert [row.seq for row in one.rows(CHANNEL)] == [1, 2]


def test_a_server_that_does_not_answer_counts_as_gone(
    url: str, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_store, "_SILENCE", 1)
    with closing(PostgresqlStore(url)) as store, closing(postgresql.connect(_name(url))) as other:
        cursor = other.cursor()
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE entries")
        with pytest.raises(StoreError, match="broke"):
            store.append(CHANNEL, [line(b"a")])
        cursor.execute("ROLLBACK")
        assert store.last(CHANNEL) == (0, "")
        assert store.append(CHANNEL, [line(b"a")]) == 1


def test_what_is_confirmed_is_on_the_disk_however_the_database_is_set(url: str, postgresql: Server) -> None:
    with closing(postgresql.connect()) as other:
        for setting in ("synchronous_commit = off", "default_transaction_isolation = 'serializable'"):
            other.cursor().execute(f"ALTER DATABASE {_name(url)} SET {setting}")
    with closing(PostgresqlStore(url)) as one, closing(PostgresqlStore(url)) as other_store:
        assert one._run("SHOW synchronous_commit") == [("on",)]  # noqa: SLF001 - what it is set to
        thread = threading.Thread(target=lambda: other_store.append(CHANNEL, [line(b"b")]))
        with one.alone(CHANNEL):
            thread.start()
            one.append(CHANNEL, [line(b"a")])
        thread.join()
        assert one.last(CHANNEL)[0] == 2


def test_whoever_may_write_and_make_no_tables_can_open_the_store(
    store: PostgresqlStore, url: str, postgresql: Server
) -> None:
    with closing(postgresql.connect(_name(url))) as other:
        other.cursor().execute("DROP ROLE IF EXISTS writer")
        other.cursor().execute("CREATE ROLE writer LOGIN")
        other.cursor().execute("GRANT SELECT, INSERT, DELETE ON channels, entries, notes TO writer")
    with closing(PostgresqlStore(url.replace("detente@", "writer@"))) as own:
        assert own.append(CHANNEL, [line(b"a")]) == 1
    assert store.last(CHANNEL)[0] == 1


def test_a_server_that_refuses_says_why(postgresql: Server) -> None:
    url = postgresql.database()
    with pytest.raises(StoreError, match='database "missing" does not exist'):
        PostgresqlStore(url.replace(_name(url), "missing"))
    with pytest.raises(StoreError, match="cannot be reached"):
        PostgresqlStore("postgresql://detente@%2Fno%2Fsuch%2Ffolder/name")


@pytest.mark.parametrize("url", ["postgresql://host:port/name", "postgresql://[half/name"])
def test_a_url_that_is_none_says_what_one_looks_like(url: str) -> None:
    with pytest.raises(ChannelError, match="postgresql://user@host:5432/name"):
        PostgresqlStore(url)
