"""Every section of the page says how far it holds across draws."""

from __future__ import annotations

from functools import cache

import pytest

from detente.report.report import FEWEST_DRAWS_ACROSS, MOST_DRAWS_ACROSS
from tests.report.made import report_on
from tests.report.page_reader import Element, read_page

CASE = """detente: 1
title: Half the draws
as_of: 2020-01-02
parties:
  a: {name: Alpha, red_lines: [{id: line, never: x is p and y is r}]}
  b: {name: Beta}
  c: {name: Gamma}
issues:
  x:
    name: The border
    options: {o: Closed, p: Open}
    today: o
    decided_by: [a, b]
    stances: {a: {points: {o: 50, p: [20, 90]}}, b: p > o, c: STANCE}
  y: {name: The wall, options: [q, r], today: q, decided_by: b}
  z:
    name: The dam
    options: [s, t]
    today: s
    decided_by: b
    stances: {b: t > s, c: {points: {s: 50, t: [10, 80]}}}
variants:
  demand: {says: Beta demands it., issues: {x: {stances: {b: {order: p > o, demands: p}}}}}
  dear:
    says: Alpha thinks less of it.
    extends: demand
    issues: {x: {stances: {a: {points: {o: 50, p: [20, 72.5]}}}}}
"""
"""Open is worth 20 to 90 points to Alpha, and closed 50: of seven draws, one in each seventh of the range,
four let it be signed. With 20 to 72.5 points it is three, and none in the nominal case, where it is worth
46.25. The dam is worth 10 to 80 points to Gamma, and today 50: four draws of seven leave it worse off."""


@cache
def _page(stance: str, draws: int = 7) -> Element:
    return read_page(report_on(CASE.replace("STANCE", stance), draws=draws).html())


def _section(stance: str, id_: str) -> str:
    return _page(stance).only("section", id=id_).text


def test_an_obstacle_says_in_how_many_draws_it_does_harm() -> None:
    """The wall bars what is open by Alpha's red line: there is harm where that could be signed."""
    said = _section("o > p", "obstacles")
    assert "How often each does harm is counted over 7 draws." in said
    assert "It does harm in 4 of 7 draws." in said


def test_the_positive_agenda_says_in_how_many_draws_nobody_loses() -> None:
    said = _section("p > o", "agenda")
    assert "Alpha, Beta and Gamma in 4 of 7 draws" in said
    assert "Alpha, Beta and Gamma gain. So it is in 4 of 7 draws." in said


def test_losing_without_deciding_is_said_over_draws() -> None:
    said = _section("o > p", "losers")
    assert "At some of them it loses in 4 of 7 draws." in said
    assert "The dam: t (decided by Beta): worse for Gamma; so it is in 4 of 7 draws." in said


def test_who_loses_in_some_draws_alone_is_named_too() -> None:
    """Where open is worth 45 points to Alpha it is not signed in the nominal case, but in three draws."""
    text = CASE.replace("STANCE", "o > p").replace("p: [20, 90]", "p: [20, 72.5]")
    said = read_page(report_on(text, draws=7).html()).only("section", id="losers").text
    assert "somebody else loses at some value on the frontier: Gamma in 3 of 7 draws." in said


def test_variants_and_concessions_say_in_how_many_draws_something_can_be_signed() -> None:
    page = _page("o > p")
    rows = [
        [cell.text for cell in row.all("td")]
        for row in page.only("table", class_="variants").only("tbody").all("tr")
    ]
    assert [row[:2] for row in rows] == [
        ["2", "in all 7 draws"],
        ["1", "in 4 of 7 draws"],
        ["0", "in 3 of 7 draws"],
    ]
    dear = page.only(id="variant-dear").text
    assert "In the nominal case nothing can be signed: none of 2 packages that can exist." in dear
    assert "Over draws, something can be signed in 3 of 7 draws." in dear
    assert "cannot both be met; so it is in 4 of 7 draws." in dear
    assert "; so it is in all 7 draws." in dear
    head = page.only("header", class_="title").text
    assert "In 1 of 2 variants nothing can be signed. Draws differ for 2 of them" in head
    assert "in “demand” nothing can be signed in 3 of 7 draws" in head


def test_the_page_says_so_where_sections_are_judged_in_fewer_draws() -> None:
    draws = MOST_DRAWS_ACROSS + 1
    page = _page("o > p", draws)
    over = f"over the first {MOST_DRAWS_ACROSS} of {draws} draws"
    for id_ in ("obstacles", "losers", "collisions"):
        assert over in page.only("section", id=id_).text
    assert over.removesuffix(f" of {draws} draws") in page.only("section", id="method").text
    assert f"of the first {MOST_DRAWS_ACROSS} draws" in page.only("header", class_="title").text


@pytest.mark.parametrize(("issues", "draws"), [(1, 12), (20, FEWEST_DRAWS_ACROSS)])
def test_fewer_draws_are_judged_where_packages_are_many(issues: int, draws: int) -> None:
    """2 ^ 20 packages are more than a million in one draw alone."""
    given = "".join(
        f"  i{i}: {{options: [o, p], today: o, decided_by: [a, b], stances: {{a: p > o, b: o > p}}}}\n"
        for i in range(issues)
    )
    text = f"detente: 1\ntitle: T\nas_of: 2020-01-02\nparties: {{a: {{}}, b: {{}}}}\nissues:\n{given}"
    report = report_on(text, draws=12)
    assert report.across is not None
    assert report.across.draws == draws


def test_without_draws_nothing_is_said_about_draws() -> None:
    page = _page("o > p", 0)
    for id_ in ("obstacles", "agenda", "losers", "collisions"):
        assert "draw" not in page.only("section", id=id_).text


BY_MAJORITY = """detente: 1
title: Two of three against one
as_of: 2020-01-02
parties: {a: {}, b: {}, c: {}, d: {}}
blocs: {pact: {members: [a, b, c], decides_by: {at_least: 2}}}
issues:
  x:
    options: [o, p]
    today: o
    decided_by: [pact, d]
    stances:
      a: {points: {o: 50, p: [20, 72.5]}}
      b: {points: {o: 50, p: [0, 40]}}
      d: {order: p > o, demands: p}
"""


def test_where_a_majority_decides_a_conflict_is_one_where_no_majority_signs() -> None:
    """By hand: with c, which does not mind, a signs p in three of seven draws; b never does."""
    report = report_on(BY_MAJORITY, draws=7)
    assert report.collision is not None
    assert report.variants_across is not None
    found = zip(report.collision.found.conflicts, report.variants_across.collide[None], strict=True)
    often = {frozenset(one.holder for one in conflict.members): count for conflict, count in found}
    assert often == {frozenset({"a", "b", "d"}): 4}
