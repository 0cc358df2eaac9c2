"""Claims on the page: the verdict in words first, why, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from detente.case.case import bundled
from tests.report.made import page_of, page_on, report_on
from tests.report.page_reader import read_page
from tests.small_cases import BRIDGE

if TYPE_CHECKING:
    from tests.report.page_reader import Element

NAME = "nato-russia-2010"
WRITTEN: dict[str, Any] = YAML(typ="safe").load(bundled()[NAME])
CLAIMS = {claim["id"]: claim for claim in WRITTEN["claims"]}
ANSWERED = [key for key, claim in CLAIMS.items() if {"holds_if", "enough_if"} & claim.keys()]


def _claim(key: str, draws: int = 0) -> Element:
    return page_of(NAME, draws).only("section", id="claims").only(id=f"claim-{key}")


@pytest.mark.parametrize("key", ANSWERED)
def test_a_claim_that_can_be_tested_shows_its_verdict_and_its_reasons(key: str) -> None:
    claim, shown = CLAIMS[key], _claim(key)
    assert shown.tag == "article"
    assert shown.only("h3").text == f"{key} {' '.join(claim['says'].split())}"
    # By the rule of the CSTO no member stands above the others.
    verdict = "Not shown so far" if "enough_if" in claim else "Does not hold" if key == "K8" else "Holds"
    assert shown.all("p", class_="word")[0].text.startswith(verdict)
    assert shown.text.index(verdict) < shown.text.index(key)
    nominal = "is not shown" if "enough_if" in claim else "does not hold" if key == "K8" else "holds"
    assert f"Why it {nominal} in the nominal case" in shown.text
    assert "What that rests on" in shown.text
    assert "ask for it with --thorough" not in shown.text
    # Where a verdict turns on roadmaps of many blocks, a part of it is proved; what says only that packages
    # can be signed or split a bloc, or none, is proved as a whole.
    in_part, whole = key in {"K1", "K3a", "K10b", "K15"}, key in {"K2", "K13b", "K14", "K14b", "K16"}
    assert ("proved for every world: " in shown.text) == in_part
    assert ("Proved for every world: " in shown.text) == whole
    assert ("ried in " in shown.text) != whole
    assert " ".join((claim.get("holds_if") or claim["enough_if"]).split()) in shown.all("details")[-1].text
    origin = "Added by the analyst" if claim.get("origin") == "analyst" else "The paper’s claim"
    assert origin in shown.only("p", class_="meta").text


def test_claims_that_wait_stand_at_the_end_under_what_they_wait_for() -> None:
    waiting = "  - {id: W1, says: It would be seen., waits_for: threats}\n"
    also = "  - {id: W2, says: They fear it., waits_for: [channel, threats]}\n"
    built = "  - {id: B, says: A bridge can be signed., holds_if: signable(bridge is built) > 0}\n"
    head = BRIDGE[: BRIDGE.index("claims:")]
    section = page_on(f"{head}claims:\n{waiting}{built}{also}").only("section", id="claims")
    groups = {one.only("h4").text: one for one in section.all("div", class_="waiting-group")}
    shown = {
        key: [one.attributes["id"].removeprefix("claim-") for one in group.all("li")]
        for key, group in groups.items()
    }
    assert shown == {"Threats": ["W1"], "Channel and threats": ["W2"]}
    assert section.text.index("Not testable yet") > section.text.index("B A bridge can be signed.")


def test_a_claim_that_is_tested_in_part_says_what_the_rest_waits_for() -> None:
    both = (
        "  - {id: B, says: It can be signed., holds_if: signable(bridge is built) > 0, waits_for: threats}\n"
    )
    head = BRIDGE[: BRIDGE.index("claims:")]
    shown = page_on(f"{head}claims:\n{both}").only("section", id="claims").text
    assert "the rest waits for threats" in shown


def test_a_red_line_that_a_claim_rests_on_is_named_with_its_basis_and_line() -> None:
    """K2 rests on NATO's line against a veto; the line of the file is counted here in the text."""
    text = bundled()[NAME].read_text(encoding="utf-8").splitlines()
    number = next(index for index, line in enumerate(text, start=1) if "id: no-veto" in line)
    shown = _claim("K2").text
    assert "Assumed" in shown
    assert f"The red line of NATO: No Russian veto over NATO's decisions (document) · line {number}" in shown


