"""Two logs of one party: caught by any two who compare, proved to anybody, and no honest party convicted."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.channel.exchange.checking import check_record
from detente.channel.problems import RecordError
from detente.channel.record.canonical import canonical, read_canonical
from detente.channel.record.copy import MOST_HEADS, Copy, Outcome
from detente.channel.record.entry import SignedEntry
from detente.channel.record.forks import ForkByEntries, ForkByHead, read_fork
from detente.channel.record.keys import SecretKeys
from detente.channel.record.kinds import Kind
from detente.channel.record.statements import Head, SignedHead
from detente.channel.record.tree import Tree, node_hash
from tests.channel.pens import Pen, pens


def copy_of(*logs: Pen) -> Copy:
    copy = Copy(logs[0].opening)
    for log in logs:
        for entry in log.entries:
            assert copy.add(entry).outcome in {Outcome.NEW, Outcome.KNOWN}
    return copy


def forked(shared: int = 3, more: int = 3) -> tuple[Pen, Pen]:
    """Return the two logs of a party that part after so many entries."""
    one = pens()[0]
    for second in range(1, shared):
        one.write(second, says="shared")
    other = one.fork(shared)
    for second in range(more):
        one.write(shared + second, says="for some")
        other.write(shared + second, says="for others")
    return one, other


def proved(copy: Copy) -> list[ForkByEntries | ForkByHead]:
    """Return the proofs of a copy, each as a third party reads it, who has the opening alone."""
    found = [read_fork(read_canonical(canonical(proof.to_json()))) for proof in copy.forks()]
    keys = copy.opening.parties
    assert all(proof.proves(copy.opening.id, [keys[proof.party]]) for proof in found)
    return found


def test_two_who_compare_entries_catch_whoever_signs_two_logs() -> None:
    one, other = forked()
    (proof,) = proved(copy_of(one, other))
    assert (proof.party, proof.number) == ("a", 3)


@pytest.mark.parametrize("size", [4, 5, 6])
def test_two_who_compare_heads_catch_whoever_signs_two_logs(size: int) -> None:
    one, other = forked()
    copy = copy_of(one)
    assert copy.forks() == []
    assert copy.add_head(other.signed_head(size)).outcome is Outcome.NEW
    (proof,) = proved(copy)
    assert isinstance(proof, ForkByHead)
    assert proof.party == "a"


def test_a_head_of_a_log_that_has_not_arrived_convicts_nobody_until_another_of_its_length_does() -> None:
    one, other = forked(shared=3, more=5)
    copy = copy_of(one.fork(4))
    copy.add_head(other.signed_head(8))
    copy.add_head(one.signed_head(8))
    assert copy.forks() == []
    for entry in one.entries[4:]:
        copy.add(entry)
    assert len(proved(copy)) == 1


def test_what_one_has_acknowledged_proves_a_later_fork_from_its_own_log_alone() -> None:
    b_signs, b_later = forked(shared=3, more=2)
    a = replace(pens()[1])
    a.write(9, Kind.ACKNOWLEDGE, {"a": b_signs.head()}, heads=(b_signs.signed_head(),))
    copy = copy_of(b_signs, a)
    kept = next(entry.entry.heads[0] for entry in copy.entries() if entry.entry.heads)
    elsewhere = copy_of(b_later)
    assert elsewhere.forks() == []
    assert elsewhere.add_head(kept).outcome is Outcome.NEW
    assert len(proved(elsewhere)) == 1


@pytest.mark.parametrize("number", range(1, 24))
def test_other_subtrees_of_the_same_root_convict_nobody(number: int) -> None:
    """An honest log and its honest head, with the subtrees before the last entry split into their parts."""
    honest = pens()[0]
    for second in range(1, number + 1):
        honest.write(second)
    head, last, tree = honest.signed_head(), honest.entries[-1], honest.tree
    true = tuple(tree.frontier(number))
    keys = [honest.opening.parties["a"]]
    assert not ForkByHead(head, last, true).proves(honest.opening.id, keys)
    for frontier in framings(honest.tree, number):
        assert not ForkByHead(head, last, frontier).proves(honest.opening.id, keys)


def framings(tree: Tree, size: int) -> list[tuple[bytes, ...]]:
    """Return other lists of subtrees that hash to the root of a size: cut apart, and put together."""
    true = tree.frontier(size)
    found: list[tuple[bytes, ...]] = []
    largest = 1 << size.bit_length() - 1
    if largest == size and size > 1:
        half = size // 2
        right = tree.inclusion(0, size)[-1]
        found.append((tree.root(half), right))
        assert node_hash(tree.root(half), right) == tree.root(size)
    if len(true) > 1:
        found.append((tree.root(size),))
        found.append((*true[:-2], node_hash(true[-2], true[-1])))
    return found


def test_no_proof_is_taken_that_joins_what_is_of_another_channel_party_or_key() -> None:
    one, other = forked()
    b = pens()[1]
    keys = [one.opening.parties["a"]]
    proof = ForkByEntries(one.entries[3], other.entries[3])
    assert proof.proves(one.opening.id, keys)
    assert not proof.proves("0" * 64, keys)
    assert not proof.proves(one.opening.id, [one.opening.parties["b"]])
    assert not ForkByEntries(one.entries[3], one.entries[3]).proves(one.opening.id, keys)
    assert not ForkByEntries(one.entries[3], one.entries[4]).proves(one.opening.id, keys)
    assert not ForkByEntries(one.entries[0], b.entries[0]).proves(one.opening.id, keys)
    elsewhere = Pen(replace(one.opening, title="Other talks"), "a", one.keys, one.recovery)
    elsewhere.write(0)
    assert not ForkByEntries(one.entries[0], elsewhere.entries[0]).proves(one.opening.id, keys)
    replayed = SignedHead(one.opening.id, "a", elsewhere.head(), elsewhere.signed_head().signature)
    assert not ForkByHead(replayed, one.entries[0], ()).proves(one.opening.id, keys)
    assert not ForkByHead(elsewhere.signed_head(), one.entries[0], ()).proves(one.opening.id, keys)


@given(st.data())
def test_no_altered_proof_convinces(data: st.DataObject) -> None:
    one, other = forked()
    by_head = copy_of(one)
    by_head.add_head(other.signed_head())
    proof = data.draw(st.sampled_from([*copy_of(one, other).forks(), *by_head.forks()]))
    text = canonical(proof.to_json())
    bit = data.draw(st.integers(0, 8 * len(text) - 1))
    altered = bytes(byte ^ (1 << bit % 8 if place == bit // 8 else 0) for place, byte in enumerate(text))
    try:
        read = read_fork(read_canonical(altered))
    except RecordError:
        return
    assert not read.proves(one.opening.id, [one.opening.parties["a"]])


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), min_size=2, max_size=4))
def test_nothing_that_an_honest_party_signs_makes_a_proof(picked: list[tuple[int, int]]) -> None:
    """One log, with a change of keys in it; every pair of entries, and of heads and entries."""
    honest = pens()[0]
    keys = [honest.opening.parties["a"]]
    heads = [honest.signed_head()]
    for second in range(1, 13):
        if second == 6:
            honest.change(second, Kind.ROTATE, SecretKeys.make())
            keys.append(honest.keys.public)
        else:
            honest.write(second)
        heads.append(honest.signed_head())
    for (one, _), (other, cut) in pairwise(picked):
        pair = ForkByEntries(honest.entries[one], honest.entries[other])
        assert not pair.proves(honest.opening.id, keys)
        frontier = tuple(honest.tree.frontier(other))[cut:]
        assert not ForkByHead(heads[one], honest.entries[other], frontier).proves(honest.opening.id, keys)
    copy = copy_of(honest)
    for head in heads:
        copy.add_head(head)
    assert copy.forks() == []


def test_junk_heads_do_not_keep_out_what_is_acknowledged_or_convicts() -> None:
    one, other = forked()
    copy = copy_of(one)
    for size in range(MOST_HEADS + 5):
        junk = SignedHead.make(one.opening.id, "a", Head(1000 + size, "0" * 64), one.keys)
        copy.add_head(junk)
    assert sum(head.head.size >= 1000 for head in copy.heads.values()) == MOST_HEADS
    assert copy.add_head(one.signed_head()).outcome is Outcome.NEW
    assert copy.add_head(other.signed_head()).outcome is Outcome.NEW
    assert len(proved(copy)) == 1


def test_heads_that_nobody_here_signed_are_refused() -> None:
    one, _ = forked()
    copy = copy_of(one)
    stranger = SecretKeys.make()
    for wrong in (
        one.signed_head(keys=stranger),
        one.signed_head(keys=one.recovery),
        replace(one.signed_head(), channel="0" * 64),
        replace(one.signed_head(), party="nobody"),
        replace(one.signed_head(), party="b"),
        replace(one.signed_head(), head=one.head(2)),
    ):
        assert copy.add_head(wrong).outcome is Outcome.REFUSED
    assert copy.heads == {}


def test_two_revocations_of_one_log_are_a_fork_too() -> None:
    one = pens()[0]
    other = one.fork(1)
    one.change(1, Kind.REVOKE, SecretKeys.make())
    other.change(1, Kind.REVOKE, SecretKeys.make())
    assert len(proved(copy_of(one, other))) == 1
    lines = [signed.line for signed in (*one.entries, *other.entries)]
    assert "signed two different logs" in " ".join(check_record(one.opening, lines).faults)


def test_whoever_got_a_new_key_by_revoking_is_caught_with_it() -> None:
    one = pens()[0]
    one.change(1, Kind.REVOKE, SecretKeys.make())
    other = one.fork(2)
    for second in (2, 3):
        one.write(second, says="for some")
        other.write(second, says="for others")
    copy = copy_of(one)
    copy.add_head(other.signed_head())
    (proof,) = copy.forks()
    assert proof.proves(one.opening.id, [one.opening.parties["a"], one.keys.public])


def test_a_head_by_a_key_that_was_revoked_convicts_nobody() -> None:
    owner = pens()[0]
    stolen, thief = owner.keys, owner.fork(1)
    for second in (1, 2, 3):
        thief.write(second, says="not the owner's")
    owner.change(4, Kind.REVOKE, SecretKeys.make())
    for second in (5, 6):
        owner.write(second)
    copy = copy_of(owner)
    assert copy.add_head(thief.signed_head(keys=stolen)).outcome is Outcome.NEW
    assert copy.forks() == []
    for entry in thief.entries:
        copy.add(entry)
    assert copy.forks() == []
    assert [copy.is_void(entry) for entry in thief.entries] == [False, True, True, True]


def test_a_signature_under_another_text_is_none() -> None:
    one, other = forked()
    mixed = SignedEntry(one.entries[3].entry, other.entries[3].signature, one.entries[3].text)
    copy = copy_of(one.fork(3))
    assert copy.add(mixed).outcome is Outcome.REFUSED
    assert not ForkByEntries(mixed, other.entries[3]).proves(one.opening.id, [one.opening.parties["a"]])
