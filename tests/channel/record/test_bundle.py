"""Bundles: whole or not at all, in any order, more than once, and in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.channel.problems import RecordError
from detente.channel.record.bundle import lacking, read_bundle, write_bundle
from detente.channel.record.copy import Copy, Outcome
from detente.channel.record.entry import SignedEntry
from detente.channel.record.kinds import Kind
from tests.channel.altered import flipped
from tests.channel.pens import Pen, pens

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from detente.channel.record.bundle import Bundle


def talks() -> tuple[Pen, Pen, list[SignedEntry]]:
    a, b = pens()
    for second in range(1, 6):
        a.write(2 * second, seen={"b": b.head()})
        b.write(2 * second + 1, seen={"a": a.head()})
    b.write(20, Kind.ACKNOWLEDGE, {"a": a.head()}, heads=(a.signed_head(),))
    return a, b, sorted((*a.entries, *b.entries), key=lambda one: one.entry.time)


def brought(copy: Copy, bundle: Bundle) -> list[Outcome]:
    found = [copy.add(SignedEntry.read(line)).outcome for line in bundle.lines]
    return found + [copy.add_head(head).outcome for head in bundle.heads]


def copy_of(entries: Iterable[SignedEntry]) -> Copy:
    entries = list(entries)
    copy = Copy(pens()[0].opening)
    for one in entries:
        assert copy.add(one).outcome is not Outcome.REFUSED
    return copy


def test_a_bundle_holds_what_was_put_into_it() -> None:
    a, _, entries = talks()
    bundle = read_bundle(write_bundle(a.opening, entries, [a.signed_head()]))
    assert bundle.opening.id == a.opening.id
    assert bundle.lines == tuple(one.line for one in entries)
    assert bundle.heads == (a.signed_head(),)
    empty = read_bundle(write_bundle(a.opening, []))
    assert (empty.lines, empty.heads) == ((), ())


def test_a_bundle_that_is_cut_off_anywhere_is_refused_as_a_whole() -> None:
    a, _, entries = talks()
    text = write_bundle(a.opening, entries[:3], [a.signed_head()])
    for length in range(len(text)):
        with pytest.raises(RecordError):
            read_bundle(text[:length])
    for more in (b"\n", b"x", entries[4].line, entries[4].line + b"\n"):
        with pytest.raises(RecordError):
            read_bundle(text + more)


def test_a_bundle_that_is_altered_anywhere_is_refused_as_a_whole() -> None:
    a, _, entries = talks()
    text = write_bundle(a.opening, entries[:2], [a.signed_head()])
    for wrong in flipped(text):
        with pytest.raises(RecordError):
            read_bundle(wrong)


def test_lines_that_are_moved_dropped_or_doubled_are_refused() -> None:
    a, _, entries = talks()
    first, opening, *lines = write_bundle(a.opening, entries).splitlines(keepends=True)
    for wrong in (lines[::-1], lines[1:], lines[:-1], [*lines, lines[-1]], [*lines[1:], lines[0]]):
        with pytest.raises(RecordError):
            read_bundle(b"".join((first, opening, *wrong)))


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_bundles_in_any_order_repeated_and_in_part_come_to_the_same(chance: random.Random) -> None:
    a, _, entries = talks()
    counts = [chance.randint(0, len(entries)) for _ in range(chance.randint(1, 5))]
    parts = [chance.sample(entries, count) for count in counts]
    parts.append([one for one in entries if not any(one in part for part in parts)])
    bundles = [write_bundle(a.opening, part, [a.signed_head()][: chance.randint(0, 1)]) for part in parts]
    bundles += bundles[: chance.randint(0, len(bundles))]
    chance.shuffle(bundles)
    copy = Copy(a.opening)
    for text in bundles:
        assert Outcome.REFUSED not in brought(copy, read_bundle(text))
    assert copy.order == copy_of(entries).order
    assert copy.waiting == []
    assert set(copy.heads) == {("a", 6, a.head().root)}


def test_a_bundle_that_comes_again_changes_nothing() -> None:
    a, _, entries = talks()
    copy = copy_of(entries)
    before, heads = list(copy.order), dict(copy.heads)
    again = brought(copy, read_bundle(write_bundle(a.opening, entries[::-1], [a.signed_head()])))
    assert set(again) == {Outcome.KNOWN}
    assert (copy.order, copy.heads) == (before, heads)


def test_what_is_of_another_channel_is_refused() -> None:
    _, _, entries = talks()
    elsewhere = Copy(pens(3)[0].opening)
    bundle = read_bundle(write_bundle(pens()[0].opening, entries))
    assert set(brought(elsewhere, bundle)) == {Outcome.REFUSED}
    assert elsewhere.order == []


def test_what_a_party_has_shown_to_have_is_not_sent_again() -> None:
    a, b, entries = talks()
    copy = copy_of(entries)
    assert [one.line for one in lacking(copy)] == [one.line for one in copy.entries()]
    seen_by_a = a.entries[-1].entry.seen["b"].size
    assert [one.line for one in lacking(copy, "a")] == [one.line for one in b.entries[seen_by_a:]]
    assert lacking(copy, "b") == []
    assert len(lacking(copy, "an observer")) == len(entries)


def test_another_log_that_hides_below_what_was_seen_is_sent_along() -> None:
    a, b, entries = talks()
    other = b.fork(2)
    other.write(30, says="another log")
    copy = copy_of([*entries, other.entries[2]])
    receiver = copy_of([*a.entries, *b.entries[: a.entries[-1].entry.seen["b"].size]])
    for one in lacking(copy, "a"):
        receiver.add(one)
    assert receiver.order == copy.order
    assert len(receiver.forks()) == 1


def test_who_may_not_have_signed_its_own_log_gets_all_of_it() -> None:
    a, b, entries = talks()
    thief = a.fork(2)
    for second in range(40, 60):
        thief.write(second, seen={"b": b.head()})
    copy = copy_of([*entries, *thief.entries])
    assert {one.line for one in lacking(copy, "a")} >= {one.line for one in (*b.entries, *thief.entries)}


@pytest.mark.parametrize("text", [b"", b"\n", b"{}\n", b"{\n", b"[]\n", b'{"detente_bundle":1}\n', b"\xff"])
def test_what_is_no_bundle_is_refused(text: bytes) -> None:
    with pytest.raises(RecordError):
        read_bundle(text)
