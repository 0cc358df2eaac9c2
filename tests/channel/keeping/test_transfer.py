"""Channels that are moved from one store to another."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from detente.channel.exchange.delegation import Speech
from detente.channel.keeping import transfer as transfer_module
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.keeping.store import StoreError
from detente.channel.keeping.transfer import transfer
from detente.channel.problems import ChannelError
from detente.channel.record.kinds import Kind
from tests.channel.delegations import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from detente.channel.keeping.store import Store
    from tests.channel.delegations import Table


@pytest.fixture
def sides(tmp_path: Path) -> Table:
    found = table(tmp_path)
    for number in range(5):
        found.clock.on()
        found["nato"].write(Kind.EXPLAIN, Speech(f"{number}"))
    found["nato"].holder.take_head(found["russia"].head())
    found["nato"].holder.store.put_note(found.opening.id, "confirmed:host", "3")
    return found


@pytest.fixture
def source(sides: Table) -> Store:
    return sides["nato"].holder.store


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Store]:
    with closing(SqliteStore(tmp_path / "again.sqlite")) as found:
        yield found


def test_a_channel_moves_there_and_back_with_all_that_belongs_to_it(
    sides: Table, source: Store, store: Store, file: Store
) -> None:
    channel = sides.opening.id
    assert transfer(source, store) == [f"A channel ({channel[:16]}): 7 entries."]
    transfer(store, file)
    for one in (store, file):
        assert one.channels() == [channel]
        assert one.rows(channel) == source.rows(channel)
        assert one.note(channel, "confirmed:host") == "3"
        assert Holder(one, sides.opening).copy.order == sides["nato"].holder.copy.order
        assert Holder(one, sides.opening).copy.heads == sides["nato"].holder.copy.heads


def test_a_transfer_that_broke_off_goes_on_where_it_was(
    sides: Table, source: Store, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer_module, "_AT_ONCE", 3)
    append, left = store.append, iter([True])

    def breaking(*values: object) -> int:
        if next(left, False):
            return append(*values)  # type: ignore[arg-type] # as they came
        raise StoreError("the server is gone")

    with monkeypatch.context() as patch:
        patch.setattr(store, "append", breaking)
        with pytest.raises(StoreError, match="gone"):
            transfer(source, store)
    assert store.last(sides.opening.id)[0] == 3
    assert transfer(source, store)[0].endswith("7 entries, of which 3 were there.")
    assert transfer(source, store)[0].endswith("7 entries, of which 7 were there.")
    assert store.rows(sides.opening.id) == source.rows(sides.opening.id)


def test_a_channel_that_went_its_own_way_is_not_mixed_up(sides: Table, source: Store, store: Store) -> None:
    store.admit(sides.opening)
    store.append(sides.opening.id, list(sides["nato"].holder.copy.entries())[::-1])
    before = store.rows(sides.opening.id)
    with pytest.raises(ChannelError, match="copy to an empty store"):
        transfer(source, store)
    assert store.rows(sides.opening.id) == before


def test_only_the_channels_that_are_named_move(sides: Table, source: Store, store: Store) -> None:
    with pytest.raises(ChannelError, match="holds no channel 0000"):
        transfer(source, store, ["0" * 64])
    assert store.channels() == []
    assert transfer(store, source) == []
    transfer(source, store, [sides.opening.id])
    assert store.channels() == [sides.opening.id]


def test_a_damaged_source_is_named(sides: Table, source: Store, store: Store) -> None:
    source._run("UPDATE entries SET line = ? WHERE seq = 4", (b"x {",))  # noqa: SLF001 - as a bad disk does
    with pytest.raises(StoreError, match=r"damaged: the 4\. entry"):
        transfer(source, store)
    assert store.last(sides.opening.id) == (0, "")
