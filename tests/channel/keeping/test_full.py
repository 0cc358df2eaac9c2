"""A disk that is full: what was confirmed stays, what was signed is completed, and the sentence says so."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from detente.channel.exchange import delegation as delegation_module
from detente.channel.exchange.checking import check
from detente.channel.exchange.delegation import Speech
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.keeping.store import StoreError
from detente.channel.problems import ChannelError
from detente.channel.record.entry import SignedEntry
from detente.channel.record.kinds import Kind
from tests.channel.delegations import table
from tests.channel.keeping.dying import PASSED, Mortals, Party, write_where_full

if TYPE_CHECKING:
    from pathlib import Path

    from detente.channel.keeping.store import Store
    from detente.channel.record.statements import Head
    from tests.channel.delegations import Table

LONG = Speech("Much to say. " * 4000)


@pytest.fixture
def sides(tmp_path: Path) -> Table:
    return table(tmp_path)


def _fill(store: Store, pages: int | None) -> None:
    """Let a store grow by so many pages of 4,096 bytes, or as far as it likes."""
    (used,) = store._run("PRAGMA page_count")[0]  # noqa: SLF001 - there is no other way to fill it
    store._run(f"PRAGMA max_page_count = {1 << 30 if pages is None else used + pages}")  # noqa: SLF001


def _lines(store: Store, channel: str) -> list[bytes]:
    return [row.line for row in store.rows(channel)]


def test_an_entry_for_which_there_is_no_room_is_kept_before_the_next_is_signed(sides: Table) -> None:
    nato, store = sides["nato"], sides["nato"].holder.store
    before = _lines(store, sides.opening.id)
    _fill(store, 1)
    with pytest.raises(StoreError, match=r"full.*entry 1 of nato is signed.*do not write it again"):
        nato.write(Kind.EXPLAIN, LONG)
    assert _lines(store, sides.opening.id) == before
    assert {one.line for one in nato.holder.copy.entries()} == set(before)
    with pytest.raises(StoreError, match="full"):  # there is still no room, and nothing else is signed
        nato.write(Kind.EXPLAIN, Speech("Something else."))
    assert _lines(store, sides.opening.id) == before
    _fill(store, None)
    sides.clock.on()
    after = nato.write(Kind.EXPLAIN, Speech("There is room again."))
    own = nato.holder.copy.logs["nato"].longest.entries
    assert [one.entry.number for one in own] == [0, 1, 2]
    assert own[1].entry.says == LONG.says
    assert nato.finished is own[1]
    assert own[2] is after
    sides.meet()
    assert check(sides["russia"].holder.copy).sound


def test_a_copy_opens_to_be_read_where_there_is_no_room_for_what_was_signed(sides: Table) -> None:
    nato, store = sides["nato"], sides["nato"].holder.store
    _fill(store, 1)
    with pytest.raises(StoreError, match="full"):
        nato.write(Kind.EXPLAIN, LONG)
    again = sides.sit("nato", store)
    assert again.finished is None
    assert len(again.holder.copy) == 2
    with pytest.raises(StoreError, match="full"):
        again.write(Kind.EXPLAIN, Speech("Something else."))
    _fill(store, None)
    sides.clock.on()
    assert sides.sit("nato", store).finished is not None


def test_entries_for_which_there_is_no_room_are_taken_in_later(sides: Table, tmp_path: Path) -> None:
    sent = []
    for _ in range(3):
        sides.clock.on()
        sent.append(sides["russia"].write(Kind.EXPLAIN, LONG))
    with closing(SqliteStore(tmp_path / "host.sqlite")) as store:
        store.admit(sides.opening)
        host = Holder(store, sides.opening)
        host.take(sides["nato"].holder.copy.entries())
        before = _lines(store, sides.opening.id)
        _fill(store, 20)  # enough for the first of three
        with pytest.raises(StoreError, match="full"):
            host.take(sent)
        assert _lines(store, sides.opening.id) == before
        assert len(host.copy) == len(before)
        _fill(store, None)
        assert host.take(sent).new == 3
        assert host.copy.order == sides["russia"].holder.copy.order


def test_nothing_is_signed_where_the_key_cannot_remember_it(
    sides: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise ChannelError("what is signed cannot be kept, so nothing is signed")

    nato = sides["nato"]
    before: Head = nato.holder.copy.logs["nato"].longest.head()
    monkeypatch.setattr(delegation_module, "remember", full)
    with pytest.raises(ChannelError, match="nothing is signed"):
        nato.write(Kind.EXPLAIN, LONG)
    assert nato.holder.copy.logs["nato"].longest.head() == before
    monkeypatch.undo()
    assert nato.write(Kind.EXPLAIN, Speech("Another.")).entry.number == 1
    assert nato.finished is None


def test_one_entry_is_written_at_a_time(sides: Table) -> None:
    """The key remembers one entry: of two that are kept together or not at all, the first would be lost."""
    nato = sides["nato"]
    with nato.holder.alone(), pytest.raises(ChannelError, match="by itself"):
        nato.write(Kind.EXPLAIN, Speech("Within something else."))


def test_files_that_cannot_grow_lose_nothing_that_was_confirmed(sides: Table, tmp_path: Path) -> None:
    sides["nato"].holder.store.close()
    place, told = tmp_path / "nato.sqlite", tmp_path / "told"
    party = Party(
        str(place), "nato", sides.keys["nato"].to_bytes(), str(tmp_path / "nato.key"), sides.clock()
    )
    with Mortals() as mortals:
        # Too little for what the key remembers; for the store; and for either in turn.
        assert mortals.run(write_where_full, sides.opening, str(told), (1000, 0, 20_000), party) == PASSED
    said = (tmp_path / "told-said").read_text("utf-8").splitlines()
    assert any("nothing is signed" in one for one in said)
    assert any("is signed and not lost" in one for one in said)
    nato = sides.sit("nato")
    confirmed = [SignedEntry.read(one).leaf for one in told.read_bytes().splitlines()]
    own = [one.leaf for one in nato.holder.copy.logs["nato"].longest.entries]
    assert len(confirmed) >= 3
    assert set(confirmed) <= set(own)
    places = [own.index(one) for one in confirmed]
    assert places == sorted(places)
    sides.meet()
    assert check(sides["russia"].holder.copy).sound
