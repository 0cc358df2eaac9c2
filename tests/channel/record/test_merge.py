"""The merge of the logs: the same entries make the same record, whichever way they came."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.channel.course import course as playing
from detente.channel.course.course import Course
from detente.channel.record.copy import Copy, Outcome
from detente.channel.record.kinds import Kind
from detente.channel.record.moment import after, instant
from detente.channel.record.party_log import MOST_BRANCHES, MOST_REVOKING
from tests.channel.pens import OPENED, Pen, at, keys_of, pens

if TYPE_CHECKING:
    from detente.channel.record.entry import SignedEntry
    from detente.channel.record.opening import Opening

MOVES = ("ask", "reply", "attend", "pause", "nothing of the kind")


@dataclass
class Talks:
    """Parties that talk, some of them falsely; ``entries`` is everything that anybody signed."""

    opening: Opening
    entries: list[SignedEntry]


@st.composite
def talks(draw: st.DrawFn, most: int = 24) -> Talks:
    """Draw a channel: who writes when, by whose clock, after seeing what; forks, rotations, revocations."""
    logs = [[pen] for pen in pens(draw(st.integers(2, 6)))]
    skew = [draw(st.integers(-200, 200)) for _ in logs]
    entries = [log[0].entries[0] for log in logs]
    seen: list[dict[int, tuple[int, int]]] = [{} for _ in logs]
    for step in range(1, draw(st.integers(4, most))):
        index = draw(st.integers(0, len(logs) - 1))
        pen = draw(st.sampled_from(logs[index]))
        for other in draw(st.sets(st.integers(0, len(logs) - 1))) - {index}:
            which = draw(st.integers(0, len(logs[other]) - 1))
            seen[index][other] = which, draw(st.integers(1, len(logs[other][which].entries)))
        heads = {
            logs[other][which].party: logs[other][which].head(size)
            for other, (which, size) in seen[index].items()
            if size <= len(logs[other][which].entries)
        }
        bound = max(
            [
                pen.entries[-1].entry.time,
                *(
                    logs[other][which].entries[size - 1].entry.time
                    for other, (which, size) in seen[index].items()
                ),
            ]
        )
        time = max(at(step * 900 + skew[index] * 9), after(bound))
        seconds = seconds_of(time)
        what = draw(st.sampled_from(["say"] * 3 + ["move"] * 6 + ["fork", "rotate", "revoke", "heads"]))
        if what == "fork" and len(pen.entries) > 1:
            cut = draw(st.integers(1, len(pen.entries) - 1))
            # a thief, or the party itself, with the keys that were in force there
            other_log = pen.fork(cut)
            changes = [one.entry.keys for one in pen.entries[:cut] if one.entry.keys is not None]
            if changes or any(one.entry.keys is not None for one in pen.entries[cut:]):
                continue
            entries.append(other_log.write(seconds, says="another log"))
            logs[index].append(other_log)
        elif what in {"rotate", "revoke"}:
            entries.append(pen.change(seconds, Kind(what), keys_of(str(step))))
        elif what == "heads" and heads:
            party, (which, size) = next(
                (logs[other][0].party, place)
                for other, place in seen[index].items()
                if place[1] <= len(logs[other][place[0]].entries)
            )
            signer = next(log for log in logs if log[0].party == party)[which]
            if any(one.entry.keys is not None for one in signer.entries):
                continue
            acknowledged = signer.signed_head(size)
            entries.append(pen.write(seconds, Kind.ACKNOWLEDGE, heads, heads=(acknowledged,)))
        elif what == "move":
            move = draw(st.sampled_from(MOVES))
            entries.append(pen.write(seconds, Kind.MOVE, heads, move=move))
        else:
            entries.append(pen.write(seconds, Kind.EXPLAIN, heads, says=str(step)))
    return Talks(logs[0][0].opening, entries)


def seconds_of(time: str) -> float:
    return (instant(time) - instant(OPENED)).total_seconds()


def state_of(copy: Copy) -> dict[str, object]:
    """Return everything that a copy comes to."""
    course = Course(copy)
    moments = [at(hours * 3600) for hours in (0, 1, 2, 5, 9, 100)]
    return {
        "order": copy.order,
        "lines": [one.line for one in copy.entries()],
        "void": {party: log.void for party, log in copy.logs.items()},
        "heads of logs": {party: log.longest.head() for party, log in copy.logs.items()},
        "keys": {party: set(log.all_keys) for party, log in copy.logs.items()},
        "kept heads": set(copy.heads),
        "forked": sorted({proof.party for proof in copy.forks()}),
        "waiting": [one.line for one in copy.waiting],
        "missing": copy.missing,
        "steps": list(course.steps()),
        "states": [course.at(moment).to_json() for moment in moments],
    }


def filled(opening: Opening, arriving: list[SignedEntry]) -> Copy:
    copy = Copy(opening)
    for one in arriving:
        assert copy.add(one).outcome is not Outcome.REFUSED
    return copy


thorough = settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@thorough
@given(talks(), st.data())
def test_any_order_and_repetition_makes_the_same_copy(held: Talks, data: st.DataObject) -> None:
    known = filled(held.opening, held.entries)
    assert known.waiting == []
    assert len(known) == len(held.entries)
    arriving = data.draw(st.permutations(held.entries))
    repeated = data.draw(st.lists(st.sampled_from(held.entries), max_size=10))
    assert state_of(filled(held.opening, [*repeated, *arriving, *repeated])) == state_of(known)
    together = Copy(held.opening)
    list(together.add_all(arriving))
    assert state_of(together) == state_of(known)


@thorough
@given(talks(), st.data())
def test_what_is_missing_is_waited_for_in_the_same_way(held: Talks, data: st.DataObject) -> None:
    part = data.draw(st.lists(st.sampled_from(held.entries), unique_by=lambda one: one.leaf))
    one, other = filled(held.opening, part), filled(held.opening, data.draw(st.permutations(part)))
    x, y = state_of(one), state_of(other)
    assert [k for k in x if x[k] != y[k]] == [], [(k, x[k], y[k]) for k in x if x[k] != y[k]]
    for late in data.draw(st.permutations(held.entries)):
        one.add(late)
    assert state_of(one) == state_of(filled(held.opening, held.entries))


@thorough
@given(talks(), st.data())
def test_partitions_that_meet_again_are_equal(held: Talks, data: st.DataObject) -> None:
    sides = data.draw(st.integers(2, 4))
    groups = data.draw(
        st.lists(st.integers(0, sides - 1), min_size=len(held.entries), max_size=len(held.entries))
    )
    copies = [
        filled(held.opening, [one for one, group in zip(held.entries, groups, strict=True) if group == side])
        for side in range(sides)
    ]
    for _ in range(2):  # round the table, and once more for what waited on the last
        for giver in copies:
            carried = data.draw(st.permutations([*giver.entries(), *giver.waiting]))
            for taker in copies:
                for one in carried:
                    taker.add(one)
    expected = state_of(filled(held.opening, held.entries))
    assert all(state_of(copy) == expected for copy in copies)


@thorough
@given(talks(), st.data())
def test_a_course_that_is_asked_on_the_way_comes_to_what_a_fresh_one_does(
    held: Talks, data: st.DataObject
) -> None:
    every = data.draw(st.sampled_from([1, 2, 3, 256]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(playing, "_EVERY", every)
        copy = Copy(held.opening)
        course = Course(copy)
        for one in data.draw(st.permutations(held.entries)):
            copy.add(one)
            moment = at(3600 * data.draw(st.integers(0, 12)))
            fresh = Course(copy)
            if data.draw(st.booleans()):
                assert course.at(moment) == fresh.at(moment)
            else:
                assert course.steps(moment) == fresh.steps(moment)
        assert course.steps() == Course(copy).steps()


def test_a_long_course_asked_backwards_and_with_late_entries_comes_to_what_a_fresh_one_does() -> None:
    a, b = pens()
    for hour in range(1, 400):
        a.write(hour * 3600, Kind.MOVE, move=MOVES[hour % 4])
        b.write(hour * 3600 + 60 * hour % 3600 + 1, Kind.MOVE, move=MOVES[hour * 3 % 4])
    copy = Copy(a.opening)
    course = Course(copy)
    for one in a.entries:
        copy.add(one)
    course.steps()
    for one in b.entries[:300]:
        copy.add(one)
    for hour in (1000, 390, 300, 299, 128, 1, 0, 350, 1000):
        assert course.at(at(hour * 3600)) == Course(copy).at(at(hour * 3600))
    for one in b.entries[300:]:
        copy.add(one)
    assert course.steps() == Course(copy).steps()


# What a party can do to keep copies apart.


def flooded(shared: Pen, count: int) -> list[Pen]:
    """Return so many logs of a party that part after a log's end, the shortest date first."""
    found = []
    for number in range(count):
        log = shared.fork(len(shared.entries))
        log.write(10 + number, says=f"log {number}")
        found.append(log)
    return found


