"""What is wrong in an Excel file is told with the address of the cell, all at once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.case import Case
from detente.case.excel_file import NoValue, Sheet
from detente.case.problems import CaseError
from detente.claims.misuse import check_quantities
from tests.formats.excel.sheets import Book

if TYPE_CHECKING:
    from random import Random

    from detente.case.problems import Problem

RIVER = Case.from_text("""\
detente: 1
title: A river
as_of: 2024-01-01
parties:
  up: {name: Up, red_lines: [{id: up-dam, never: dam is high and toll is none}]}
  down: {worth: [{when: dam is high, points: [-3, 0]}]}
  third: {}
blocs:
  basin: {members: [up, down], decides_by: {at_least: 2, including: [up]}}
horizon: {from: 2024-Q1, to: 2026-Q4}
issues:
  dam:
    name: The dam
    options: {none: No dam, low: A low one, high: A high one}
    today: none
    decided_by: [up, down]
    kept_by: {up: {gain: 2, detection: [0.5, 0.8], keeps_gain: true}}
    stances:
      up: high > low > none
      down:
        points: {none: [60, 80], low: 30, high: 0}
        weight: vital
        demands: {option: none, links: [toll]}
  toll:
    options: [none, some]
    today: none
    decided_by: down
rules: [{id: no-toll, require: dam is none implies toll is none}]
trust: [{from: up, to: down, level: [0.2, 0.4]}]
blocks:
  survey: {after: gauge done or toll is some, needs: [{from: up, to: down, level: 0.1}]}
  gauge: {sets: {dam: low}, window: {from: 2024-Q2}}
roadmap: {goal: survey done, shocks: {flood: {chance: 0.1, loses: 0.2}}}
ladder:
  - {rung: 1, name: First, steps: [{id: S1, name: Measure, block: gauge}]}
