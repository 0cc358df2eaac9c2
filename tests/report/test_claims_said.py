"""Claims on the page: the verdict in words first, why, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from detente.case.case import bundled
from tests.report.made import page_of

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
    verdict = "Not shown so far" if "enough_if" in claim else "Holds"
    assert shown.all("p", class_="word")[0].text.startswith(verdict)
    assert shown.text.index(verdict) < shown.text.index(key)
    assert "Why" in shown.text
    # Where a verdict turns on whole roadmaps, it is said that this was not looked for.
    whole = any(word in str(claim) for word in ("p_goal", "p_after", "peak_short"))
    rests_on = "was not looked for" if whole else "What it rests on"
    assert rests_on in shown.text
    assert " ".join((claim.get("holds_if") or claim["enough_if"]).split()) in shown.only("details").text
    origin = "Added by the analyst" if claim.get("origin") == "analyst" else "The paper’s claim"
    assert origin in shown.only("p", class_="meta").text


def test_claims_that_wait_stand_at_the_end_under_what_they_wait_for() -> None:
    section = page_of(NAME).only("section", id="claims")
    groups = {one.only("h4").text: one for one in section.all("div", class_="waiting-group")}
    shown = {
        key: [one.attributes["id"].removeprefix("claim-") for one in group.all("li")]
        for key, group in groups.items()
    }
    expected: dict[str, list[str]] = {}
    for key, claim in CLAIMS.items():
        if key not in ANSWERED:
            waits = claim["waits_for"]
            words = " and ".join([waits] if isinstance(waits, str) else waits)
            expected.setdefault(words.capitalize(), []).append(key)
    assert shown == expected
    assert section.text.index("Not testable yet") > max(section.text.index(f"{key} ") for key in ANSWERED)


def test_a_claim_that_is_tested_in_part_says_what_the_rest_waits_for() -> None:
    """K6: what inspections detect is a range so far."""
    shown = _claim("K6").text
    assert "the rest waits for verification" in shown


def test_a_red_line_that_a_claim_rests_on_is_named_with_its_basis_and_line() -> None:
    """K2 rests on NATO's line against a veto; the line of the file is counted here in the text."""
    text = bundled()[NAME].read_text(encoding="utf-8").splitlines()
    number = next(index for index, line in enumerate(text, start=1) if "id: no-veto" in line)
    shown = _claim("K2").text
    assert "Assumed" in shown
    assert f"The red line of NATO: No Russian veto over NATO's decisions (document) · line {number}" in shown


def test_share_and_interval_stand_in_the_detail_alone() -> None:
    shown = _claim("K14", draws=6)
    assert shown.only("p", class_="word").text == "Always holds across 6 draws"
    detail = shown.only("details").text
    assert "It holds in 100% of 6 draws (95% interval" in detail
    assert "no probability of the world" in detail
    assert shown.text.count("interval") == 1
    assert "interval" not in _claim("K14").text
