"""Who can block, on the page: what the analysis found, with its pictures and tables."""

from __future__ import annotations

from detente.case.case import load
from detente.institutions import analyse
from tests.report.made import page_of, page_on

NAME = "nato-russia-2010"


def test_the_section_tells_power_clauses_channels_and_gatekeepers() -> None:
    section = page_of(NAME).only("section", id="institutions")
    found = analyse(load(NAME))
    assert [heading.text for heading in section.all("h3")] == [
        "Voting power",
        "What clauses would let others do",
        "The channel",
        "Gatekeepers",
    ]
    assert "NATO decides by consensus of 28 members" in section.text
    for procedure in found.procedures.values():
        assert procedure.name in [heading.text for heading in section.all("h4")]
        for one in procedure.properties.values():
            assert one.shortest is None or one.shortest.story in section.text
    assert found.gatekeeping["csto"].answer in section.text
    figures = {figure.attributes["id"] for figure in section.all("figure")}
    assert figures == {
        "figure-power",
        "figure-procedure_council_2010",
        "figure-procedure_council_formal",
        "figure-agreements_csto",
        "figure-agreements_csto_in_csto_replaces",
        "figure-agreements_csto_in_csto_complements",
    }


def test_variants_with_other_clauses_and_agreements_are_told() -> None:
    section = page_of(NAME).only("section", id="institutions")
    headings = [heading.text for heading in section.all("h4")]
    assert "In the variant “draft treaty”" in headings
    assert "7 become blockable: by Russia 7 (of 8 that it could not block before)" in section.text
    assert "draft-article-1" in section.text
    for variant in ("csto_replaces", "csto_complements"):
        answer = analyse(load(NAME, variant)).gatekeeping["csto"].answer
        assert answer in section.text


def test_a_case_of_bodies_alone_has_a_page() -> None:
    text = "bodies: {council: {members: [a, b, c], rule: {quota: 4, weights: {a: 3, b: 2, c: 1}}}}\n"
    section = page_on(text).only("section", id="institutions")
    assert "Council decides by at least 4 votes of 3 members (a 3, b 2, c 1)" in section.text
    assert [figure.attributes["id"] for figure in section.all("figure")] == ["figure-power"]


def test_a_case_without_institutions_has_no_such_section() -> None:
    page = page_on("detente: 1\ntitle: Alone\nas_of: 2020-01-01\nparties: {a: }\n")
    assert page.all("section", id="institutions") == []
    assert page.all("section", id="cohesion") == []