def test_a_flood_of_logs_keeps_nobody_out_who_has_seen_another_of_them() -> None:
    a, b = pens()
    logs = flooded(a, MOST_BRANCHES + 4)
    b.write(100, seen={"a": logs[-1].head()})
    copy = filled(a.opening, [a.entries[0], b.entries[0], *(log.entries[1] for log in logs[:MOST_BRANCHES])])
    assert copy.add(logs[-1].entries[1]).outcome is Outcome.REFUSED
    assert copy.add(b.entries[1]).outcome is Outcome.WAITING
    assert copy.add(logs[-1].entries[1]).outcome is Outcome.NEW
    assert copy.waiting == []
    assert copy.add(logs[-2].entries[1]).outcome is Outcome.REFUSED


def test_nobody_makes_room_for_more_of_its_own_logs() -> None:
    a, b = pens()
    logs = flooded(a, MOST_BRANCHES + 1)
    copy = filled(a.opening, [a.entries[0], b.entries[0], *(log.entries[1] for log in logs[:MOST_BRANCHES])])
    b.write(50)
    forged = replace(b, keys=keys_of("new"))
    forged.write(100, seen={"a": logs[-1].head()})
    logs[-1].write(50)
    assert copy.add(forged.entries[-1]).outcome is Outcome.WAITING
    assert copy.add(logs[-1].entries[2]).outcome is Outcome.WAITING
    assert copy.add(logs[-1].entries[1]).outcome is Outcome.REFUSED


