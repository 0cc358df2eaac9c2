"""Processes that are killed while they write: nothing that was confirmed is lost, and nothing is forked."""

from __future__ import annotations

import random
from itertools import count
from typing import TYPE_CHECKING

import pytest

from detente.channel.exchange.checking import check, check_record
from detente.channel.exchange.delegation import Speech
from detente.channel.exchange.signed_last import last_signed
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.stores import open_store
from detente.channel.record.entry import SignedEntry
from detente.channel.record.kinds import Kind
from tests.channel.delegations import table
from tests.channel.keeping.dying import PASSED, Mortals, Party, take, write, write_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.channel.delegations import Table

STEPS = 15
"""The fewest steps that writing an entry has: fewer, and nothing was looked at."""


@pytest.fixture(scope="module")
def mortals() -> Iterator[Mortals]:
    """Start what can be killed."""
    with Mortals() as found:
        yield found


@pytest.fixture
def sides(tmp_path: Path, place: str) -> Table:
    """Two parties, the first of which keeps its copy where it may be killed."""
    found = table(tmp_path)
    found["nato"].holder.store.close()
    _sit(found, place)
    found.carry("russia", "nato")
    return found


def _sit(sides: Table, place: str) -> None:
    sides.sit("nato", open_store(place, make=True), key_name="nato.key")


def _party(sides: Table, place: str) -> Party:
    key = str(sides.folder / "nato.key")
    return Party(place, "nato", sides.keys["nato"].to_bytes(), key, sides.clock())


def _see_nothing_lost(sides: Table, place: str, told: Path, before: int) -> None:
    """See that all that was told is there, once, and that what was signed and not told is completed."""
    sent = [SignedEntry.read(line) for line in told.read_bytes().splitlines()] if told.exists() else []
    last = last_signed(sides.folder / "nato.key", sides.opening.id)
    assert last is not None
    # What was told may have been sent, and the last that was signed as well.
    assert sides["russia"].holder.take([*sent, last]).refused == []
    kept = open_store(place)
    lines = {row.line for row in kept.rows(sides.opening.id)}
    assert {one.line for one in sent} <= lines
    kept.close()
    _sit(sides, place)
    nato = sides["nato"]
    own = nato.holder.copy.logs["nato"].longest.entries
    assert nato.finished == (None if last.line in lines else own[-1])
    new = [*sent, *([last] if last.entry.number >= before else [])]
    assert {one.leaf for one in own[before:]} == {one.leaf for one in new}
    assert own[-1].leaf == last.leaf
    nato.write(Kind.EXPLAIN, Speech("And on it goes."))
    sides.meet()
    for party in ("nato", "russia"):
        copy = sides[party].holder.copy
        assert check(copy).sound
        assert copy.forks() == []
        assert copy.waiting == []
    assert sides["nato"].holder.copy.order == sides["russia"].holder.copy.order


def test_a_party_killed_at_any_step_loses_nothing_it_was_told_and_forks_nothing(
    sides: Table, place: str, tmp_path: Path, mortals: Mortals
) -> None:
    for step in count(1):
        before = len(sides["nato"].holder.copy.logs["nato"])
        sides["nato"].holder.store.close()
        sides.clock.on()
        told = tmp_path / f"told-{step}"
        ended = mortals.run(write, sides.opening, step, str(told), _party(sides, place))
        _see_nothing_lost(sides, place, told, before)
        if ended == PASSED:
            break
    assert step > STEPS
    kept = sides["nato"].holder.store
    assert check_record(sides.opening, [row.line for row in kept.rows(sides.opening.id)]).sound
    kept.close()


def test_a_party_killed_at_any_moment_loses_nothing_it_was_told(
    sides: Table, place: str, tmp_path: Path, mortals: Mortals
) -> None:
    moments = random.Random(9)
    for turn in range(8):
        before = len(sides["nato"].holder.copy.logs["nato"])
        sides["nato"].holder.store.close()
        sides.clock.on()
        told = tmp_path / f"told-{turn}"
        assert (
            mortals.run(
                write_on, sides.opening, str(told), _party(sides, place), seconds=0.1 + moments.random() / 5
            )
            != PASSED
        )
        _see_nothing_lost(sides, place, told, before)
    sides["nato"].holder.store.close()


def test_a_host_killed_at_any_step_has_all_or_nothing_of_what_it_was_sent(
    sides: Table, place: str, tmp_path: Path, mortals: Mortals
) -> None:
    russia = sides["russia"]
    for step in count(1):
        sides.clock.on()
        sent = [russia.write(Kind.EXPLAIN, Speech(f"{number}")).line for number in range(3)]
        before = sides["nato"].holder.store.last(sides.opening.id)[0]
        sides["nato"].holder.store.close()
        told = tmp_path / f"told-{step}"
        ended = mortals.run(take, sides.opening, step, str(told), place, sent)
        kept = open_store(place)
        new = [row.line for row in kept.rows(sides.opening.id, before)]
        assert new == sent or (new == [] and not told.exists())
        holder = Holder(kept, sides.opening)
        taken = holder.take_lines(sent)
        assert taken.new + taken.known == len(sent)
        assert holder.copy.order == russia.holder.copy.order
        _sit(sides, place)
        kept.close()
        if ended == PASSED:
            break
    assert step > STEPS / 2
    assert check(sides["nato"].holder.copy).sound
    sides["nato"].holder.store.close()
