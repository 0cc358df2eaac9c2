"""A copy that several threads of a program use at once."""

from __future__ import annotations

from dataclasses import replace
from threading import Event, Thread
from typing import TYPE_CHECKING

from detente.channel.exchange.delegation import Speech
from detente.channel.record.keys import SecretKeys
from detente.channel.record.kinds import Kind
from tests.channel.delegations import table

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from detente.channel.keeping.store import Row
    from detente.channel.record.copy import Added
    from detente.channel.record.entry import SignedEntry


def test_what_arrives_while_another_thread_reads_the_store_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = table(tmp_path)
    nato, russia = sides["nato"], sides["russia"]
    sides.clock.set("2010-03-01")
    true = russia.write(Kind.EXPLAIN, Speech("One thing."))
    forged = replace(true.entry, says="Another thing.").sign(SecretKeys.make())
    nato.holder.store.append(sides.opening.id, [true])  # as another process does
    holder, store = nato.holder, nato.holder.store
    has_read, takes, adds, taken_in = Event(), Event(), Event(), Event()
    rows, add = store.rows, holder.copy.add

    def read_slowly(channel: str, after: int = 0) -> list[Row]:
        found = rows(channel, after)
        if not has_read.is_set():
            has_read.set()
            takes.wait(0.5)
        return found

    def add_at_once(signed: SignedEntry) -> Added:
        if signed.leaf == forged.leaf:
            takes.set()
            adds.wait(0.5)
            added = add(signed)
            taken_in.set()
            return added
        if takes.is_set():
            adds.set()
            taken_in.wait(0.5)
        return add(signed)

    monkeypatch.setattr(store, "rows", read_slowly)
    monkeypatch.setattr(holder.copy, "add", add_at_once)
    reading = Thread(target=holder.refresh)
    reading.start()
    assert has_read.wait(10)
    taken = holder.take([forged])
    reading.join()
    assert len(taken.refused) == 1
    assert forged.leaf not in holder.copy.logs["russia"].held
