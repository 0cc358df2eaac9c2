"""The order of the page, its summary, and the links between claims and analyses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.case.naming import spaced
from detente.report.claims_said import ClaimSaid, claim_said
from detente.report.cohesion_in_short import splits_in_short
from detente.report.headline import findings
from detente.report.institutions_in_short import blocks_in_short
from detente.report.page import page
from detente.report.sections import TITLES, sections_of
from tests.report.made import page_of, report_of, report_on
from tests.report.page_reader import Element, read_page
from tests.small_cases import BRIDGE

if TYPE_CHECKING:
    import pytest

    from detente.case.case import Case
    from detente.claims.result import ClaimResult

NAME = "nato-russia-2010"
CHANNEL = "vienna-document-1999"


def test_sections_stand_in_the_order_in_which_they_are_read() -> None:
    page = page_of(NAME)
    parts = [one for one in page.only("main").content if isinstance(one, Element)]
    shown = [one.attributes["id"] for one in parts if one.tag == "section"]
    assert shown == [id_ for id_ in TITLES if id_ in shown]
    assert {"claims", "ladder", "zone", "stability", "cohesion", "institutions", "roadmap", "ground"} <= set(
        shown
    )


def test_the_contents_name_every_section_in_its_group() -> None:
    page = page_of(NAME)
    groups = page.only("nav", class_="contents").only("ul").content
    listed = [one for one in groups if isinstance(one, Element) and one.all("ol")]
    heads = [one.only("span", class_="group").text for one in listed]
    assert heads == ["The argument", "The analyses", "The ground"]
    links = [link.attributes["href"][1:] for link in page.only("nav").all("a")]
    assert links[0] == "summary"
    assert links[1:] == [id_ for id_ in TITLES if page.all("section", id=id_)]


def test_the_summary_has_a_sentence_for_each_analysis_with_a_link() -> None:
    report = report_of(NAME)
    titles = [one.title for one in findings(report, report.inputs)]
    assert titles[0] == "The argument"
    order = ["What could be signed", "Would they keep it", "Would it split an alliance", "Who can block"]
    assert [one for one in titles if one in order] == order
    summary = page_of(NAME).only("div", id="summary")
    links = {
        link.text: link.attributes["href"] for link in summary.all("a") if not link.has(class_="verdict")
    }
    assert links["Who can block"] == "#institutions"
    assert links["In which order"] == "#roadmap"


def test_the_summary_names_the_claims_that_do_not_hold() -> None:
    """By the rule of the CSTO no member stands above the others: K8 alone fails."""
    summary = page_of(NAME).only("div", id="summary")
    assert "K8 does not hold: An agreement of NATO and the CSTO" in summary.text
    assert len(summary.only("div", class_="chips").all("a", class_="verdict")) == 25


def test_a_claim_leads_to_the_analysis_of_its_quantities_and_back() -> None:
    """By hand: K7 asks what is startable, a quantity of the roadmap."""
    page = page_of(NAME)
    meta = page.only(id="claim-K7").only("p", class_="meta")
    assert [link.text for link in meta.all("a") if link.attributes["href"] == "#roadmap"] == [
        "In which order"
    ]
    back = page.only("section", id="roadmap").only("p", class_="tested")
    assert "#claim-K7" in [link.attributes["href"] for link in back.all("a")]
    assert "#claim-K12" not in [link.attributes["href"] for link in back.all("a")]


def test_what_a_claim_is_about_is_found_in_its_expression() -> None:
    claims = {one.claim.id: one.claim for one in report_of(NAME).claims.claims}
    assert sections_of(claims["K12"]) == ("institutions",)
    assert sections_of(claims["K1"]) == ("obstacles", "roadmap")


def test_with_draws_a_claim_shows_its_share() -> None:
    page = page_of(NAME, 6)
    shown = page.only(id="claim-K2").only("p", class_="share")
    assert shown.text == "in 100% of them"
    assert "--share:1.0000" in shown.only("span", class_="full").attributes["style"]
    assert page_of(NAME).all("p", class_="share") == []


def test_what_flips_and_decides_a_claim_is_shown_where_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_words(flip_says: str, decided_says: str) -> None:
        def known(case: Case, one: ClaimResult, draws: int, read: dict[str, Case]) -> ClaimSaid:
            said = claim_said(case, one, draws, read)
            return replace(said, flip_says=flip_says, decided_says=decided_says)

        monkeypatch.setattr("detente.report.page.claim_said", known)

    report = report_on(BRIDGE)
    with_words("", "")
    assert "What would flip it" not in read_page(page(report)).text
    with_words("Less trust.", "Trust, mostly.")
    claims = read_page(page(report)).only("section", id="claims").text
    assert "What would flip it Less trust." in claims
    assert "What decides it across the ranges Trust, mostly." in claims


def test_who_can_close_the_channel_is_said_in_short() -> None:
    """By hand: under the Vienna Document no state is one in which the channel is closed."""
    said = blocks_in_short(report_of(CHANNEL).institutions)
    assert said is not None
    words = "Consultation on unusual military activities: No party alone can close the channel."
    assert said[0] == words


def test_what_splits_is_said_in_short_with_the_variants() -> None:
    report = report_of(NAME)
    said = splits_in_short(report.cohesion, report.cohesion_in)
    assert said is not None
    assert said[0].startswith("Nothing splits NATO")
    split = [name for name, one in report.cohesion_in.items() if one.blocs["nato"].agreement.now.value]
    one, two, three = (f"“{spaced(name)}”" for name in split)
    assert said[1] == f"In the variants {one}, {two} and {three} something splits NATO."
    assert splits_in_short(report_of("panama-canal").cohesion, {}) is None
