"""The page of a case whose bloc decides without consensus: how it decides, and what is in doubt."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case
from detente.case.naming import together
from detente.case.problems import CaseError
from detente.report.checked import checked
from detente.report.report import make_report
from tests.report.page_reader import read_page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.report.page_reader import Element

CASE = """detente: 1
title: Two fronts
as_of: 2020-01-02
parties:
  government: {name: The Government}
  north: {name: Northern Front}
  south: {name: Southern Front}
  east:
    name: Eastern Front
    walk_away: [20, 60]
    worth: [{when: power is held_back and land is split, points: [-1200, 5], says: The valley stays whole.}]
blocs:
  alliance:
    name: The Alliance
    members: [north, south, east]
    decides_by: {at_least: 2, including: [north]}
issues:
  power:
    options: [held_back, shared_out, full_share]
    today: held_back
    decided_by: [government, alliance]
    stances:
      government: {points: {held_back: 50, shared_out: [20, 80], full_share: 0}}
      north: {order: full_share > shared_out > held_back, demands: {option: shared_out, links: [land]}}
      south: full_share > shared_out > held_back
      east: held_back > shared_out = full_share
  land:
    name: Land
    options: {kept: {}, split: {name: Split in two}}
    today: kept
    decided_by: [government, alliance]
    stances: {government: kept > split, alliance: split > kept}
rules:
  - {id: no-half, require: power is full_share implies land is split, says: Full power needs land.}
ladder:
  - {rung: 0, name: Ground, steps: [{id: S1, name: Share, issue: power, option: shared_out}]}
"""
"""To the Government sharing power is worth 20 to 80 points, and today 50: half the draws let it be signed."""


@cache
def _page(text: str = CASE, draws: int = 0) -> Element:
    return read_page(make_report(Case.from_text(text), draws=draws).html())


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("{at_least: 2, including: [north]}", "at least 2 of 3 members, Northern Front among them"),
        (
            "{quota: 5, weights: {north: 4, south: 2, east: 1}}",
            "at least 5 votes of 3 members (Northern Front 4, Southern Front 2, Eastern Front 1)",
        ),
        ("consensus", "consensus of 3 members"),
    ],
)
def test_the_rule_of_a_bloc_that_signs_is_said(rule: str, says: str) -> None:
    page = _page(CASE.replace("{at_least: 2, including: [north]}", rule))
    assert f"The Alliance decides by {says}." in page.only("section", id="zone").text
    assert f"The Government and the Alliance ({says})" in page.only("article", id="block-S1").text


def test_the_method_says_how_many_must_accept() -> None:
    everybody = "no red line of anybody behind a signatory"
    method = _page().only("section", id="method").text
    assert "enough of those behind each signatory, by the rule by which it decides" in method
    assert everybody not in method
    consensus = _page(CASE.replace("{at_least: 2, including: [north]}", "consensus"))
    assert everybody in consensus.only("section", id="method").text


def test_what_has_no_cell_stands_beside_the_grid() -> None:
    """The lines are counted in the text of the case."""
    (listed,) = _page().only("section", id="stances").all("ul", class_="beside")
    lines = CASE.splitlines()
    at = {
        word: next(number for number, line in enumerate(lines, start=1) if word in line)
        for word in ("walk_away:", "worth:", "demands:", "no-half")
    }
    assert [one.text for one in listed.all("li")] == [
        (
            "Combination Eastern Front: −1,200 to 5 points where “Land” is “Split in two”, and “power” is"
            f" “held back”. The valley stays whole. line {at['worth:']}"
        ),
        (
            "Demand Northern Front: “shared out” on “power”; until then, nothing on that issue or on “Land”"
            f" is signed by Northern Front. line {at['demands:']}"
        ),
        f"Floor Eastern Front: no agreement is worth 20–60 points. line {at['walk_away:']}",
        f"Rule Full power needs land. line {at['no-half']}",
    ]


def test_a_badge_that_draws_do_not_bear_out_says_so() -> None:
    words = "Can be signed in the nominal case, undecided over draws"
    block = _page(draws=20).only("article", id="block-S1")
    assert words in block.only("span", class_="status").text
    assert block.has(class_="unsure")
    nominal = _page().only("article", id="block-S1")
    assert nominal.only("span", class_="status").text == "✓ Can be signed today"
    stopped = _page(CASE.replace("shared_out: [20, 80]", "shared_out: [20, 70]"), draws=20)
    words = "Stopped in the nominal case, undecided over draws"
    assert words in stopped.only("article", id="block-S1").only("span", class_="status").text


def test_inputs_without_evidence_count_by_their_default_basis() -> None:
    """By hand: 2 of the bloc, 7 of power, 4 of land, 2 of the Eastern Front, and 1 rule."""
    top = _page().only("header", class_="title")
    assert "All 16 inputs rest on judgement alone, by default, without any evidence." in top.text
    some = CASE + "sources: {s: {cite: A treaty}}\ndefaults: {basis: expert}\n"
    some += "evidence: [{for: issues.land, source: s, basis: document}]\n"
    text = _page(some).only("header", class_="title").text
    assert "0 of 16 inputs rest on judgement alone." in text
    assert "12 rest on no evidence, and count as expert by default." in text


def test_headings_are_called_as_in_the_contents() -> None:
    page = _page()
    link = next(one for one in page.only("nav").all("a") if one.attributes["href"] == "#collisions")
    assert link.text == page.only("section", id="collisions").only("h2").text


def test_draws_are_told_in_a_plain_sentence() -> None:
    top = _page(draws=20).only("header", class_="title").text
    assert "Something can be signed in 10 of 20 draws." in top


def test_the_command_names_the_file_as_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / "my case.yaml"
    file.write_text(CASE, encoding="utf-8")
    page = read_page(make_report(Case.from_file(file)).html())
    assert f"detente report '{file}'." in page.only("section", id="method").text


def test_names_made_of_two_are_joined_plainly() -> None:
    assert together(["NATO", "Georgia and Ukraine"]) == "NATO, Georgia and Ukraine"
    assert together(["NATO", "Russia"]) == "NATO and Russia"


def test_a_claim_that_waits_for_no_analysis_there_will_be_is_warned_of() -> None:
    before = checked(Case.from_text(CASE).document).warnings
    claims = "claims:\n  - {id: C, says: So., waits_for: [channel, chanel, bargaining]}\n"
    found = [one for one in checked(Case.from_text(CASE + claims).document).warnings if one not in before]
    assert [(one.message, one.suggestion) for one in found] == [
        ("C waits for 'chanel', which is no analysis", "channel"),
        ("C waits for 'bargaining', which exists already", ""),
    ]
    assert [one.excerpt[one.place.column - 1 :] for one in found] == [
        "chanel, bargaining]}",
        "bargaining]}",
    ]


def test_a_claim_that_asks_what_splits_a_party_alone_is_warned_of() -> None:
    """A wedge is accepted by some members and rejected by others: who has no two members has none."""
    claims = """claims:
  - {id: C1, says: So., holds_if: wedges(alliance) > 0 and wedges(north) = 0}
  - {id: C2, says: So., holds_if: 'wedge_share(power is shared_out, bloc=south) < 0.5'}
  - {id: C3, says: So., holds_if: polarisation(alliance) > polarisation(east)}
  - {id: C4, says: So., holds_if: win_set(north) > win_set(alliance)}
  - {id: C5, says: So., variant: apart, holds_if: 'wedges(alliance) < wedges(alliance, variant=league)'}