claims: [{id: K1, says: It helps., about: [S1, dam], holds_if: signable(dam is low) > 0}]
variants: {dry: {says: Less water., issues: {dam: {today: low}}, title: Dry}}
sources: {report: {cite: A report}}
evidence: [{for: [issues.dam.today, trust.0], source: report, basis: document}]
""")
"""Something on most sheets, right as it stands."""

NO_ROAD = {
    "case:value:17": None,
    **{f"shocks:{title}:2": None for title in ("shock", "chance", "loses")},
}
"""Without a goal nobody asks for a horizon."""

MISTAKES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "unknown holder": (
        {"stances:holder:2": "upp"},
        ["stances!B2: unknown party, bloc or camp 'upp'; did you mean 'up'?"],
    ),
    "order": (
        {"stances:order:2": "high > lo > none"},
        ["stances!C2: unknown option of 'dam': 'lo'; did you mean 'low'?\n  high > lo > none\n         ^"],
    ),
    "weight": (
        {"stances:weight:3": "vitl"},
        [
            (
                "stances!D3: 'vitl' is no weight: write a number, a range, or one of vital, important, minor;"
                " did you mean 'vital'?"
            )
        ],
    ),
    "option of points": (
        {"points:option:3": "lwo"},
        ["points!C3: unknown option of 'dam': 'lwo'; did you mean 'low'?"],
    ),
    "points": ({"points:points:3": "many"}, ["points!D3: 'many' is not a number"]),
    "range": (
        {"points:points:2": "80–60"},
        ["points!D2: the range is upside down: 80 is more than 60"],
    ),
    "formula": (
        {"rules:require:2": "dam is nne implies toll is none"},
        [
            (
                "rules!B2: unknown option of 'dam': 'nne' (options: none, low, high); did you mean 'none'?\n"
                "  dam is nne implies toll is none\n         ^"
            )
        ],
    ),
    "claim": (
        {"claims:holds_if:2": "signabel(dam is low) > 0"},
        ["claims!E2: unknown quantity 'signabel'; did you mean 'signable'?\n  signabel(dam is low) > 0\n  ^"],
    ),
    "what a claim is about": (
        {"claims:about:2": "S1, damm"},
        ["claims!D2: unknown step or issue 'damm'; did you mean 'dam'?"],
    ),
    "one of several in a cell": (
        {"issues:decided_by:2": "up, donw"},
        ["issues!E2: unknown party 'donw'; did you mean 'down'?\n  up, donw\n      ^"],
    ),
    "red line of nobody": (
        {"red_lines:holder:2": "uup"},
        ["red_lines!A2: unknown holder 'uup'; did you mean 'up'?"],
    ),
    "row of an unknown issue": (
        {"commitments:issue:2": "damm"},
        ["commitments!A2: unknown issue 'damm'; did you mean 'dam'?"],
    ),
    "what says which row it is": ({"trust:from:2": None}, ["trust!B2: trust, item 1 lacks the key 'from'"]),
    "holder left out": ({"stances:holder:2": None}, ["stances!B2: the holder is missing here"]),
    "path of a change left out": (
        {"changes_of_variants:path:3": None, "changes_of_variants:value:3": None},
        ["changes_of_variants!B3: the path is missing here"],
    ),
    "what a row of shifts is left out": (
        {"shifts:block:2": "gauge"},
        ["shifts!B2: the what is missing here"],
    ),
    "issue left out": (
        {"points:issue:2": None},
        [
            "points!A2: the issue is missing here",
            "stances!B3: the stance of 'down' omits the option 'none'",
        ],
    ),
    "needed cell left out": (
        {"issues:decided_by:3": None},
        ["issues!A3: issues.toll lacks the key 'decided_by'"],
    ),
    "twice": ({"parties:party:4": "down"}, ["parties!A4: 'down' stands already in row 3"]),
    "no yes or no": (
        {"commitments:keeps_gain:2": "yess"},
        ["commitments!F2: 'yess' is not possible here; it is 'yes' or 'no'; did you mean 'yes'?"],
    ),
    "basis": (
        {"evidence:basis:2": "dokument"},
        [
            (
                "evidence!D2: 'dokument' is not possible here; it is 'document', 'data', 'expert' or"
                " 'judgement'; did you mean 'document'?"
            )
        ],
    ),
    "path of evidence": (
        {"evidence:for:2": "issues.dam.todai"},
        ["evidence!A2: there is nothing in the case at 'issues.dam.todai'; did you mean 'issues.dam.today'?"],
    ),
    "rule of decision": (
        {"blocs:decides_by:2": "{at_least: 2, includng: [up]}"},
        [
            (
                "blocs!F2: unknown key 'includng'; did you mean 'including'?\n"
                "  {at_least: 2, includng: [up]}\n                ^"
            )
        ],
    ),
    "brace left open": (
        {"blocs:decides_by:2": "{at_least: 2"},
        ["blocs!F2: not valid YAML: a ',' or a '}' is missing before this\n  {at_least: 2\n  ^"],
    ),
    "date": ({"case:value:4": "soon"}, ["case!B4: 'soon' is no date; write it as 2010-02-01"]),
    "title left out": ({"case:value:3": None}, ["case!A1: the case lacks the key 'title'"]),
    "end left out": ({"case:value:6": None, **NO_ROAD}, ["case!A5: horizon lacks the key 'to'"]),
    "entry": (
        {"case:entry:5": "horizon.form", **NO_ROAD},
        [
            "case!A5: unknown entry 'horizon.form'; did you mean 'horizon.from'?",
            "case!A6: horizon lacks the key 'from'",
        ],
    ),
    "change": (
        {"changes_of_variants:value:2": "lwo"},
        ["changes_of_variants!C2: unknown option of 'dam': 'lwo'; did you mean 'low'?"],
    ),
    "path of a change": (
        {"changes_of_variants:path:2": "isues.dam.today"},
        ["changes_of_variants!B2: unknown key 'isues'; did you mean 'issues'?"],
    ),
    "unknown variant": (
        {"changes_of_variants:variant:2": "dri"},
        ["changes_of_variants!A2: unknown variant 'dri'; did you mean 'dry'?"],
    ),
    "the same change twice": (
        {"changes_of_variants:path:3": "issues.dam.today"},
        ["changes_of_variants!B3: 'issues.dam.today' is changed in another row already"],
    ),
    "unknown rung": ({"steps:rung:2": 7, "claims:about:2": None}, ["steps!A2: unknown rung '7'"]),
    "in both places": (
        {"issues:kept_by:2": "up"},
        ["commitments!B2: 'kept_by' of 'dam' has a value of its own in issues!F2: give it there or here"],
    ),
    "unreadable, and rows as well": (
        {"issues:kept_by:2": "["},
        ["issues!F2: not valid YAML: a ',' or a ']' is missing before this\n  [\n   ^"],
    ),
    "a range, and pairs as well": (
        {"blocks:needs:2": "0.1–0.2"},
        [
            "needs!B2: 'needs' of 'survey' has a value of its own in blocks!I2: give it there or here",
            (
                "blocks!I2: under 'trust' no level is given between anybody, as nobody decides on the block;"
                " list the pairs, as in [{from: a, to: b, level: 0.1}]"
            ),
        ],
    ),
    "column": (
        {"stances:weight:1": "weigth"},
        ["stances!D1: unknown column 'weigth'; did you mean 'weight'?"],
    ),
    "date made by the program": (
        {"stances:weight:3": dt.datetime(2024, 2, 1)},  # noqa: DTZ001 - as it stands in a cell
        [
            (
                "stances!D3: a spreadsheet program has made a date of what was typed here: format the cell as"
                " text, and type it anew; a range is 5 to 10, not 5-10"
            )
        ],
    ),
    "formula of the program": (
        {"stances:weight:3": NoValue("this cell has no value, but the error #REF!")},
        ["stances!D3: this cell has no value, but the error #REF!"],
    ),
    "several": (
        {"stances:holder:2": "upp", "trust:to:2": "dwn", "issues:today:3": "non"},
        [
            "stances!B2: unknown party, bloc or camp 'upp'; did you mean 'up'?",
            "issues!D3: unknown option of 'toll': 'non'; did you mean 'none'?",
            "trust!B2: unknown party 'dwn'; did you mean 'down'?",
            "needs!B2: under 'trust' no level is given of 'up' in 'down'",
        ],
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_cell(mistake: str) -> None:
    changes, said = MISTAKES[mistake]
    book = Book(RIVER)
    for address, value in changes.items():
        book.write(address, value)
    with pytest.raises(CaseError) as caught:
        Case.inspected(book.read().document, check_quantities)
    assert [str(problem) for problem in caught.value.problems] == [f"case.xlsx: {one}" for one in said]


def test_the_case_with_the_mistakes_is_right_without_them() -> None:
    read = Book(RIVER).read()
    assert Case.inspected(read.document, check_quantities) == RIVER
    assert read.warnings == ()


def test_per_cent_is_a_share_where_shares_stand_and_told_elsewhere() -> None:
    """Excel keeps 60% as 0.6, and shows it as 60%: as a weight, either may be meant."""
    book = Book(RIVER)
    for address in ("stances:weight:3", "trust:level:2"):
        sheet, row, column = book.place(address)
        sheet.rows[row][column] = 0.6
        sheet.percent.add((row, column))
    with pytest.raises(CaseError) as caught:
        Case.from_document(book.read().document)
    assert str(caught.value) == (
        "case.xlsx: stances!D3: the cell shows 60%, and holds 0.6: write a number without per cent"
    )


def test_what_is_the_analysts_own_is_left_out_and_told() -> None:
    book = Book(RIVER)
    book.sheets["stances"].rows[1][20] = "my remarks"
    book.sheets["stances"].rows[2][20] = "ask again"
    book.sheets["stances"].rows[2][21] = "and again"
    book.sheets["sums"] = Sheet("My sums", {1: {1: "a"}})
    read = book.read()
    assert [str(warning) for warning in read.warnings] == [
        "case.xlsx: warning: the sheet 'My sums' is not part of a case, and left out",
        "case.xlsx: stances!T1: warning: the column 'my remarks' is not part of a case, and left out",
        "case.xlsx: stances!U1: warning: a column without a title is left out",
    ]
    assert Case.from_document(read.document) == RIVER


def test_a_column_that_is_missing_is_told_once() -> None:
    book = Book(RIVER)
    book.sheets["stances"].rows[1][1] = "Thema"
    with pytest.raises(CaseError) as caught:
        Case.from_document(book.read().document)
    assert str(caught.value) == "case.xlsx: stances!A1: a column 'issue' is missing on this sheet"


def test_without_the_sheet_of_what_there_is_but_once_its_entries_are_missed_there() -> None:
    book = Book(RIVER)
    del book.sheets["case"]
    with pytest.raises(CaseError) as caught:
        Case.from_document(book.read().document)
    assert str(caught.value).splitlines()[:2] == [
        "case.xlsx: case!A1: the case lacks the key 'detente'",
        "case.xlsx: case!A1: the case lacks the key 'title'",
    ]
    assert all("!" in one.cell for one in caught.value.problems)


def test_a_sheet_whose_name_is_nearly_known_is_no_sheet_of_the_analysts_own() -> None:
    book = Book(RIVER)
    book.sheets["rules"].name = "rule"
    with pytest.raises(CaseError) as caught:
        Case.from_document(book.read().document)
    assert str(caught.value) == "case.xlsx: rule!A1: unknown sheet 'rule'; did you mean 'rules'?"


def test_columns_and_sheets_may_be_moved_and_empty_ones_deleted() -> None:
    book = Book(RIVER)
    sheet = book.sheets["stances"]
    sheet.rows = {
        row: {12 - place: value for place, value in cells.items()} for row, cells in sheet.rows.items()
    }
    book.sheets = {name: sheet for name, sheet in reversed(list(book.sheets.items())) if len(sheet.rows) > 1}
    assert Case.from_document(book.read().document) == RIVER


def test_numbers_may_be_typed_in_several_ways() -> None:
    book = Book(RIVER)
    book.write("points:points:2", "60 - 80")
    book.write("trust:level:2", "[0.2, 0.4]")
    book.write("points:points:3", "30")
    book.write("issues:kept_by:3", "up, down")
    case = Case.from_document(book.read().document)
    assert case.issues["dam"] == RIVER.issues["dam"]
    assert case.trust == RIVER.trust
    assert case.issues["toll"].kept_by == ("up", "down")


@pytest.mark.parametrize(
    ("path", "typed", "read"),
    [
        ("issues.dam.stances.down.weight", "20–35", [20, 35]),
        ("issues.dam.decided_by", "up, down", ["up", "down"]),
        ("issues.dam.decided_by", "up", "up"),
        ("issues.dam.says", "Now: a text, so", "Now: a text, so"),
        ("issues.dam.says", "null", None),
        ("issues.dam.says", '"null"', "null"),
        ("rules.no-toll.require", "dam in (none, low)", "dam in (none, low)"),
        ("issues.dam.kept_by", "{}", {}),
        ("issues.dam.stances.down.demands", "{option: [none], cost: 2}", {"option": ["none"], "cost": 2}),
    ],
)
def test_what_a_variant_changes_is_written_as_on_the_sheet_of_its_own(
    path: str, typed: object, read: object
) -> None:
    book = Book(RIVER)
    book.write("changes_of_variants:path:2", path)
    book.write("changes_of_variants:value:2", typed)
    found = book.read().document.tree["variants"]["dry"]
    for key in path.split("."):
        found = found[key]
    assert found == read


ODD = (
    *(
        None,
        "a",
        "x y",
        "[",
        "{",
        "[a",
        "{a: 1}",
        "[1, 2]",
        "a: b",
        "null",
        "yes",
        "–",
        "1–2",
        "20%",
        "#",
        "&a",
    ),
    *(
        "*a",
        "!x",
        "'",
        '"',
        ">",
        "|",
        "a, b",
        "a\nb",
        "`",
        "up",
        "dam",
        "none",
        "issues.dam",
        ".",
        "variants.dry",
    ),
    *(0, -1.5, 1e300, True, dt.datetime(2020, 1, 1), dt.time(1), NoValue("no value")),  # noqa: DTZ001 - as above
)


@given(st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_whatever_is_typed_every_problem_has_its_cell(chance: Random) -> None:
    book = Book(RIVER)
    for _ in range(chance.randint(1, 4)):
        sheet = chance.choice(list(book.sheets.values()))
        title = chance.choice(list(sheet.rows[1].values()))
        row = chance.randint(2, len(sheet.rows) + 1)
        book.write(f"{sheet.name}:{title}:{row}", chance.choice(ODD))
    try:
        Case.inspected(book.read().document, check_quantities)
        problems: tuple[Problem, ...] = ()
    except CaseError as error:
        problems = error.problems
    assert [problem for problem in problems if "!" not in problem.cell] == []


TREATY = Case.from_text("""\
regimes:
  cfe:
    extends: cfe-1990
    declarations: null
    states: {atlantis: null}
    exclusions: {transit: null}
    quotas: null
