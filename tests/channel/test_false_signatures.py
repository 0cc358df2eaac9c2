"""Entries with false signatures that arrive before those they answer, when nobody can check them yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from detente.channel.exchange.delegation import Speech
from detente.channel.keeping.holder import Holder
from detente.channel.record.copy import MOST_STRANGE, Copy, Outcome
from detente.channel.record.keys import SecretKeys
from detente.channel.record.kinds import Kind
from tests.channel.delegations import table

if TYPE_CHECKING:
    from pathlib import Path

    from detente.channel.record.entry import SignedEntry
    from tests.channel.delegations import Table


@pytest.fixture
def sides(tmp_path: Path) -> Table:
    return table(tmp_path)


def forged(entry: SignedEntry) -> SignedEntry:
    return replace(entry, signature=SecretKeys.make().signature("entry", entry.text))


def said(sides: Table) -> tuple[SignedEntry, SignedEntry]:
    sides.clock.set("2010-03-01")
    first = sides["nato"].write(Kind.EXPLAIN, Speech("First."))
    sides.clock.on()
    return first, sides["nato"].write(Kind.EXPLAIN, Speech("Second."))


def test_what_waited_with_a_false_signature_is_not_believed_when_the_copy_is_read_again(sides: Table) -> None:
    first, second = said(sides)
    holder = sides["russia"].holder
    assert holder.take([forged(second)]).waiting == 1
    assert holder.take([first]).new == 1
    assert second.leaf not in holder.copy.logs["nato"].held
    again = Holder(holder.store, holder.opening)
    assert second.leaf not in again.copy.logs["nato"].held
    assert list(again.copy.entries())[-1].line == first.line


@pytest.mark.parametrize("forged_first", [True, False])
def test_a_false_signature_takes_the_place_of_no_true_one(sides: Table, forged_first: bool) -> None:
    first, second = said(sides)
    holder = sides["russia"].holder
    waiting = [forged(second), second]
    for one in waiting if forged_first else reversed(waiting):
        assert holder.take([one]).waiting == 1
    holder.take([first])
    for found in (holder, Holder(holder.store, holder.opening)):
        assert [one.line for one in found.copy.logs["nato"].longest.entries[-2:]] == [first.line, second.line]


def test_the_true_entry_is_kept_that_comes_after_a_false_one_was_refused(sides: Table) -> None:
    first, second = said(sides)
    holder = sides["russia"].holder
    for one in (forged(second), first, second):
        holder.take([one])
    again = Holder(holder.store, holder.opening)
    assert list(again.copy.entries())[-1].line == second.line


def test_a_false_signature_is_found_also_beside_the_true_one(sides: Table) -> None:
    first, second = said(sides)
    copy = Copy(sides.opening)
    before = [one for one in sides["nato"].holder.copy.entries() if one.leaf not in {first.leaf, second.leaf}]
    outcomes = [one.outcome for one in copy.add_all([*before, forged(first), first, second])]
    assert outcomes[-3:] == [Outcome.REFUSED, Outcome.NEW, Outcome.NEW]


def test_false_signatures_take_no_room_from_true_ones_that_wait(sides: Table) -> None:
    first, second = said(sides)
    sides.clock.on()
    third = sides["nato"].write(Kind.EXPLAIN, Speech("Third."))
    copy = Copy(sides.opening)
    for one in sides["russia"].holder.copy.entries():
        copy.add(one)
    outcomes = [copy.add(forged(second)).outcome for _ in range(MOST_STRANGE + 5)]
    assert outcomes == [Outcome.WAITING] * MOST_STRANGE + [Outcome.REFUSED] * 5
    assert [copy.add(one).outcome for one in (third, second, first)] == [
        Outcome.WAITING,
        Outcome.WAITING,
        Outcome.NEW,
    ]
    assert list(copy.entries())[-1].line == third.line
    assert copy.waiting == []
    assert copy.add(forged(third)).outcome is Outcome.REFUSED
