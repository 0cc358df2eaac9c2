"""Stolen keys, and keys that are changed: what a thief can do, and what its owner can undo."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from detente.channel.course.course import Course
from detente.channel.exchange.checking import check_record
from detente.channel.exchange.delegation import Speech
from detente.channel.problems import ChannelError
from detente.channel.record.copy import Copy, Outcome
from detente.channel.record.key_file import KeyFile
from detente.channel.record.kinds import Kind
from tests.channel.delegations import table
from tests.channel.pens import Pen, keys_of, pens

if TYPE_CHECKING:
    from pathlib import Path

    from detente.channel.record.entry import SignedEntry


def stolen() -> tuple[Pen, Pen, Pen, list[SignedEntry], list[SignedEntry]]:
    """Return the owner's log, the other party's, the thief's, and what owner and thief signed apart."""
    owner, other = pens()
    owner.write(1)
    thief = owner.fork(2)
    theirs = [thief.write(2, Kind.MOVE, move="pause"), thief.write(3)]
    other.write(3.5, seen={"a": thief.head()})
    own = [owner.write(2, says="the owner's own"), owner.change(4, Kind.REVOKE, keys_of("new"))]
    theirs.append(thief.write(5, Kind.MOVE, move="ask"))
    own.append(owner.write(6, Kind.MOVE, move="ask"))
    return owner, other, thief, own, theirs


def test_a_thief_s_entries_lose_their_effect_whenever_they_and_the_revocation_come() -> None:
    owner, other, thief, own, theirs = stolen()
    expected = None
    for order in permutations(range(4)):
        parts = [own[:2], own[2:], theirs[:2], theirs[2:]]
        copy = Copy(owner.opening)
        for entry in (*owner.entries[:2], *other.entries, *(one for part in order for one in parts[part])):
            assert copy.add(entry).outcome is not Outcome.REFUSED
        assert copy.waiting == []
        assert all(copy.is_void(one) for one in theirs)
        assert not any(copy.is_void(one) for one in (*owner.entries, *other.entries))
        assert copy.forks() == []
        assert copy.logs["a"].longest.entries == owner.entries
        found = copy.order, copy.logs["a"].void, Course(copy).steps()
        expected = expected or found
        assert found == expected
    assert len(thief.entries) == 5


def test_what_a_thief_adds_to_the_log_or_forks_from_it_is_void_once_revoked() -> None:
    owner, other = pens()
    for second in (1, 2, 3):
        owner.write(second)
    forks = [owner.fork(size) for size in (1, 2, 3, 4)]
    for thief in forks:
        thief.write(4, says=f"after {len(thief.entries)}")
    owner.change(5, Kind.REVOKE, keys_of("new"))
    copy = Copy(owner.opening)
    for entry in (*owner.entries, *other.entries, *(thief.entries[-1] for thief in forks)):
        assert copy.add(entry).outcome is Outcome.NEW
    assert all(copy.is_void(thief.entries[-1]) for thief in forks)
    assert not any(map(copy.is_void, owner.entries))
    late = owner.fork(5)
    late.keys = forks[0].keys
    late.write(6, says="with the stolen key, after it was revoked")
    assert copy.add(late.entries[-1]).outcome is Outcome.REFUSED


def test_without_a_revocation_both_logs_count_and_the_fork_is_proved() -> None:
    _, other, thief, own, theirs = stolen()
    copy = Copy(other.opening)
    for entry in (*thief.entries, *other.entries, own[0]):
        assert copy.add(entry).outcome is Outcome.NEW
    assert not any(copy.is_void(one) for one in (*theirs, own[0]))
    assert len(copy.forks()) == 1


def test_only_the_recovery_key_revokes_and_only_the_key_in_force_rotates() -> None:
    a, b = pens()
    new = keys_of("new")
    wrong = [
        a.fork(1).change(1, Kind.REVOKE, new, by=a.keys),
        a.fork(1).change(1, Kind.REVOKE, new, by=b.recovery),
        a.fork(1).change(1, Kind.REVOKE, new, by=new),
        a.fork(1).change(1, Kind.ROTATE, new, by=a.recovery),
        a.fork(1).change(1, Kind.ROTATE, new, by=b.keys),
        a.fork(1).change(1, Kind.ROTATE, new, by=new),
        a.fork(1).change(1, Kind.ROTATE, new, proved_by=a.keys),
        a.fork(1).change(1, Kind.REVOKE, new, proved_by=a.recovery),
        a.fork(1).write(1, by=a.recovery),
    ]
    copy = Copy(a.opening)
    copy.add(a.entries[0])
    assert all(copy.add(one).outcome is Outcome.REFUSED for one in wrong)
    old = a.fork(1)
    a.change(1, Kind.ROTATE, new)
    stale = a.fork(2)
    stale.keys = old.keys
    stale.write(2)
    assert copy.add(a.entries[1]).outcome is Outcome.NEW
    assert copy.add(stale.entries[2]).outcome is Outcome.REFUSED
    a.write(2)
    assert copy.add(a.entries[2]).outcome is Outcome.NEW


def test_a_key_of_another_party_is_not_taken_over_by_rotating_to_it() -> None:
    """Whoever names another's key as its own cannot show to hold it, and a shown proof fits one entry."""
    a, b = pens()
    copy = Copy(a.opening)
    copy.add(a.entries[0])
    proof_elsewhere = b.change(1, Kind.ROTATE, keys_of("new")).entry.proof
    assert proof_elsewhere is not None
    taken = a.fork(1).change(1, Kind.ROTATE, keys_of("new"), proved_by=a.keys)
    assert copy.add(taken).outcome is Outcome.REFUSED


def test_taking_back_what_others_had_seen_is_told() -> None:
    _, other, thief, own, _ = stolen()
    lines = [one.line for one in (*thief.entries, *other.entries, *own)]
    found = check_record(other.opening, lines)
    assert found.sound
    assert any("Side A has taken back 2 entries that others had seen" in one for one in found.noted)


def test_an_owner_whose_key_was_stolen_goes_on_from_its_own_last_entry(tmp_path: Path) -> None:
    """The thief dates an entry as late as there is a date, after which nothing could be written."""
    sides = table(tmp_path)
    nato = sides["nato"]
    sides.clock.on()
    mine = nato.write(Kind.EXPLAIN, Speech("ours"))
    thief = Pen(sides.opening, "nato", sides.keys["nato"], sides.recovery["nato"])
    thief.entries = [*nato.holder.copy.logs["nato"].longest.entries]
    late = thief.write(31_000_000_000)
    sides["russia"].holder.take([mine, late])
    nato.holder.take([late])
    new = keys_of("new")
    nato.keys = KeyFile("nato", (new, *nato.keys.keys))
    sides.clock.on()
    with pytest.raises(ChannelError, match="log ends at"):
        nato.revoke(new, sides.recovery["nato"])
    with pytest.raises(ChannelError, match="no such entry"):
        nato.revoke(
            new,
            sides.recovery["nato"],
            after_own=sides["russia"].holder.copy.logs["russia"].longest.entries[0],
        )
    nato.revoke(new, sides.recovery["nato"], after_own=mine)
    after = nato.write(Kind.EXPLAIN, Speech("ours again"))
    sides.carry("nato")
    for side in sides.sides.values():
        copy = side.holder.copy
        assert copy.is_void(late)
        assert [one for one in copy.logs["nato"].longest.entries if copy.is_void(one)] == []
        assert copy.logs["nato"].longest.entries[-1].leaf == after.leaf
