"""What every store does, whichever database keeps it."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from detente.channel.exchange.delegation import Speech
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.store import StoreError
from detente.channel.keeping.stores import open_store
from detente.channel.problems import ChannelError
from detente.channel.record.entry import LARGEST_ENTRY, Entry, SignedEntry
from detente.channel.record.kinds import Kind
from tests.channel.delegations import table

if TYPE_CHECKING:
    from pathlib import Path

    from detente.channel.keeping.store import Store

CHANNEL = "c" * 64
EMPTY = Entry(CHANNEL, "a", 0, "2010-02-01T00:00:00.000Z", Kind.OPEN, "0" * 64)


def line(text: bytes) -> SignedEntry:
    """Return what a store takes for an entry: it looks at nothing but its line."""
    return SignedEntry(EMPTY, "0" * 128, text)


def _meddle(store: Store, sql: str, values: tuple[object, ...] = ()) -> None:
    store._run(sql, values)  # noqa: SLF001 - as whoever can write to the database does


def test_what_is_appended_is_read_once_in_the_order_of_arrival(store: Store) -> None:
    entries = [line(text) for text in (b"b", b"a", b"c", b"a")]
    assert store.append(CHANNEL, entries) == 3
    assert store.append(CHANNEL, entries) == 0
    rows = store.rows(CHANNEL)
    assert [(row.seq, row.line[-1:]) for row in rows] == [(1, b"b"), (2, b"a"), (3, b"c")]
    assert [row.chain for row in rows] == [store.chain_at(CHANNEL, seq) for seq in (1, 2, 3)]
    assert store.last(CHANNEL) == (3, rows[-1].chain)
    assert store.rows(CHANNEL, 1, 1) == rows[1:2]
    assert store.chain_at(CHANNEL, 4) is None


def test_channels_do_not_mix(store: Store, tmp_path: Path) -> None:
    sides = table(tmp_path, joined=False)
    assert store.admit(sides.opening)
    assert not store.admit(sides.opening)
    store.append(CHANNEL, [line(b"a")])
    store.put_note(CHANNEL, "n", "1")
    assert store.channels() == [sides.opening.id]
    found = store.opening(sides.opening.id)
    assert found is not None
    assert found.text == sides.opening.text
    assert store.opening(CHANNEL) is None
    assert store.last(sides.opening.id) == (0, "")
    assert store.note(sides.opening.id, "n") is None


def test_a_note_takes_the_place_of_the_one_before(store: Store) -> None:
    for value in ("1", "2"):
        store.put_note(CHANNEL, "host:a", value)
    store.put_note(CHANNEL, "other", "3")
    assert store.note(CHANNEL, "host:a") == "2"
    assert store.notes(CHANNEL, "host:") == {"host:a": "2"}


def test_what_is_written_together_is_kept_together_or_not_at_all(store: Store, place: str) -> None:
    class Stop(Exception):  # noqa: N818 - whatever it is
        pass

    with pytest.raises(Stop), store.alone(CHANNEL):  # noqa: PT012 - what comes before it is to go as well
        store.append(CHANNEL, [line(b"a")])
        store.put_note(CHANNEL, "n", "1")
        raise Stop
    for one in (store, open_store(place)):
        assert one.last(CHANNEL) == (0, "")
        assert one.note(CHANNEL, "n") is None
    one.close()


def test_a_failure_within_is_not_kept_by_whoever_goes_on_in_spite_of_it(store: Store) -> None:
    def fail_in_part() -> None:
        with store.alone(CHANNEL):
            store.append(CHANNEL, [line(b"a")])
            raise ChannelError("something else")

    with pytest.raises(StoreError, match="none of it is kept"), store.alone(CHANNEL):  # noqa: PT012
        with pytest.raises(ChannelError, match="something else"):
            fail_in_part()
        store.append(CHANNEL, [line(b"b")])
    assert store.last(CHANNEL) == (0, "")
    assert store.append(CHANNEL, [line(b"b")]) == 1


def test_every_byte_and_the_largest_entries_come_back_as_they_were(store: Store) -> None:
    texts = [bytes(range(256)), b"", os.urandom(LARGEST_ENTRY), os.urandom(8 * LARGEST_ENTRY)]
    assert store.append(CHANNEL, map(line, texts)) == len(texts)
    assert [row.line.partition(b" ")[2] for row in store.rows(CHANNEL)] == texts


def test_very_many_entries_are_read_in_parts(store: Store) -> None:
    most = 1_500
    with store.alone(CHANNEL):
        store.append(CHANNEL, (line(b"%d" % number) for number in range(most)))
    assert store.last(CHANNEL)[0] == most
    found = [row.seq for after in range(0, most, 700) for row in store.rows(CHANNEL, after, 700)]
    assert found == list(range(1, most + 1))


def test_several_that_write_at_once_give_no_number_twice(store: Store, place: str) -> None:
    def write(number: int) -> None:
        own = open_store(place)
        for turn in range(10):
            own.append(CHANNEL, [line(b"%d %d" % (number, turn))])
            store.append(CHANNEL, [line(b"shared %d %d" % (number, turn))])
        own.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    rows = store.rows(CHANNEL)
    assert [row.seq for row in rows] == list(range(1, 81))
    assert len({row.line for row in rows}) == 80


def test_a_store_that_was_altered_is_refused_and_says_what_to_do(store: Store, tmp_path: Path) -> None:
    sides = table(tmp_path)
    store.admit(sides.opening)
    entries = list(sides["nato"].holder.copy.entries())
    Holder(store, sides.opening).take(entries)
    _meddle(store, "UPDATE entries SET line = ? WHERE seq = 1", (entries[1].line,))
    with pytest.raises(StoreError, match=r"damaged: the 1\. entry .* from a backup"):
        Holder(store, sides.opening)
    _meddle(store, "UPDATE entries SET line = ? WHERE seq = 1", (b"\xff",))
    with pytest.raises(StoreError, match=r"damaged: the 1\. entry .* from a backup"):
        Holder(store, sides.opening)


def test_what_was_interrupted_is_neither_in_the_copy_nor_taken_for_known(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = table(tmp_path)
    store.admit(sides.opening)
    holder, entries = Holder(store, sides.opening), list(sides["nato"].holder.copy.entries())

    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store, "append", interrupted)
        with pytest.raises(KeyboardInterrupt):
            holder.take(entries)
    assert len(holder.copy) == 0
    assert holder.take(entries).new == len(entries)
    assert store.last(sides.opening.id)[0] == len(entries)


def test_heads_that_two_processes_keep_are_all_kept(store: Store, place: str, tmp_path: Path) -> None:
    sides = table(tmp_path)
    store.admit(sides.opening)
    one, other_store = Holder(store, sides.opening), open_store(place)
    other = Holder(other_store, sides.opening)
    heads = [sides[party].head() for party in ("nato", "russia")]
    one.take_head(heads[0])
    other.take_head(heads[1])
    one.refresh()
    for holder in (one, other, Holder(store, sides.opening)):
        assert set(holder.copy.heads.values()) == set(heads)
    other_store.close()


def test_a_store_put_back_to_an_earlier_state_is_read_anew(store: Store, tmp_path: Path) -> None:
    sides = table(tmp_path)
    sides["nato"].write(Kind.EXPLAIN, Speech("Soon to be gone from the host."))
    entries = list(sides["nato"].holder.copy.entries())
    store.admit(sides.opening)
    host = Holder(store, sides.opening)
    host.take(entries)
    _meddle(store, "DELETE FROM entries WHERE seq > 1")
    host.refresh()
    assert len(host.copy) == 1
    assert host.take(entries).new == len(entries) - 1
    assert host.copy.order == sides["nato"].holder.copy.order
