"""Conflicts and concessions on the page, for a case and for its variants."""

from __future__ import annotations

from detente.bargaining import analyse
from detente.case.case import Case, load
from detente.report.collisions import collision_of
from detente.report.collisions_said import collision_said
from tests.report.made import page_of, report_of, report_on
from tests.report.page_reader import read_page

NAME = "nato-russia-2010"


def test_a_concession_opens_as_much_as_the_variant_that_makes_it() -> None:
    """To drop both demands is what the variant ``reduced_demands`` does, in words of its own."""
    report = report_of(NAME)
    varied = {one.name: one for one in report.variants}
    collision = varied["order_talks"].collision
    assert collision is not None
    (opening,) = collision.openings
    assert {one.path for one in opening.concession.drop} == {
        "issues.veto.stances.russia.demands",
        "issues.spheres.stances.russia.demands",
    }
    reduced = varied["reduced_demands"]
    assert reduced.signable is not None
    assert opening.packages == reduced.signable.value
    assert dict(opening.example) == dict(analyse(reduced.case).solutions["egalitarian"].points[0].package)


def test_variants_say_what_the_whole_analysis_of_them_says() -> None:
    case = load(NAME)
    for one in report_of(NAME).variants:
        whole = analyse(case.with_variant(one.name))
        assert one.signable == whole.zone.signable
        assert (one.collision is None) == (whole.conflicts is None)
        if one.collision is not None and whole.conflicts is not None:
            assert one.collision.found.conflicts == whole.conflicts.conflicts
            concessions = [found.drop for found in one.collision.found.concessions]
            assert concessions == [found.drop for found in whole.conflicts.concessions]
        if one.solution is not None:
            assert one.solution.package in [point.package for point in whole.solutions["nash"].points]


def test_a_conflict_is_a_sentence_with_holders_and_sources() -> None:
    shown = page_of(NAME).only(id="variant-order_talks")
    assert shown.tag == "details"
    assert "open" in shown.attributes
    sentences = [one.text for one in shown.all("ul", class_="sentences")[0].all("li")]
    assert (
        "The demand of Russia for “A veto” on “A Russian say over NATO's decisions” and the red line of NATO"
        " (No Russian veto over NATO's decisions) cannot both be met."
    ) in sentences
    things = {one.text for one in shown.only("ul", class_="things").all("li")}
    (line,) = [thing for thing in things if "No Russian veto" in thing]
    assert line.startswith("Red line NATO: No Russian veto over NATO's decisions.")
    assert "Founding Act on Mutual Relations" in line
    assert "section II (document)" in line
    assert any("Toward a new start" in thing and "(expert)" in thing for thing in things)
    assert "That opens 1,039 packages" in shown.text or "That opens" in shown.text


def test_where_something_can_be_signed_the_page_says_so() -> None:
    text = page_of(NAME).only("section", id="collisions").text
    assert "something can be signed, so nothing there collides" in text
    variants = page_of(NAME).only("table", class_="variants")
    shown = {row.all("th")[0].text: row.all("td")[0].text for row in variants.all("tr")[1:]}
    counts = {one.name: one.signable.value for one in report_of(NAME).variants if one.signable}
    assert shown == {
        "The case itself": f"{report_of(NAME).bargaining.zone.signable.value:,}",
        **{name.replace("_", " ").capitalize(): f"{count:,}" for name, count in counts.items()},
    }


def test_floors_in_the_way_give_the_least_that_is_missing() -> None:
    """By hand: b's best is 100 points, and no agreement is worth 130 to it, so 30 are missing."""
    text = (
        "detente: 1\ntitle: T\nas_of: 2020-01-02\nparties: {a: {}, b: {name: Beta, walk_away: 130}}\n"
        "issues: {x: {options: [o, p], today: o, decided_by: [a, b], stances: {a: p > o, b: p > o}}}\n"
    )
    result = analyse(Case.from_text(text))
    assert result.conflicts is not None
    said = collision_said(collision_of(result.negotiation, result.conflicts), Case.from_text(text))
    assert said.conflicts == (
        "The condition that Beta be no worse off than without an agreement cannot be met by any package.",
    )
    assert any("falls short of no agreement for Beta by 30.0 points" in one for one in said.shortfalls)
    assert "falls short of no agreement for Beta by 30.0 points" in report_on(text).html()


def test_a_variant_whose_package_is_that_of_the_case_does_not_list_it_again() -> None:
    """A variant that changes nothing, and one in which the better option is no longer the better one."""
    page = read_page(report_on(SHARED).html())
    same, other = page.only(id="variant-same"), page.only(id="variant-other")
    assert "The Nash solution is the same as in the case itself." in same.text
    assert not same.all("ul", class_="package")
    assert other.only("ul", class_="package").text == "x q"


SHARED = """
detente: 1
title: Shared
as_of: 2020-01-02
parties: {a: {}, b: {}}
issues:
  x: {options: [o, p, q], today: o, decided_by: [a, b], stances: {a: p > q > o, b: p > q > o}}
negotiation: {issues: [x], signatories: [a, b]}
variants:
  same: {says: Nothing else.}
  other: {says: Another wish., issues: {x: {stances: {a: q > p > o, b: q > p > o}}}}
"""


def test_a_variant_says_whose_consent_is_needed_that_was_not_before() -> None:
    """By hand: of four moves from today the treaty gives east a say in two, and takes west's in one."""
    page = read_page(
        report_on("""
detente: 1
title: A treaty
as_of: 2020-01-01
parties: {west: {}, east: {}}
issues:
  bases: {options: [none, some, many], today: none, decided_by: west}
  fleet: {options: [small, large], today: small, decided_by: [west, east]}
  talks: {options: [none, held], today: none, decided_by: [west, east]}
variants:
  treaty:
    issues:
      bases: {decided_by: [west, east]}
      fleet: {decided_by: east}
""").html()
    )
    text = page.only("details", id="variant-treaty").text
    assert "2 of 4 moves from today also need the consent of east." in text
    assert "1 of 4 moves from today no longer needs the consent of west." in text
