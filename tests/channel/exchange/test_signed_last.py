"""What a key has signed last, where several programs use it."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from detente.channel.exchange import signed_last
from detente.channel.exchange.delegation import Speech
from detente.channel.exchange.signed_last import last_signed
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.keeping.store import StoreError
from detente.channel.problems import ChannelError
from detente.channel.record.kinds import Kind
from tests.channel.delegations import table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _at_once(*acts: Callable[[], object]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def test_two_copies_that_write_with_one_key_at_once_sign_one_log(tmp_path: Path) -> None:
    sides = table(tmp_path)
    copies = [sides["nato"], sides.sit("nato", SqliteStore(tmp_path / "second.sqlite"))]
    copies[1].holder.take(copies[0].holder.copy.entries())
    refused: list[str] = []

    def write(number: int) -> None:
        for turn in range(5):
            try:
                copies[number].write(Kind.EXPLAIN, Speech(f"{number} {turn}"))
            except ChannelError as error:
                refused.append(str(error))

    _at_once(lambda: write(0), lambda: write(1))
    for one in copies:
        assert sides["russia"].holder.take(one.holder.copy.entries()).refused == []
    assert sides["russia"].holder.copy.forks() == []
    assert all("older than its key" in one for one in refused)
    assert len(sides["russia"].holder.copy.logs["nato"]) == 1 + 10 - len(refused)


def test_a_key_remembers_every_channel_in_which_it_signs_at_once(tmp_path: Path) -> None:
    tables = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        sides = table(tmp_path / name)
        sides["nato"].key_path = tmp_path / "nato.key"
        tables.append(sides)

    def write(number: int) -> None:
        for _ in range(10):
            tables[number]["nato"].write(Kind.EXPLAIN, Speech("Said."))

    _at_once(lambda: write(0), lambda: write(1))
    for sides in tables:
        last = last_signed(tmp_path / "nato.key", sides.opening.id)
        assert last is not None
        assert last.line == sides["nato"].holder.copy.logs["nato"].longest.entries[-1].line
    assert (tmp_path / "nato.key.last").stat().st_mode & 0o777 == 0o600


def test_nobody_else_can_lock_the_key_and_so_keep_its_owner_from_signing(tmp_path: Path) -> None:
    table(tmp_path)["nato"].write(Kind.EXPLAIN, Speech("Here."))
    for name in ("nato.key.lock", "nato.key.last", "nato.sqlite"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0, name


def test_another_that_signs_for_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed_last, "_PATIENCE", 0.1)
    nato = table(tmp_path)["nato"]
    with closing(sqlite3.connect(tmp_path / "nato.key.lock", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="another process signs"):
            nato.write(Kind.EXPLAIN, Speech("Not now."))
    assert nato.write(Kind.EXPLAIN, Speech("Now.")).entry.number == 1


@pytest.mark.parametrize("text", ["", "[]", "{", '{"CHANNEL": 3}', '{"CHANNEL": "no entry"}'])
def test_what_cannot_be_read_hinders_signing_and_says_what_to_do(text: str, tmp_path: Path) -> None:
    sides = table(tmp_path)
    path = tmp_path / "nato.key.last"
    path.write_text(text.replace("CHANNEL", sides.opening.id), "utf-8")
    with pytest.raises(ChannelError, match=r"from a backup, or remove it once"):
        sides["nato"].write(Kind.EXPLAIN, Speech("Unsure."))
    path.unlink()
    assert sides["nato"].write(Kind.EXPLAIN, Speech("Sure.")).entry.number == 1