def test_share_and_interval_stand_in_the_detail_alone() -> None:
    shown = _claim("K14", draws=6)
    assert shown.only("p", class_="word").text == "Always holds across 6 draws; in the nominal case it holds"
    detail = shown.only("details").text
    assert "It holds in 100% of 6 draws (95% interval" in detail
    assert "no probability of the world" in detail
    assert shown.text.count("interval") == 1
    assert "interval" not in _claim("K14").text


DOUBT = """detente: 1
title: In doubt
as_of: 2020-01-02
parties: {a: {}, b: {}}
issues:
  x:
    options: [o, p]
    today: o
    decided_by: [a, b]
    stances: {a: {points: {o: 50, p: [20, 90]}}, b: p > o}
claims:
  - {id: C, says: They sign p., holds_if: "signable(x is p) > 0"}
  - {id: D, says: They never sign p., holds_if: "signable(x is p) = 0"}
"""


def test_reasons_are_said_to_be_about_the_nominal_case_where_draws_say_otherwise() -> None:
    """To a, p is worth 55 points in the nominal case, and less than today's 50 in three draws of seven."""
    page = read_page(report_on(DOUBT, draws=7).html())
    for key, word, nominal in (("C", "Undecided", "holds"), ("D", "Undecided", "does not hold")):
        shown = page.only(id=f"claim-{key}")
        expected = f"{word} across 7 draws; in the nominal case it {nominal}"
        assert shown.only("p", class_="word").text == expected
        assert f"Why it {nominal} in the nominal case" in shown.text
        verb = "holds" if nominal == "holds" else "fails"
        assert f"as they are in the nominal case, the claim {verb} in every world, whatever" in shown.text
        assert "verdict was the same" not in shown.text


ROAD = """detente: 1
title: A road
as_of: 2024-01-01
horizon: {from: 2024, to: 2026}
parties: {a: {}, b: {}}
blocks: {x: {delivers: [0.4, 0.6]}}
roadmap: {goal: x done}
claims:
  - {id: C, says: It is done., holds_if: p_goal() > 0.5}
  - {id: D, says: It can start., holds_if: startable(x) > 0}
"""


def test_a_claim_on_a_whole_roadmap_says_why_it_is_tested_in_fewer_draws() -> None:
    """A claim that takes long is tested in the first 20 draws; three tries at 0.4 or more reach 0.784."""
    page = read_page(report_on(ROAD, draws=25).html())
    few, all_ = page.only(id="claim-C"), page.only(id="claim-D")
    assert "across the first 20 of 25 draws" in few.only("p", class_="word").text
    assert "Exact roadmaps take long, so this claim is tested in the first 20 of 25 draws only." in few.text
    assert "across 25 draws" in all_.only("p", class_="word").text
    assert "take long" not in all_.text
    assert "in fewer draws, the first 20." in page.only("section", id="method").text
    assert "fewer draws" not in read_page(report_on(ROAD, draws=20).html()).text


JUDGED = f"""{BRIDGE}
sources: {{minutes: {{cite: Minutes of the two sides}}}}
evidence: [{{for: issues.bridge.stances.north, source: minutes, basis: document}}]
"""


@pytest.mark.parametrize(
    ("evidence", "said", "illustrative"),
    [
        ("basis: document", "1 of these 2 rests on judgement alone.", False),
        ("basis: judgement", "", True),
    ],
)
def test_how_much_of_a_verdict_is_judgement_is_said(evidence: str, said: str, illustrative: bool) -> None:
    """By hand: both prefer the bridge, and the rank order of one has a document."""
    report = report_on(JUDGED.replace("basis: document", evidence))
    shown = read_page(report.html()).only(id="claim-B")
    assert ("on judgement alone." in shown.text) == bool(said)
    assert said in shown.text
    assert bool(shown.all("p", class_="illustrative")) == illustrative


def test_a_claim_says_where_it_stands_in_its_source() -> None:
    """Evidence for the claim itself is the place of it; no other claim has any, and so says none."""
    placed = JUDGED.replace(
        "evidence: [",
        "evidence: [{for: claims.B, source: minutes, at: p. 7, basis: document, note: In short.}, ",
    )
    shown = read_page(report_on(placed).html()).only(id="claim-B")
    assert "Where it stands: Minutes of the two sides, p. 7. In short." in shown.text
    assert "Where it stands" not in read_page(report_on(JUDGED).html()).only(id="claim-B").text
