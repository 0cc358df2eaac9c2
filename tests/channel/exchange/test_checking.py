"""Checking a record offline: what it proves, what it cannot, and every kind of fault."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from detente.channel.exchange.checking import Check, check, check_record
from detente.channel.record.copy import Copy
from detente.channel.record.forks import read_fork
from detente.channel.record.kinds import Kind
from detente.channel.record.sealing import seal
from detente.channel.record.statements import Head
from tests.channel.pens import Pen, keys_of, pens

HOUR = 3600


def lines(*logs: Pen) -> list[bytes]:
    return [one.line for log in logs for one in log.entries]


def talks() -> tuple[Pen, Pen]:
    a, b = pens()
    a.write(1, Kind.CONVENE, move="ask")
    b.write(2, Kind.ACKNOWLEDGE, {"a": a.head()}, heads=(a.signed_head(),))
    b.write(3, Kind.EXPLAIN, says="why")
    return a, b


def test_a_sound_record_says_what_it_proves_and_what_it_cannot() -> None:
    a, b = talks()
    found = check_record(a.opening, lines(a, b))
    assert (found.sound, found.entries, found.faults, found.proofs) == (True, 5, (), ())
    proved, unproved = " ".join(found.proved), " ".join(found.unproved)
    assert "5 entries" in proved
    assert "Side A cannot show others in place of its first 2 entries" in proved
    assert "Side B holds its signature over them" in proved
    assert "Side B cannot show others" not in proved
    assert "that these are the newest entries" in unproved
    assert "when exactly an entry was written" in unproved
    assert "who used a key" in unproved
    assert "that Side B shows everybody the same" in unproved
    assert "that Side A shows everybody the same" not in unproved
    assert "sealed" not in unproved
    assert found.summary()[0] == "The record is sound."


def test_what_was_sealed_is_told_as_what_cannot_be_proved() -> None:
    a, _ = talks()
    a.write(9, sealed=seal({"says": "x"}, {"a": a.keys.public.seal}))
    assert any("sealed words" in one for one in check_record(a.opening, lines(a)).unproved)


def faults(found: Check) -> str:
    assert not found.sound
    assert found.summary()[0] == "The record is not sound:"
    return " ".join(found.faults)


def test_an_altered_line_is_told_by_its_place() -> None:
    a, b = talks()
    held = lines(a, b)
    broken = [*held[:1], held[1][:-2], *held[2:]]
    assert "Line 2 is no entry" in faults(check_record(a.opening, broken))
    assert "Line 1 is no entry" in faults(check_record(a.opening, [b"", *held]))


def test_a_line_with_another_signature_is_told_wherever_it_stands() -> None:
    a, b = talks()
    false = replace(a.entries[1], signature=a.entries[0].signature).line
    held = lines(a, b)
    for wrong in ([false, *held], [held[0], false, *held[1:]], [*held, false], [held[0], false, *held[2:]]):
        found = check_record(a.opening, wrong)
        assert "Entry 1 of Side A is refused" in faults(found)
    assert check_record(a.opening, [false, *held]).entries == len(held)


def test_a_missing_entry_is_told_with_how_many_there_must_be() -> None:
    a, b = talks()
    a.write(9)
    without = [one.line for one in (a.entries[0], a.entries[2], *b.entries)]
    told = faults(check_record(a.opening, without))
    assert "2 entries of Side A, of which 1" in told
    assert "not part of the record yet" in told


def test_a_log_that_only_others_have_seen_is_told() -> None:
    a, b = pens()
    shown = a.fork(1)
    shown.write(1, says="to Side B")
    b.write(2, seen={"a": shown.head()})
    a.write(1, says="to the checker")
    told = faults(check_record(a.opening, lines(a, b)))
    assert "a log of Side A whose first 2 entries are not those here" in told


def test_a_fork_is_told_with_a_proof_that_convinces_who_has_the_opening_alone() -> None:
    a, b = talks()
    other = a.fork(1)
    other.write(5, says="to others")
    for held, heads in ((lines(a, other, b), []), (lines(a, b), [other.signed_head()])):
        found = check_record(a.opening, held, heads)
        assert "Side A has signed two different logs" in faults(found)
        assert "Side B has signed" not in faults(found)
        (kept,) = json.loads(json.dumps(found.to_json()))["proofs"]
        assert read_fork(kept).proves(a.opening.id, [a.opening.parties["a"]])


def test_what_is_of_another_channel_or_key_or_head_is_told_as_refused() -> None:
    a, b = talks()
    stranger = pens(3)[2]
    told = faults(check_record(a.opening, [*lines(a, b), stranger.entries[0].line]))
    assert "is refused: it belongs to another channel" in told
    wrong = replace(a.signed_head(), signature="0" * 128)
    assert "A head of Side A is refused" in faults(check_record(a.opening, lines(a, b), [wrong]))


def test_nobody_can_make_another_look_behind_by_what_it_has_not_signed() -> None:
    """Somebody sends what b would have signed if it had seen 1,000 entries of a."""
    a, b = talks()
    forged = b.fork(len(b.entries))
    forged.keys = keys_of("a stranger")
    forged.write(8)
    forged.write(9, seen={"a": Head(1000, "0" * 64)})
    copy = Copy(a.opening)
    for one in (*a.entries, *b.entries, forged.entries[-1]):
        copy.add(one)
    assert len(copy.waiting) == 1
    assert check(copy).sound
    told = faults(check_record(a.opening, [*lines(a, b), forged.entries[-1].line]))
    assert "1,000" not in told
    assert "Entry 4 of Side B is refused" in told


def test_an_empty_record_is_sound_and_proves_nothing() -> None:
    found = check_record(pens()[0].opening, [])
    assert (found.sound, found.entries, found.proved) == (True, 0, ())


def backdated(seen_after: float | None) -> Check:
    """Let a ask, and b's reply, due within an hour, be dated in time and first be seen at some time."""
    a, b = pens()
    a.write(1, Kind.CONVENE, move="ask")
    a.write(1.5 * HOUR, Kind.EXPLAIN, {"b": b.head()}, says="no reply came")
    b.write(0.5 * HOUR, Kind.REPLY, {"a": a.head(2)}, move="reply")
    if seen_after is not None:
        early = a.fork(2) if seen_after < 1.5 * HOUR else a
        early.write(seen_after, Kind.EXPLAIN, {"b": b.head()}, says="we have it")
        a = early
    return check_record(a.opening, lines(a, b))


