"""The page is whole, closed to the network, open to everybody, and the same every time."""

from __future__ import annotations

import pytest

from detente.report.report import make_report
from tests.report.made import DEGENERATE, page_of, report_of, report_on
from tests.report.page_reader import read_page
from tests.report.whole_page import check_whole

BUNDLED = ("nato-russia-2010", "panama-canal", "harbour")
MOST_BYTES = 3_000_000

HOSTILE = """
detente: 1
title: <script>alert("title")</script> & "more"
as_of: 2020-01-02
parties: {a: {name: "<b>Alpha</b>"}, b: {name: "Beta' onmouseover='alert(1)"}}
issues:
  x:
    name: "Issue <img src=x onerror=alert(1)>"
    says: "]]></style><script>alert(2)</script>"
    options: {o: "</title></svg><script>alert(3)</script>", p: "P & Q {{ 7 * 7 }}"}
    today: o
    decided_by: [a, b]
    stances:
      a: {order: p > o, says: "<iframe>"}
      b: {order: p > o}
ladder:
  - rung: 0
    name: "<h1>Rung</h1>"
    steps: [{id: "S<1", name: "<u>Step</u>", issue: x, option: p, says: "<i>said</i>"}]
claims:
  - {id: "C<1>", says: "<marquee>", holds_if: signable() > 0, about: ["S<1"]}
  - {id: C2, says: "later <s>", waits_for: "<roadmap>"}
variants:
  v: {says: "<em>varied</em>", negotiation: {signatories: [a]}}
sources:
  s: {cite: "Cite <i>t</i>", url: "javascript:alert(1)"}
  t: {cite: Other, url: "https://example.org/?a=1&b=<2>"}
evidence:
  - {for: issues.x.stances.a, source: s, at: "<p. 4>", basis: document, note: "<note>"}
"""


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_case_makes_a_whole_page(name: str) -> None:
    check_whole(page_of(name))
    assert len(report_of(name).html().encode()) < MOST_BYTES


@pytest.mark.parametrize(("text", "verdict"), DEGENERATE.values(), ids=DEGENERATE)
def test_a_case_at_the_edge_makes_a_whole_page(text: str, verdict: str) -> None:
    """Expected: the first line as counted by hand in the table of these cases."""
    for draws in (0, 3):
        page = read_page(report_on(text, draws).html())
        check_whole(page)
        assert page.only("p", class_="verdict-line").text == verdict


def test_more_packages_than_can_be_written_out_make_a_whole_page() -> None:
    """2 ^ 22 packages; the count is that of a case whose parties gain by every step."""
    issues = "\n".join(
        f"  i{i}: {{options: [o, p], today: o, decided_by: [a, b], stances: {{a: p > o, b: p > o}}}}"
        for i in range(22)
    )
    text = f"detente: 1\ntitle: Many\nas_of: 2020-01-02\nparties: {{a: {{}}, b: {{}}}}\nissues:\n{issues}\n"
    page = read_page(report_on(text).html())
    check_whole(page)
    verdict = page.only("p", class_="verdict-line").text
    assert verdict == "Something can be signed: 4,194,304 of 4,194,304 packages that can exist."
    assert "too many packages to write out" in page.only("section", id="zone").text


def test_what_an_analyst_writes_stays_text() -> None:
    """Everything hostile in the case is shown as it was written, and none of it becomes part of the page."""
    html = report_on(HOSTILE, draws=2).html()
    page = read_page(html)
    check_whole(page)
    assert page.only("h1").text == '<script>alert("title")</script> & "more"'
    assert page.only("head").only("title").text == '<script>alert("title")</script> & "more" – Détente'
    made = {one.tag for one in page.walk()}
    assert not made & {"img", "iframe", "marquee", "u", "s", "i", "em", "object"}
    assert [one.attributes["id"] for one in page.all("form")] == ["what-if-zone"]
    assert not [name for one in page.walk() for name in one.attributes if name.startswith("on")]
    # What runs is the program's own, as `check_whole` has seen; no value closes what it stands in.
    values = ["".join(map(str, one.content)) for one in page.all("script", type="application/json")]
    assert [text for text in values if "<" in text] == []
    assert "P & Q {{ 7 * 7 }}" in page.text
    assert [link for link in page.all("a") if "javascript" in link.attributes["href"]] == []
    assert page.only("a", href="https://example.org/?a=1&b=<2>").text == "https://example.org/?a=1&b=<2>"


def test_a_telephone_hides_nothing_but_drawings_made_for_a_desk() -> None:
    """What is of the class `wide` is hidden there, and beside it stands the drawing for a telephone."""
    page = page_of("nato-russia-2010")
    drawings = [one for one in page.all("div", class_="drawing") if one.all("div", class_="narrow")]
    assert drawings
    assert len(page.all(class_="wide")) == sum(len(one.all("div", class_="wide")) for one in drawings)
    heads = [one.text for one in page.only("div", class_="findings").all("h2")]
    assert {"The argument", "What would change it"} <= set(heads)


def test_the_same_case_gives_the_same_bytes() -> None:
    case = report_of("harbour").case
    first, second = (make_report(case, draws=5, seed=3).html() for _ in range(2))
    assert first == second


def test_a_page_speaks_of_claims_where_there_are_some() -> None:
    for name, some in (("nato-russia-2010", True), ("harbour", False)):
        page = page_of(name)
        assert ("which claims hold" in page.only("p", class_="lede").text) is some
        assert ("Claims" in [term.text for term in page.only(id="method").all("dt")]) is some


def test_a_variant_is_named_on_its_page() -> None:
    case = report_of("harbour").case.with_variant("five_of_six")
    report = make_report(case)
    page = read_page(report.html())
    check_whole(page)
    assert "variant “five of six”" in page.only("p", class_="kicker").text
    assert "Five of the six sign" in page.only("header", class_="title").text
    assert report.variants == ()


def test_today_is_worth_to_each_what_it_is_and_not_what_no_agreement_is() -> None:
    """By hand: no agreement is worth 0 to both; today the United States has all its points, Panama none."""
    table = page_of("panama-canal").only("section", id="frontier").only("table", class_="solutions")
    rows = {row.only("th").text: row for row in table.all("tr") if row.all("td") and row.all("th")}
    today = {name: rows[name].all("td")[0].text for name in ("United States", "Panama")}
    assert today == {"United States": "+100", "Panama": "0"}