def test_a_flood_of_logs_by_a_thief_does_not_keep_out_the_revocation() -> None:
    owner, _ = pens()
    logs = flooded(owner, MOST_BRANCHES + 1)
    copy = filled(owner.opening, [owner.entries[0], *(log.entries[1] for log in logs[:MOST_BRANCHES])])
    owner.write(5, says="the owner's own")
    owner.change(60, Kind.REVOKE, keys_of("new"))
    assert copy.add(owner.entries[1]).outcome is Outcome.REFUSED
    assert copy.add(owner.entries[2]).outcome is Outcome.WAITING
    assert copy.add(owner.entries[1]).outcome is Outcome.NEW
    assert copy.waiting == []
    assert [copy.is_void(entry) for entry in owner.entries] == [False, False, False]
    assert all(copy.is_void(log.entries[1]) for log in logs[:MOST_BRANCHES])
    assert copy.logs["a"].longest.entries == owner.entries


def test_what_waits_is_not_pushed_out_by_the_same_text_with_a_false_signature() -> None:
    a, _ = pens()
    a.write(1)
    true = a.write(2)
    false = replace(true, signature="0" * 128)
    for arriving in ([true, false], [false, true], [false, false, true, true, false]):
        copy = filled(a.opening, [a.entries[0], *arriving])
        assert len(copy.waiting) == 2
        copy.add(a.entries[1])
        assert [one.line for one in copy.entries()] == [one.line for one in a.entries]
        assert copy.add(false).outcome is Outcome.REFUSED


