"""The ladder of the page says what the case file says, read here without Détente's own reader."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from detente.case.case import Case, bundled
from detente.claims import analyse
from detente.report.ladder import Status, ladder_of
from tests.report.made import page_of, report_of, report_on
from tests.report.page_reader import read_page

NAME = "nato-russia-2010"


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    tree: dict[str, Any] = YAML(typ="safe").load(bundled()[NAME])
    return tree


def _steps(written: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for rung in written["ladder"] for step in rung["steps"]]


def _option(written: dict[str, Any], issue: str, option: str) -> str:
    given = written["issues"][issue]["options"][option]
    return str(given["name"] if isinstance(given, dict) else given)


def _deciders(written: dict[str, Any], issue: str, option: str) -> list[str]:
    given = written["issues"][issue]["options"][option]
    named = given.get("decided_by") if isinstance(given, dict) else None
    keys = named or written["issues"][issue]["decided_by"]
    holders = written["parties"] | written["blocs"]
    return [holders[key]["name"].removeprefix("The ") for key in ([keys] if isinstance(keys, str) else keys)]


def test_rungs_and_blocks_stand_in_the_order_of_the_paper(written: dict[str, Any]) -> None:
    ladder = page_of(NAME).only("section", id="ladder")
    rungs = [one.text for one in ladder.all("h3", class_="rung-name")]
    assert rungs == [f"Rung {rung['rung']} {rung['name']}" for rung in written["ladder"]]
    blocks = ladder.all("article", class_="block")
    assert [one.attributes["id"] for one in blocks] == [f"block-{step['id']}" for step in _steps(written)]
    assert [one.only("h4").text for one in blocks] == [step["name"] for step in _steps(written)]


def test_a_block_says_what_it_changes_and_who_decides(written: dict[str, Any]) -> None:
    page = page_of(NAME)
    for step in _steps(written):
        text = page.only("article", id=f"block-{step['id']}").text
        assert " ".join(step["says"].split()) in text
        if "block" in step:
            decider = written["blocks"][step["block"]]["decided_by"]
            assert f"Who decides {written['parties'][decider]['name']} Can it start today" in text
            continue
        if "issue" not in step:
            assert "Who decides" not in text
            continue
        issue, option = step["issue"], step["option"]
        today = written["issues"][issue]["today"]
        assert _option(written, issue, option) in text
        if option != today:
            assert _option(written, issue, today) in text
            for decider in _deciders(written, issue, option):
                assert decider in text.partition("Who decides")[2].partition("What stops it")[0]


def test_the_sign_of_a_block_tells_apart_what_can_be_signed_and_what_can_also_be_begun() -> None:
    """Trust keeps arms control, the CSTO and missile defence from starting today, and no signature does."""
    ladder = page_of(NAME).only("section", id="ladder")
    shown = {
        block.attributes["id"].removeprefix("block-"): block.only("span", class_="status").text
        for block in ladder.all("article", class_="block")
    }
    later = {key for key, status in shown.items() if status == "… Can be signed, but not begun today"}
    assert later == {"S6", "S8", "S10"}
    for key in later:
        assert "No." in ladder.only("article", id=f"block-{key}").text.partition("Can it start today")[2]
    assert {key for key, status in shown.items() if status == "✓ Can be signed today"} == {
        "S1", "S2", "S3a", "S3b", "S4", "S7a", "S7b", "S7c", "S9"
    }  # fmt: skip
    assert "can be signed, but not begun today" in ladder.only("p", class_="key").text


def test_a_block_carries_the_claims_about_it(written: dict[str, Any]) -> None:
    page = page_of(NAME)
    for step in _steps(written):
        carried = [claim["id"] for claim in written["claims"] if step["id"] in claim["about"]]
        links = page.only("article", id=f"block-{step['id']}").all("a", class_="verdict")
        assert [one.only("b").text for one in links] == carried


def test_what_stops_a_block_is_named_with_its_holder_and_source(written: dict[str, Any]) -> None:
    """Talks on order: Russia's two demands link to it. A shared vision: a rule forbids it."""
    page = page_of(NAME)
    talks = page.only("article", id="block-S12")
    assert "Stopped today" in talks.text
    stops = [one.text for one in talks.only("ul", class_="stops").all("li")]
    assert len(stops) == 2
    for stop, issue in zip(stops, ("veto", "spheres"), strict=True):
        demand = written["issues"][issue]["stances"]["russia"]["demands"]
        assert demand["links"] == ["order"]
        assert stop.startswith(f"Demand Russia: “{_option(written, issue, demand['option'])}”")
        assert "klein2010, on maximum demands" in stop
    rule = next(one for one in written["rules"] if one["id"] == "vision-needs-talks")
    vision = page.only("article", id="block-S15")
    assert "Ruled out as things stand" in vision.text
    assert rule["says"] in vision.text


def test_a_block_that_holds_today_and_a_remark_are_nobodys_to_sign() -> None:
    page = read_page(report_on(CASE).html())
    text = page.only("article", id="block-now").text
    assert "Nothing to sign today" in text
    assert "“x”: “o”, and that holds today already." in text
    assert "A remark" in page.only("article", id="block-say").text
    assert "A remark" in page_of(NAME).only("article", id="block-S14").text


