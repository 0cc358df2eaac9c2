"""What the page says where there is nothing to negotiate, nothing to choose, or nothing to sign."""

from __future__ import annotations

from functools import cache

from tests.report.made import DEGENERATE, report_on
from tests.report.page_reader import Element, read_page

HEAD = "detente: 1\ntitle: A case\nas_of: 2020-01-02\n"
ALONE = (
    HEAD
    + "parties: {a: {name: Alpha}}\n"
    + "issues: {x: {options: [o, p], today: o, decided_by: a, stances: {a: p > o}}}\n"
)
STUCK = """detente: 1
title: Stuck
as_of: 2020-01-02
parties:
  a: {name: Alpha, red_lines: [{id: line, never: x is p and y is q}]}
  b: {name: Beta}
issues:
  x: {options: [o, p], today: o, decided_by: [a, b], stances: {b: {order: p > o, demands: p}}}
  y: {name: The wall, options: [q, r], today: q, decided_by: b}
  z: {name: The dam, options: [s, t], today: s, decided_by: b}
"""
"""Beta demands p, which Alpha never signs while the wall is q; the dam is nobody else's concern."""


@cache
def _page(text: str, draws: int = 3) -> Element:
    return read_page(report_on(text, draws).html())


def _said(text: str, id_: str) -> str:
    return _page(text).only("section", id=id_).text


def test_nothing_on_the_table_is_said_in_every_section() -> None:
    """One party decides alone: no negotiation, but a step that it takes."""
    assert _said(ALONE, "zone") == "What could be signed Nothing is on the table."
    assert _page(ALONE).all("section", id="frontier") == []
    assert "nothing is on the table, so there is nothing to collide over" in _said(ALONE, "collisions")
    assert "Nothing is on the table, so there is nothing that a move" in _said(ALONE, "obstacles")
    assert "x: o → p Alpha" in _said(ALONE, "agenda")
    assert "Nothing is on the table, so there is no package." in _said(ALONE, "agenda")
    assert "too many" not in _page(ALONE).text


def test_a_case_of_bodies_alone_has_no_sections_on_signing() -> None:
    """It has no issues and no date: what is left is who can block, and what that rests on."""
    text = "bodies: {council: {members: [a, b, c], rule: majority}}\n"
    ids = [section.attributes.get("id") for section in _page(text).all("section")]
    assert [id_ for id_ in ids if id_] == ["institutions", "ground", "method", "file"]
    header = _page(text).only("header").text
    assert "put to the test · undated" in header
    assert "The case has 3 parties. Nothing here is a forecast." in header
    assert "could sign" not in header


def test_a_single_package_is_no_choice() -> None:
    text, _ = DEGENERATE["one party, one issue, one option"]
    assert "No other package can exist, so there is nothing to choose between." in _said(text, "zone")
    assert _page(text).all("section", id="frontier") == []
    assert "no step to take" in _said(text, "agenda")
    assert "The only package that can exist can be signed." in _page(text).only("header").text


def test_one_party_that_gains_by_nothing_has_no_empty_picture() -> None:
    text = (
        HEAD
        + "parties: {a: {}, b: {}, c: {}}\n"
        + "issues: {x: {options: [o, p], today: o, decided_by: [a, b, c],"
        + " stances: {a: o > p, b: p > o, c: o > p}}}\n"
    )
    page = _page(text).only("section", id="frontier")
    assert page.all("figure") == []
    assert "so there is no picture to draw" in page.text


def test_moves_take_nothing_away_where_nothing_can_be_signed() -> None:
    """Once Beta has moved the wall, p crosses no red line, and is all that its demand leaves to sign."""
    said = _said(STUCK, "obstacles")
    assert "Nothing can be signed as it is, so there is nothing left that a move could take away." in said
    assert "The wall: r (decided by Beta). Nothing can be signed now; after it, 1 combination can be." in said
    assert "1 other move opens nothing either The dam: t" in said
    assert "no harm in values" not in said


def test_harmless_moves_are_called_others_only_where_some_came_before() -> None:
    free = STUCK.replace(", demands: p", "")
    assert "1 other move does no harm in values" not in _said(free, "obstacles")
    assert "2 moves do no harm in values" in _said(free, "obstacles")


def test_folds_are_printed_open_but_for_tables_that_would_fill_pages() -> None:
    """Two parties want the opposite on one issue, so that every option is on the frontier."""
    for options, left_out in ((60, False), (61, True)):
        names = [f"o{rank}" for rank in range(options)]
        points = (range(options), reversed(range(options)))
        first, second = (
            ", ".join(f"{name}: {worth}" for name, worth in zip(names, worths, strict=True))
            for worths in points
        )
        text = (
            HEAD
            + "parties: {a: {walk_away: 0}, b: {walk_away: 0}}\n"
            + f"issues: {{x: {{options: [{', '.join(names)}], today: o0, decided_by: [a, b],"
            + f" stances: {{a: {{points: {{{first}}}}}, b: {{points: {{{second}}}}}}}}}}}\n"
        )
        fold = _page(text).only("figure", id="figure-frontier").only("details")
        assert len(fold.only("tbody").all("tr")) == options
        assert fold.has(class_="long") == left_out
        assert ("61 rows, left out on paper" in fold.text) == left_out
