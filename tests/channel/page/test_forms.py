"""Convening and writing by the page's forms, with and without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from detente.channel.exchange.delegation import Speech
from detente.channel.keeping.store import StoreError
from detente.channel.record.kinds import Kind
from tests.channel.delegations import Table, table
from tests.channel.page.visitor import entered

if TYPE_CHECKING:
    from pathlib import Path

BIDI = "to\u202efrom\u2066x\u0007"
SCRIPT = "<script>alert('x')</script>&amp;\"'"


@pytest.fixture
def sides(tmp_path: Path) -> Table:
    found = table(tmp_path, observers=("osce",))
    found.clock.set("2010-03-01T12:00")
    return found


def test_convening_writes_the_move_and_the_words(sides: Table) -> None:
    page = entered(sides["nato"])
    page.post("/convene", convene_move="ask", convene_says="Let us meet.\r\nSoon.")
    entry = sides["nato"].holder.copy.logs["nato"].longest.entries[-1].entry
    assert (entry.kind, entry.move, entry.says) == (Kind.CONVENE, "ask", "Let us meet.\nSoon.")
    assert "Your entry is in the record. NATO asks for a meeting." in page.text()
    page.get()
    assert "Your entry is in the record." not in page.text()


def test_the_form_to_convene_comes_first_whatever_the_state(sides: Table) -> None:
    page = entered(sides["nato"])
    assert page.page.index('action="/convene"') < page.page.index('action="/speak"')
    page.post("/convene", convene_move="ask")
    sides.clock.set("2010-03-16")
    page.get()
    assert page.page.index('action="/convene"') < page.page.index('action="/speak"')
    assert "The parties are called to a meeting already." in page.text()
    page.post("/convene", convene_says="Again, please.")
    assert "No move that convenes was chosen; nothing was written." in page.text()
    assert ">\nAgain, please.</textarea>" in page.page


def test_a_reply_names_its_kind_its_move_and_what_it_is_about(sides: Table) -> None:
    asked = sides["nato"].write(Kind.CONVENE, Speech("Let us meet.", move="ask"))
    sides.meet()
    sides.clock.on()
    page = entered(sides["russia"])
    page.get(f"/?about={asked.leaf.hex()}")
    assert "About: entry 1 of NATO" in page.text()
    page.post("/speak", speak_kind="reply", speak_move="agree", speak_says="Agreed.")
    entry = sides["russia"].holder.copy.logs["russia"].longest.entries[-1].entry
    assert (entry.kind, entry.move, entry.says) == (Kind.REPLY, "agree", "Agreed.")
    assert entry.about is not None
    assert entry.about.leaf == asked.leaf.hex()
    sides.clock.on()
    page.get()
    assert "About entry 1 of NATO" in page.text()


def test_words_for_some_readers_are_sealed(sides: Table) -> None:
    page = entered(sides["nato"])
    page.post("/speak", speak_kind="explain", speak_says="Quietly.", speak_reader=["russia", "osce"])
    signed = sides["nato"].holder.copy.logs["nato"].longest.entries[-1]
    assert signed.entry.says is None
    assert signed.entry.sealed is not None
    assert set(signed.entry.sealed.to) == {"nato", "russia", "osce"}
    assert sides["russia"].words(signed).says == "Quietly."


def test_what_the_procedure_does_not_allow_is_refused_beside_the_form_with_what_was_typed(
    sides: Table,
) -> None:
    page = entered(sides["nato"])
    before = len(sides["nato"].holder.copy)
    found = page.post(
        "/speak", speak_kind="minute", speak_move="conclude", speak_says="We met.", speak_reader="russia"
    )
    assert found.status_code == 422
    assert len(sides["nato"].holder.copy) == before
    form = re.search(r'<div id="speak" class="form">.*?</form>', page.page, re.DOTALL)
    assert form is not None
    assert "Nothing was written. NATO cannot conclude the meeting in “Open”: not allowed." in form[0]
    assert 'name="speak_move" class="kept" aria-invalid="true" aria-describedby="speak-error"' in form[0]
    assert ">\nWe met.</textarea>" in form[0]
    assert '<option value="minute" selected>' in form[0]
    assert 'value="russia" checked' in form[0]
    page.post("/speak", speak_kind="minute", speak_says="We met.")
    assert len(sides["nato"].holder.copy) == before + 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"speak_kind": "reply"}, "Write some words, or choose a move"),
        ({"speak_kind": "reply", "speak_says": " \r\n "}, "Write some words, or choose a move"),
        ({"speak_kind": "move", "speak_says": "x"}, "Choose the move"),
        ({"speak_kind": "", "speak_says": "x"}, "Choose what kind of entry it is"),
        ({"speak_kind": "rotate", "speak_says": "x"}, "is not written here"),
        ({"speak_kind": "convene", "speak_says": "x", "speak_move": "ask"}, "is not written here"),
        ({"speak_kind": "reply", "speak_says": "x", "speak_about": "00"}, "is not in this copy"),
        ({"speak_kind": "reply", "speak_says": "x", "speak_reader": "mars"}, "neither party nor observer"),
        ({"speak_kind": "reply", "speak_says": "x" * 300_000}, "at most 262,144 go into one"),
        ({"speak_kind": "reply", "speak_move": "ask", "speak_whom": "russia"}, "names nobody"),
        ({"speak_kind": "reply", "speak_move": "nothing"}, "the procedure has no move"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(
    sides: Table, fields: dict[str, str], says: str
) -> None:
    page = entered(sides["nato"])
    before = len(sides["nato"].holder.copy)
    assert page.post("/speak", follow=True, **fields).status_code == 422
    assert says in page.text()
    assert len(sides["nato"].holder.copy) == before


def test_a_form_sent_twice_is_written_once(sides: Table) -> None:
    page = entered(sides["nato"])
    fields = {**page.hidden("/speak"), "speak_kind": "explain", "speak_says": "Once."}
    before = len(sides["nato"].holder.copy)
    for _ in range(2):
        assert page.send("POST", "/speak", fields).status_code == 303
    assert len(sides["nato"].holder.copy) == before + 1
    page.get()
    assert "This form had been sent before, and is in the record once." in page.text()


def test_what_others_wrote_is_text_and_nothing_else(sides: Table) -> None:
    sides["russia"].write(Kind.EXPLAIN, Speech(SCRIPT + BIDI))
    sides.meet()
    sides.clock.on()
    page = entered(sides["nato"])
    assert "<script>alert" not in page.page
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;" in page.page
    assert "to⟨U+202E⟩from⟨U+2066⟩x⟨U+0007⟩" in page.page


def test_what_was_typed_comes_back_as_it_was_and_as_text(sides: Table) -> None:
    page = entered(sides["nato"])
    page.post("/speak", speak_kind="move", speak_says=f"\r\n{SCRIPT}</textarea>\u200f")
    assert "<script>alert" not in page.page
    field = re.search(r'<textarea id="speak-says"[^>]*>\n(.*?)</textarea>', page.page, re.DOTALL)
    assert field is not None
    assert field[1].startswith("\n&lt;script&gt;")
    assert field[1].endswith("&lt;/textarea&gt;\u200f")


def test_an_observer_s_page_only_reads(sides: Table) -> None:
    page = entered(sides["osce"])
    assert "You observe this channel: this page reads, and writes nothing." in page.text()
    assert re.findall(r'<form method="post" action="([^"]*)"', page.page) == ["/leave", "/verify"]
    for path in ("/open", "/convene", "/speak", "/acknowledge"):
        fields = {**page.hidden("/verify"), "convene_move": "ask", "speak_kind": "reply", "speak_says": "x"}
        found = page.send("POST", path, fields)
        assert found.status_code == 403
        assert "observes this channel: it reads, and writes nothing" in found.text
    page.post("/verify")
    assert "The record is sound" in page.text()


def test_a_party_opens_its_log_before_anything_else(tmp_path: Path) -> None:
    sides = table(tmp_path, joined=False)
    sides.clock.set("2010-03-01")
    page = entered(sides["nato"])
    assert "Nothing has been written yet." in page.text()
    page.post("/convene", convene_move="ask")
    assert (
        "NATO has not opened its log yet" in page.text() or "nato has not opened its log yet" in page.text()
    )
    page.post("/open")
    assert "NATO opens its log, and so accepts the channel." in page.text()
    assert 'action="/open"' not in page.page
    sides.clock.on()
    page.post("/convene", convene_move="ask")
    assert sides["nato"].holder.copy.logs["nato"].longest.entries[-1].entry.move == "ask"


def test_acknowledging_signs_how_far_the_others_logs_are_here(sides: Table) -> None:
    page = entered(sides["nato"])
    page.post("/acknowledge")
    assert "there is nothing to acknowledge" in page.text()
    sides["nato"].holder.take_head(sides["russia"].head())
    page.post("/acknowledge")
    assert "2010-03-01 12:00 UTC: acknowledged." in page.text()
    [head] = sides["nato"].holder.copy.logs["nato"].longest.entries[-1].entry.heads
    assert head.party == "russia"


def test_scripts_get_only_the_parts_that_have_changed(sides: Table) -> None:
    page = entered(sides["nato"])
    known = re.findall(r'name="known" value="([^"]*)"', page.page)
    query = "&".join(f"known={one}" for one in known)
    script = {"hx-request": "true"}
    assert page.get(f"/live?{query}&speak_move=ask&convene_move=ask", script).status_code == 204
    sides["russia"].write(Kind.EXPLAIN, Speech("News."))
    sides.carry("russia")
    sides.clock.on()
    found = page.get(f"/live?{query}", script)
    assert re.findall(r'id="part-(\w+)"', found.text) == ["record", "acknowledged"]
    assert "News." in found.text


def test_a_choice_that_is_still_open_stays_chosen_when_the_choices_change(sides: Table) -> None:
    page = entered(sides["nato"])
    known = re.findall(r'name="known" value="([^"]*)"', page.page)
    query = "&".join(f"known={one}" for one in known)
    sides["russia"].write(Kind.CONVENE, Speech(move="ask"))
    sides.carry("russia")
    sides.clock.on()
    found = page.get(f"/live?{query}&speak_move=act", {"hx-request": "true"}).text
    assert '<option value="act" selected>' in found
    assert '<option value="agree">' in found


def test_a_form_sent_by_script_brings_back_itself_and_what_changed(sides: Table) -> None:
    page = entered(sides["nato"])
    fields = {**page.hidden("/convene"), "convene_move": "ask", "convene_says": "Let us meet."}
    found = page.send("POST", "/convene", fields, {"hx-request": "true"})
    assert found.status_code == 200
    assert found.text.startswith('<div id="convene"')
    assert "Your entry is in the record." in found.text
    assert 'id="part-record" class="part" hx-swap-oob="true"' in found.text
    assert found.text.count('id="part-convene_moves"') == 1
    again = page.send("POST", "/convene", {**fields, "once": "other"}, {"hx-request": "true"})
    assert again.status_code == 422
    assert ">\nLet us meet.</textarea>" in again.text


def test_a_store_that_fails_is_told_of_and_not_the_end(sides: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    page = entered(sides["nato"])

    def fails(*_: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(sides["nato"].holder.store, "rows", fails)
        found = page.get()
        assert found.status_code == 503
        assert "The copy cannot be read or written now: the disk is full" in found.text
    assert page.get().status_code == 200