@pytest.mark.parametrize("seen_after", [2 * HOUR, None])
def test_a_move_dated_in_time_and_not_seen_then_rests_on_its_author_s_word(seen_after: float | None) -> None:
    found = backdated(seen_after)
    assert found.sound
    told = [one for one in found.noted if "rests on its author's word" in one]
    assert any(
        "Side B has dated its move reply 2010-02-01T00:30" in one and "deadline of 2010-02-01T01:00" in one
        for one in told
    )
    assert any(("until 2010-02-01T02:00" in one) is (seen_after is not None) for one in told)


def test_a_move_that_was_seen_in_time_rests_on_more() -> None:
    assert not any("Side B has dated" in one for one in backdated(0.75 * HOUR).noted)


def test_a_witness_whose_key_was_revoked_is_none() -> None:
    a, b = pens()
    a.write(1, Kind.CONVENE, move="ask")
    b.write(0.5 * HOUR, Kind.REPLY, {"a": a.head()}, move="reply")
    thief = a.fork(2)
    thief.write(0.75 * HOUR, seen={"b": b.head()})
    a.change(2 * HOUR, Kind.REVOKE, keys_of("new"))
    assert any("Side B has dated" in one for one in check_record(a.opening, lines(a, thief, b)).noted)


def test_a_witness_who_first_saw_another_log_is_one() -> None:
    """Side A has first seen another log of b, as long as the one in which the reply stands."""
    a, b = pens()
    a.write(1, Kind.CONVENE, move="ask")
    other = b.fork(1)
    other.write(2, says="another log")
    other.write(3, says="and more")
    a.write(5, seen={"b": other.head()})
    b.write(0.5 * HOUR, Kind.REPLY, {"a": a.head(2)}, move="reply")
    a.write(0.75 * HOUR, seen={"b": b.head()})
    found = check_record(a.opening, lines(a, b, other))
    assert "Side B has signed two different logs" in faults(found)
    assert not any("Side B has dated its move reply" in one for one in found.noted)


def test_everything_is_in_the_json_and_the_sentences() -> None:
    a, b = talks()
    found = check_record(a.opening, [*lines(a, b), b"x"])
    told = json.loads(json.dumps(found.to_json()))
    assert (told["channel"], told["entries"], told["sound"]) == (a.opening.id, 5, False)
    summary = "\n".join(found.summary())
    for key in ("faults", "proved", "noted", "unproved"):
        assert told[key] == list(getattr(found, key))
        assert all(sentence in summary for sentence in told[key])
