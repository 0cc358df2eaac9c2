"""The grid shows every stance as it was typed in."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML

from detente.case.case import Case, bundled, load
from detente.outcomes.negotiation import negotiation_of
from detente.report.grid import Cell, Grid, grid_of
from tests.report.made import report_on
from tests.report.page_reader import read_page

CASE = """
detente: 1
title: Grid
as_of: 2020-01-02
parties:
  a: {weights: y > x}
  b: {red_lines: [{id: simple, never: x is p}, {id: wide, never: x is q and y is n, says: Not both.}]}
  c: {}
blocs: {all: {name: Everybody, members: [a, b]}}
camps: {some: {name: A camp with quite a long name indeed, of: all, members: [b]}}
issues:
  x:
    options: [o, p, q]
    today: o
    decided_by: [a, b]
    stances:
      a: o = p > q
      b: {points: {o: 3, p: [0, 10], q: 9}, weight: vital, demands: q}
      all: {order: q > o | p, weight: [2, 5]}
  y: {options: [m, n], today: n, decided_by: c, stances: {a: m > n, some: m > n}}
"""


def _grid() -> Grid:
    case = Case.from_text(CASE)
    return grid_of(case, negotiation_of(case.nominal))


def _column(grid: Grid, issue: str, holder: str) -> list[Cell]:
    place = [one.key for one in grid.holders].index(holder)
    row = next(one for one in grid.issues if one.key == issue)
    return [option.cells[place] for option in row.options]


def test_ranks_points_red_lines_and_demands_stand_in_their_cells() -> None:
    grid = _grid()
    assert [(one.text, one.never, one.asks) for one in _column(grid, "x", "a")] == [
        ("1st=", False, False),
        ("1st=", False, False),
        ("3rd", False, False),
    ]
    assert [(one.text, one.never, one.asks) for one in _column(grid, "x", "b")] == [
        ("3", False, False),
        ("0–10", True, False),
        ("9", False, True),
    ]
    assert [(one.text, one.never) for one in _column(grid, "x", "all")] == [
        ("2nd", False),
        ("3rd", True),
        ("1st", False),
    ]
    assert _column(grid, "y", "b") == [Cell(), Cell()]


def test_shades_run_from_worst_to_best() -> None:
    """The middle of 0 to 10 is 5, between 3 and 9: (5 - 3) / (9 - 3) lies in the second fifth."""
    assert [one.tone for one in _column(_grid(), "x", "b")] == [0, 1, 4]
    assert [one.tone for one in _column(_grid(), "x", "a")] == [4, 4, 0]


def test_weights_are_those_that_were_written() -> None:
    grid = _grid()
    holders = [one.key for one in grid.holders]
    weights = {one.key: dict(zip(holders, one.weights, strict=True)) for one in grid.issues}
    assert weights["x"] == {"all": "weight 2–5", "a": "no. 2", "some": "", "b": "vital"}
    assert weights["y"] == {"all": "", "a": "no. 1", "some": "", "b": ""}


def test_columns_rows_and_marks() -> None:
    grid = _grid()
    assert [(one.name, one.about) for one in grid.holders] == [
        ("Everybody", "2 members"),
        ("a", ""),
        ("Some", "short for A camp with quite a long name indeed, 1 member of Everybody"),
        ("b", ""),
    ]
    assert [(one.key, one.on_table, one.decided_by) for one in grid.issues] == [
        ("x", True, "a and b"),
        ("y", False, "c"),
    ]
    assert [option.key for one in grid.issues for option in one.options if option.today] == ["o", "n"]
    assert [(one.kind, one.holder, one.says) for one in grid.beside][:1] == [("red line", "b", "Not both.")]


def test_every_stance_of_a_bundled_case_has_its_cells() -> None:
    """Read from the file itself: one cell with a text for each option of each stance."""
    written: dict[str, Any] = YAML(typ="safe").load(bundled()["nato-russia-2010"])
    case = load("nato-russia-2010")
    grid = grid_of(case, negotiation_of(case.nominal))
    expected = {
        (issue, holder): len(given["options"])
        for issue, given in written["issues"].items()
        for holder in given["stances"]
    }
    found: dict[tuple[str, str], int] = {}
    for issue in grid.issues:
        for option in issue.options:
            for holder, cell in zip(grid.holders, option.cells, strict=True):
                if cell.text:
                    found[issue.key, holder.key] = found.get((issue.key, holder.key), 0) + 1
    assert found == expected


def test_each_cell_that_is_filled_names_its_holder_for_narrow_screens() -> None:
    """There the names above the columns scroll out of sight."""
    page = read_page(report_on(CASE).html()).only("table", class_="stances")
    columns = [one.text for one in page.only("thead").all("th")[1:]]
    cells = [row.all("td") for row in page.all("tr") if row.all("td")]
    for row in cells:
        named = [cell.attributes.get("data-holder") for cell in row]
        assert named == [name if cell.text else None for name, cell in zip(columns, row, strict=True)]
    assert len(cells) == 2 + 3 + 2