def test_a_step_that_lifts_demands_says_what_stops_it_and_which_demands_they_are(
    written: dict[str, Any],
) -> None:
    """Russia's trust in NATO is 0.225 and must be 0.45, both in the middle of their ranges."""
    step = page_of(NAME).only("article", id="block-S16")
    assert "Cannot start today" in step.only("header").text
    assert "No. The trust of Russia in NATO (0.225) must be at least 0.45." in step.text
    assert re.search(r"Earliest start 20\d\d", step.text)
    assert "Trust it earns None" in step.text
    lifted = [one.text for one in step.only("ul", class_="stops").all("li")]
    assert len(lifted) == 2
    for line, issue in zip(lifted, ("veto", "spheres"), strict=True):
        demand = written["issues"][issue]["stances"]["russia"]["demands"]
        assert line.startswith(f"Demand Russia: “{_option(written, issue, demand['option'])}”")


def test_draws_say_how_often_a_block_can_be_signed() -> None:
    """Energy security between Russia and the European Union: both rank it first, in every draw."""
    page = page_of(NAME, draws=6)
    assert "always (100% of 6 draws)" in page.only("article", id="block-S1").text
    assert "never (0% of 6 draws)" in page.only("article", id="block-S12").text
    assert "draws" not in page_of(NAME).only("article", id="block-S1").text
    change = report_of(NAME, draws=6).ladder[0].blocks[0].changes[0]
    assert change.share == 1


def test_draws_say_on_whose_account_a_step_is_not_signed() -> None:
    """By hand: in the middle a gains 10 and b gains 5; in draws a alone can lose, and then refuses."""
    report = report_on(DRAWN, draws=40)
    change = report.ladder[0].blocks[0].changes[0]
    assert change.share is not None
    refused = 40 - round(change.share * 40)
    assert 0 < refused < 40
    assert change.refusing == (("a", refused),)
    text = read_page(report.html()).only("article", id="block-X").text
    assert "Nothing in the nominal case, and nobody loses by it there." in text
    assert f"It is not signed in {refused} of 40 draws, on account of a." in text


DRAWN = """
detente: 1
title: Drawn
as_of: 2020-01-02
parties: {a: {}, b: {}}
issues:
  x:
    options: [o, p]
    today: o
    decided_by: [a, b]
    stances: {a: {points: {o: 0, p: [-40, 60]}}, b: {points: {o: 0, p: 5}}}
ladder: [{rung: 0, name: Ground, steps: [{id: X, name: Try, issue: x, option: p}]}]
"""

CASE = """
detente: 1
title: Steps
as_of: 2020-01-02
parties: {a: {}, b: {}, c: {}}
issues:
  x: {options: [o, p, q], today: o, decided_by: [a, b], stances: {a: p > o > q, b: p > q > o, c: o > p > q}}
  y: {options: [o, p], today: o, decided_by: a, stances: {a: o | p}}
rules: [{id: r, require: x is q implies y is p}]
ladder:
  - rung: 0
    name: Ground
    steps:
      - {id: any, name: Some change of x, issue: x}
      - {id: bad, name: y to p, issue: y, option: p}
      - {id: out, name: x to q, issue: x, option: q}
      - {id: now, name: x stays, issue: x, option: o}
      - {id: say, name: A remark}
"""


def test_every_status_of_a_block() -> None:
    """By hand: p is better than o for both who decide; q needs y at p, and y at p is beyond a's red line."""
    case = Case.from_text(CASE)
    blocks = {one.block.id: one for one in ladder_of(case, analyse(case))[0].blocks}
    assert {key: one.status for key, one in blocks.items()} == {
        "any": Status.OPEN,
        "bad": Status.STOPPED,
        "out": Status.EXCLUDED,
        "now": Status.HOLDS,
        "say": Status.REMARK,
    }
    assert [change.move.after for change in blocks["any"].changes] == ["p", "q"]
    assert blocks["out"].changes[0].excluded_by == (0,)
    assert [one.id for one in blocks["bad"].changes[0].lines] == ["a.y.red_line"]
    assert [one.holder for one in blocks["bad"].changes[0].worse_off] == ["a"]
    assert blocks["any"].changes[0].judged.losers == ("c",)


def test_who_loses_without_a_say_is_counted_in_draws_too() -> None:
    """By hand: east, which does not decide, loses in each draw in which the dam is worth less than 0."""
    text = """
detente: 1
title: A dam
as_of: 2020-01-01
parties: {north: {}, south: {}, east: {}}
issues:
  dam:
    options: [none, built]
    today: none
    decided_by: [north, south]
    stances: {north: built > none, south: built > none, east: {points: {none: 0, built: [-10, 30]}}}
ladder: [{rung: 0, name: Ground, steps: [{id: D, name: The dam, issue: dam, option: built}]}]
"""
    drawn = Case.from_text(text).draw(12)
    losing = sum(one.number("issues.dam.stances.east.points.built") < 0 for one in drawn)
    card = read_page(report_on(text, draws=12).html()).only("article", id="block-D").text
    assert "Nothing in the nominal case, and nobody loses by it there." in card
    assert f"Somebody without a say loses in {losing} of 12 draws." in card
    assert 0 < losing < 12
