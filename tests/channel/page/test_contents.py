"""What the page shows: the state, what runs, what can be done, and the record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from detente.channel.exchange.delegation import Speech
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.record.acknowledgements import Acknowledgements
from detente.channel.record.key_file import KeyFile
from detente.channel.record.keys import SecretKeys
from detente.channel.record.kinds import Kind
from tests.channel.delegations import Table, table
from tests.channel.page.visitor import Visitor, entered

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def sides(tmp_path: Path) -> Table:
    return table(tmp_path)


def convened(sides: Table) -> Visitor:
    """NATO asks for a meeting on 1 March at noon, and Russia looks on the day after."""
    sides.clock.set("2010-03-01T12:00")
    sides["nato"].write(Kind.CONVENE, Speech("We ask for a meeting.", move="ask"))
    sides.meet()
    sides.clock.set("2010-03-02T12:00")
    return entered(sides["russia"])


def test_the_page_says_in_one_sentence_where_the_channel_stands(sides: Table) -> None:
    text = convened(sides).text()
    assert "The channel is open: “A meeting is asked for”, since 2010-03-01T12:00." in text


def test_a_running_deadline_tells_who_what_by_when_and_how_far_that_is(sides: Table) -> None:
    """The procedure: 14 days after it is asked for, the meeting is held."""
    text = convened(sides).text()
    assert "in 13 days 2010-03-15 12:00 UTC" in text
    assert "The meeting is held, whoever attends, without anybody’s act." in text


def test_whoever_is_awaited_is_told_so(sides: Table) -> None:
    page = convened(sides)
    sides.clock.set("2010-03-16")
    page.get()
    assert "NATO and Russia are to attend. You are awaited" in page.text()


def test_an_entry_shows_who_when_what_and_what_came_of_it(sides: Table) -> None:
    text = convened(sides).text()
    expected = (
        "NATO convene 2010-03-01 12:00 UTC ● takes effect Move: ask for a meeting. NATO asks for a meeting."
        " The state is now “A meeting is asked for”. We ask for a meeting."
    )
    assert expected in text


def test_the_newest_entry_stands_first(sides: Table) -> None:
    text = convened(sides).text()
    assert text.index("We ask for a meeting.") < text.index("NATO opens its log")


def test_what_the_clock_brought_before_an_entry_is_told_with_it(sides: Table) -> None:
    page = convened(sides)
    sides.clock.set("2010-04-01")
    sides["russia"].write(Kind.EXPLAIN, Speech("We were away."))
    page.get()
    assert "Before it, by the clock: 2010-03-15T12:00: the meeting is held, whoever attends." in page.text()


def test_what_is_not_allowed_says_so_in_words(sides: Table) -> None:
    sides.clock.set("2010-03-01")
    sides["russia"].write(Kind.MOVE, Speech(move="conclude"), even_so=True)
    page = entered(sides["russia"])
    assert "✕ not allowed, without effect" in page.text()
    assert 'class="entry fails"' in page.page


def test_what_a_revoked_key_signed_elsewhere_is_void(sides: Table) -> None:
    russia, nato = sides["russia"], sides["nato"]
    sides.clock.set("2010-03-01")
    thief = sides.sit("russia", SqliteStore(sides.folder / "thief.sqlite"), "thief.key")
    sides.carry("nato", "russia")
    stolen = thief.write(Kind.EXPLAIN, Speech("We leave."))
    sides.clock.on()
    new = SecretKeys.make()
    russia.keys = KeyFile("russia", (*russia.keys.keys, new))
    revoking = russia.revoke(new, sides.recovery["russia"])
    nato.holder.take([stolen, revoking])
    sides.clock.on()
    text = entered(nato).text()
    assert "✕ void: its key was revoked signed with a key that Russia has revoked; without effect." in text


def test_sealed_words_are_shown_to_their_readers_alone(tmp_path: Path) -> None:
    sides = table(tmp_path, observers=("osce",))
    sides.clock.set("2010-03-01")
    sides["nato"].write(Kind.EXPLAIN, Speech("For Moscow alone.", readers=("russia",)))
    sides.meet()
    sides.clock.on()
    reads, observes = entered(sides["russia"]), entered(sides["osce"])
    assert "Sealed for NATO, Russia . For Moscow alone." in reads.text()
    assert "For Moscow alone." not in observes.page
    assert "Sealed for NATO, Russia ; you cannot read it." in observes.text()


def test_who_has_acknowledged_how_far_is_kept_up_as_the_record_grows(sides: Table) -> None:
    nato, russia = sides["nato"], sides["russia"]
    russia.holder.take_head(nato.head())
    russia.acknowledge()
    page = entered(russia)
    assert "NATO , 1 entry Russia has acknowledged all." in page.text()
    sides.clock.set("2010-03-01")
    nato.write(Kind.EXPLAIN, Speech("More."))
    sides.meet()
    page.get()
    assert "NATO , 2 entries Russia has acknowledged the first 1." in page.text()
    known = Acknowledgements(russia.holder.copy)
    assert known.sizes() == known.sizes() == {"nato": {"russia": 1}, "russia": {}}


def test_a_forked_log_is_warned_of(sides: Table) -> None:
    sides.clock.set("2010-03-01")
    first = sides["russia"].write(Kind.EXPLAIN, Speech("One thing."))
    sides.carry("russia")
    second = replace(first.entry, says="Another thing.").sign(sides.keys["russia"])
    sides["nato"].holder.take([second])
    sides.clock.on()
    assert "Russia has signed two different logs" in entered(sides["nato"]).text()


def test_pages_of_the_record_hold_fifty_entries_and_lead_to_each_other(sides: Table) -> None:
    for number in range(118):
        sides.clock.on()
        sides["nato"].write(Kind.EXPLAIN, Speech(f"Entry number {number}."))
    sides.clock.on()
    page = entered(sides["nato"])
    assert "Entries 71 to 120 of 120" in page.text()
    assert page.page.count("Entry number ") == 50
    page.get("/?until=70")
    assert "Entries 21 to 70 of 120" in page.text()
    page.get("/?until=20")
    assert "Entries 1 to 50 of 120" in page.text()
    assert 'href="/?until=100#record"' in page.page
    page.get("/?until=99999")
    assert "Entries 71 to 120 of 120" in page.text()
    assert page.get("/?until=-3&about=x").status_code == 200


def test_a_long_entry_is_cut_in_the_record_and_whole_on_its_own_page(sides: Table) -> None:
    sides.clock.set("2010-03-01")
    signed = sides["nato"].write(Kind.EXPLAIN, Speech("long " * 1000 + "end of it"))
    sides.clock.on()
    page = entered(sides["nato"])
    assert "end of it" not in page.page
    page.get(f"/entry/{signed.leaf.hex()}")
    assert "end of it" in page.page
    assert page.get("/entry/abc").status_code == 404


def test_an_entry_dated_later_than_now_takes_effect_then(sides: Table) -> None:
    sides.clock.set("2010-03-02")
    sides["nato"].write(Kind.CONVENE, Speech(move="ask"))
    sides.clock.set("2010-03-01")
    text = entered(sides["nato"]).text()
    assert "1 entry is dated later than now (2010-03-01 00:00 UTC), and takes effect then." in text
    assert "◌ dated later than now: takes effect then" in text


def test_verifying_says_what_is_proved_and_what_cannot_be(sides: Table) -> None:
    page = convened(sides)
    page.post("/verify")
    text = page.text()
    assert "The record is sound: 3 entries, verified 2010-03-02 12:00 UTC." in text
    assert "It cannot prove that these are the newest entries" in text


def test_verifying_finds_what_was_altered_on_the_disk(sides: Table) -> None:
    page = convened(sides)
    store = sides["russia"].holder.store
    store._run("UPDATE entries SET line = CAST(replace(CAST(line AS TEXT), 'We ask', 'We beg') AS BLOB)")  # noqa: SLF001 - as whoever holds the disk could
    page.post("/verify")
    assert "The record is not sound" in page.text()
    assert "Entry 1 of NATO is refused: it is not signed with the key" in page.text()