def test_a_good_signature_in_the_same_delivery_covers_for_no_false_one() -> None:
    a, _ = pens()
    true = [a.write(second) for second in range(1, 6)]
    false = [replace(one, signature=other.signature) for one, other in zip(true, true[::-1], strict=True)]
    copy = filled(a.opening, a.entries[:1])
    outcomes = [str(added.outcome) for added in copy.add_all([false[0], *true, false[1], false[0]])]
    assert outcomes == ["refused", *["new"] * 5, "refused", "refused"]
    assert [one.line for one in copy.entries()] == [one.line for one in a.entries]


def test_a_log_without_entries_has_one_root() -> None:
    a, b = pens()
    wrong = replace(a.head(0), root="0" * 64)
    b.write(1, seen={"a": wrong})
    copy = filled(a.opening, [a.entries[0], b.entries[0]])
    assert copy.add(b.entries[1]).outcome is Outcome.REFUSED
    right = pens()[1]
    right.write(1, seen={"a": a.head(0)})
    assert copy.add(right.entries[1]).outcome is Outcome.NEW


def test_no_entry_is_dated_before_what_it_follows_or_has_seen() -> None:
    a, b = pens()
    a.write(10)
    copy = filled(a.opening, [*a.entries, b.entries[0]])
    for seconds, seen in ((10, {"a": a.head()}), (9, {"a": a.head()}), (0, {}), (-1, {})):
        early = b.fork(1)
        early.write(seconds, seen=seen)
        assert copy.add(early.entries[-1]).outcome is Outcome.REFUSED
    b.write(10.001, seen={"a": a.head()})
    assert copy.add(b.entries[-1]).outcome is Outcome.NEW
    assert [one.entry.party for one in copy.entries()][-2:] == ["a", "b"]


def test_what_one_party_keeps_waiting_leaves_room_for_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.channel.record.copy.MOST_WAITING", 5)
    one, other = pens()
    flood = [one.write(second) for second in range(1, 8)]
    asked = [other.write(10), other.write(20, Kind.CONVENE, move="ask")]
    copy = Copy(one.opening)
    assert [copy.add(pen.entries[0]).outcome for pen in (one, other)] == [Outcome.NEW] * 2
    outcomes = [copy.add(late).outcome for late in flood[1:]]
    assert outcomes == [Outcome.WAITING] * 5 + [Outcome.REFUSED]
    assert [copy.add(late).outcome for late in reversed(asked)] == [Outcome.WAITING, Outcome.NEW]
    assert copy.add(flood[0]).outcome is Outcome.NEW
    assert [copy.add(again).outcome for again in flood[-2:]] == [Outcome.KNOWN, Outcome.NEW]
    assert copy.waiting == []


def test_a_party_that_revokes_its_keys_without_end_keeps_nobody_else_busy() -> None:
    """Each log costs the square of their number: 250 of them took more than half a minute."""
    one, other = pens()
    copy = filled(one.opening, [one.entries[0], other.entries[0]])
    revoked = [
        other.fork(1).change(second, Kind.REVOKE, keys_of("new")) for second in range(1, MOST_REVOKING + 5)
    ]
    outcomes = [copy.add(signed).outcome for signed in revoked]
    assert outcomes == [Outcome.NEW] * MOST_REVOKING + [Outcome.REFUSED] * 4
    assert len(copy.logs["b"].branches) == MOST_REVOKING
    assert copy.add(one.write(9, Kind.CONVENE, move="ask")).outcome is Outcome.NEW