""")


def test_what_a_regime_leaves_out_stands_in_a_column() -> None:
    """What the treaty has is left out by null; a state that it has not is added so."""
    book = Book(TREATY)
    assert book.cell("regimes:without:2") == "declarations, exclusions.transit, quotas"
    assert book.cell("members:state:2") == "atlantis"
    back = Case.from_document(book.read().document)
    assert back == TREATY
    assert "transit" not in back.regimes["cfe"].exclusions
    assert "atlantis" in back.regimes["cfe"].states


def test_a_treaty_that_nobody_knows_is_told_with_its_cell() -> None:
    book = Book(TREATY)
    book.write("regimes:extends:2", "cfe-1991")
    with pytest.raises(CaseError) as caught:
        Case.from_document(book.read().document)
    said = "case.xlsx: regimes!D2: no bundled regime is called 'cfe-1991'; there are cfe-1990, "
    assert str(caught.value).startswith(said)
    assert all(one.cell for one in caught.value.problems)


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ("declaratons", "there is nothing to leave out at 'declaratons'; did you mean 'declarations'?"),
        ("limits.none.note", "there is nothing to leave out at 'limits.none.note'"),
        ("name", "'name' is left out here, and stands on another sheet"),
    ],
)
def test_what_a_regime_cannot_leave_out_is_told(without: str, said: str) -> None:
    book = Book(TREATY)
    book.write("regimes:name:2", "The treaty")
    book.write("limits:regime:2", "cfe")
    book.write("limits:id:2", "flank")
    book.write("regimes:without:2", without)
    sheet, row, column = book.place("regimes:without:2")
    with pytest.raises(CaseError) as caught:
        Case.from_document(book.read().document)
    assert f"case.xlsx: {sheet.address(row, column)}: {said}" in str(caught.value)


def test_nothing_of_a_case_is_told() -> None:
    book = Book(RIVER)
    book.sheets = {}
    with pytest.raises(CaseError, match="nothing of a case stands in this file"):
        book.read()
