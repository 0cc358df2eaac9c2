"""What a store gives back: nothing that was not checked, and everything that was kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.channel.keeping.holder import Holder
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.record.entry import SignedEntry
from tests.channel.pens import keys_of, pens

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def holder_at(path: Path) -> Holder:
    store = SqliteStore(path)
    store.admit(pens()[0].opening)
    return Holder(store, pens()[0].opening)


def lines(holder: Holder) -> list[bytes]:
    return [one.line for one in holder.copy.entries()]


def test_what_waited_unchecked_is_checked_when_it_comes_from_the_store(tmp_path: Path) -> None:
    """A stranger forges what b signs after an entry that has not arrived; the store is then read anew."""
    _, b = pens()
    b.write(1)
    forged = replace(b, entries=list(b.entries), keys=keys_of("a stranger"))
    forged.write(2, says="never said")
    holder = holder_at(tmp_path / "a.sqlite")
    assert holder.take([b.entries[0], forged.entries[2]]).waiting == 1
    holder.take([b.entries[1]])
    for read in (holder, holder_at(tmp_path / "a.sqlite")):
        assert lines(read) == [one.line for one in b.entries]


def test_a_false_signature_that_came_first_does_not_take_the_place_of_the_true_one(tmp_path: Path) -> None:
    _, b = pens()
    b.write(1)
    b.write(2)
    false = replace(b.entries[2], signature="0" * 128)
    holder = holder_at(tmp_path / "a.sqlite")
    holder.take([b.entries[0], false])
    holder.take([b.entries[2]])
    holder.take([b.entries[1]])
    for read in (holder, holder_at(tmp_path / "a.sqlite")):
        assert lines(read) == [one.line for one in b.entries]
        assert read.take([false]).refused != []


def test_a_text_that_is_not_canonical_does_not_come_in_by_waiting(tmp_path: Path) -> None:
    """Its author signs it; a store that took it for canonical would let it in where others refuse it."""
    _, b = pens()
    b.write(1)
    last = b.write(2)
    text = last.text.replace(b'"seen":{}', b'"seen": {}')
    signed = SignedEntry.glimpsed(b.keys.signature("entry", text).encode() + b" " + text)
    holder = holder_at(tmp_path / "a.sqlite")
    holder.take([b.entries[0], signed])
    holder.take([b.entries[1]])
    for read in (holder, holder_at(tmp_path / "a.sqlite")):
        assert lines(read) == [one.line for one in b.entries[:2]]


def test_signatures_are_checked_again_after_a_store_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, b = pens()
    holder, elsewhere = holder_at(tmp_path / "a.sqlite"), holder_at(tmp_path / "a.sqlite")
    elsewhere.take([b.entries[0]])

    def fails(_: bytes) -> SignedEntry:
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr(SignedEntry, "kept", fails)
        try:
            holder.refresh()
        except ValueError:
            assert holder.copy.check_signatures
    false = replace(b.entries[0], signature="0" * 128)
    assert holder.take([false]).refused != []