variants:
  apart: {blocs: {alliance: {members: [north], decides_by: consensus}}}
  league: {says: As it is.}
"""
    before = checked(Case.from_text(CASE).document).warnings
    found = [one for one in checked(Case.from_text(CASE + claims).document).warnings if one not in before]
    never = "with nobody to split it is never above 0"
    assert [one.message for one in found] == [
        f"C1 asks for 'wedges' of 'north', which is no bloc: {never}",
        f"C2 asks for 'wedge_share' of 'south', which is no bloc: {never}",
        f"C3 asks for 'polarisation' of 'east', which is no bloc: {never}",
        f"C5 asks for 'wedges' of 'alliance', which has one member only in the variant 'apart': {never}",
    ]
    assert [one.excerpt[one.place.column - 1 :][:12] for one in found] == [
        "wedges(north",
        "wedge_share(",
        "polarisation",
        "wedges(allia",
    ]


def test_a_quantity_that_is_misspelt_is_an_error_beside_the_others() -> None:
    claims = "claims:\n  - {id: C, says: So., holds_if: signabel() > best(nobody)}\n"
    with pytest.raises(CaseError) as caught:
        checked(Case.from_text(CASE + claims).document)
    assert [(one.message.partition(";")[0], one.suggestion) for one in caught.value.problems] == [
        ("unknown quantity 'signabel'", "signable"),
        ("unknown party or bloc 'nobody'", ""),
    ]


def test_a_check_with_warnings_counts_them() -> None:
    before = len(checked(Case.from_text(CASE).document).warnings)
    claims = "claims:\n" + "".join(
        f"  - {{id: C{n}, says: So., holds_if: to_come() > {n}}}\n" for n in range(2)
    )
    found = checked(Case.from_text(CASE + claims).document)
    assert len(found.warnings) == before + 2
    assert f"Two fronts: no errors, {before + 2} warnings. It has " in found.summary()[-1]


NEIGHBOURS = """detente: 1
title: Neighbours
as_of: 2020-01-02
parties: {a: {name: Alpha}, b: {name: Beta}, c: {name: Gamma}, d: {name: Delta}}
blocs: {club: {name: The Club, members: [b, c, d]}}
issues:
  x: {options: [o, p], today: o, decided_by: [a, b], stances: {a: p > o, club: p > o}}
"""


def test_who_signs_is_named_apart_from_the_bloc_it_belongs_to() -> None:
    """All four gain by p, which Alpha and Beta sign; Beta's club does not sign."""
    agenda = read_page(make_report(Case.from_text(NEIGHBOURS)).html()).only("section", id="agenda")
    named = "Alpha, Beta and the other 2 members of the Club"
    assert agenda.only("table").only("tbody").all("td")[1].text == named
    assert f"Package. {named} gain." in agenda.text
    signed_by_the_club = NEIGHBOURS.replace("[a, b]", "[a, club]")
    agenda = read_page(make_report(Case.from_text(signed_by_the_club)).html()).only("section", id="agenda")
    assert agenda.only("table").only("tbody").all("td")[1].text == "The Club (3 members) and Alpha"
