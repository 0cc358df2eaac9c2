"""Files of declarations, changes and activities: CSV and Excel say the same, and every slip has its place."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook

from detente.case.problems import CaseError
from detente.verification.analysis import analyse
from detente.verification.files.declared import with_files
from tests.small_regimes import limit, regime_case

if TYPE_CHECKING:
    from pathlib import Path

    from detente.case.case import Case

TABLES: dict[str, list[list[Any]]] = {
    "declarations": [
        ["date", "party", "category", "count", "zone", "site", "status", "excluded", "complete"],
        ["2000-01-01", "a", "tank", 7, "centre", "Base 1", "active", None, "yes"],
        ["2000-01-01", "a", "Tanks of war", "2-3", "the flank", None, "STORED", None, None],
        ["2000-01-01", "a", "tank", 5, "centre", None, None, "export", None],
        ["2000-01-01", "State B", "acv", "unknown", None, None, "unknown", None, "no"],
    ],
    "changes": [
        ["date", "party", "category", "count", "from_zone", "to_zone", "excluded", "says"],
        ["2000-02-01", "a", "tank", 2, "centre", "flank", None, "moved"],
        ["2000-02-02", "a", "tank", 5, "centre", None, "export", "sold, at last"],
    ],
    "activities": [
        ["id", "party", "begins", "ends", "tank", "T72", "notified"],
        ["exercise", "a", "2000-06-15", "2000-06-20", 300, None, "2000-05-04"],
        ["manoeuvre", "b", "2000-06-15", None, "unknown", 12, None],
    ],
}
NOTIFY = {"id": "notify", "article": "V", "confidence": "recalled", "asks": "notify", "days_before": 42}


def case() -> Case:
    return regime_case(
        states={"a": None, "b": {"name": "State B"}},
        categories={"tank": {"name": "Tanks of war"}, "acv": None, "T72": {"within": "tank"}},
        zones={"centre": None, "flank": {"name": "the flank"}},
        limits=[limit("centre", 4, zone="centre"), limit("flank", 4, zone="flank"), limit("b", 9, on="b")],
        thresholds=[{**NOTIFY, "from": {"tank": 250}}],
    )


def written(folder: Path, table: str, rows: list[list[Any]], kind: str) -> Path:
    path = folder / f"{table}.{kind}"
    if kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    else:
        book = Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append(row)
        book.save(path)
    return path


def given(folder: Path, kind: str) -> dict[str, Any]:
    return {table: written(folder, table, rows, kind) for table, rows in TABLES.items()}


def test_csv_and_excel_give_what_the_case_would_say_itself(tmp_path: Path) -> None:
    found = {kind: analyse(with_files(case(), **given(tmp_path, kind))).to_json() for kind in ("csv", "xlsx")}
    assert found["csv"] == found["xlsx"]
    holdings = [
        {"category": "tank", "count": 7, "zone": "centre"},
        {"category": "tank", "count": [2, 3], "zone": "flank", "status": "stored"},
        {"category": "tank", "count": 5, "zone": "centre", "excluded": "export"},
    ]
    unknown = {"category": "acv", "count": "unknown", "status": "unknown"}
    move = {
        "by": "a",
        "on": "2000-02-01",
        "category": "tank",
        "count": 2,
        "from_zone": "centre",
        "to_zone": "flank",
    }
    sold = {"by": "a", "on": "2000-02-02", "category": "tank", "count": 5, "from_zone": "centre"}
    exercise = {
        "id": "exercise",
        "by": "a",
        "begins": "2000-06-15",
        "ends": "2000-06-20",
        "of": {"tank": 300},
    }
    manoeuvre = {"id": "manoeuvre", "by": "b", "begins": "2000-06-15", "of": {"tank": "unknown", "T72": 12}}
    parts = case().regimes["treaty"].model_dump(mode="json", by_alias=True, exclude_defaults=True)
    inline = regime_case(
        **{
            **parts,
            "declarations": [
                {"by": "a", "as_of": "2000-01-01", "complete": True, "holdings": holdings},
                {"by": "b", "as_of": "2000-01-01", "holdings": [unknown]},
            ],
            "changes": [move, {**sold, "excluded": "export"}],
            "activities": [{**exercise, "notified": "2000-05-04"}, manoeuvre],
        }
    )
    assert analyse(inline).to_json() == found["csv"]
    verdicts = {one["id"]: (one["counted"], one["verdict"]) for one in found["csv"]["verdicts"]}
    assert verdicts["centre"] == (5, "exceeded")
    assert verdicts["flank"] == ([4, 5], "cannot be told")


SLIPS = [
    ("date", "2000-02-30", "there is no such day as 2000-02-30"),
    ("date", "1 June", "'1 June' is no date"),
    ("date", "", "a date is missing here"),
    ("party", "c", "unknown state 'c'"),
    ("party", "", "the state is missing"),
    ("category", "tnak", "unknown category 'tnak'; did you mean 'tank'?"),
    ("count", "-3", "'-3' is negative: a number of items is 0 or more"),
    ("count", "7.5", "'7.5' is no number of items"),
    ("count", "9-3", "did you mean '3-9'?"),
    ("count", "1 000", "did you mean '1000'?"),
    ("count", "", "a number is missing; write 0 for none, or unknown"),
    ("count", "9999999999", "is too large"),
    ("zone", "flnk", "unknown zone 'flnk'; did you mean 'flank'?"),
    ("status", "rusty", "'rusty' is no way to hold items"),
    ("excluded", "exprt", "unknown exclusion 'exprt'; did you mean 'export'?"),
    ("complete", "perhaps", "'perhaps' is neither yes nor no"),
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_slip_of_a_file_is_told_at_once_with_its_line_and_column(tmp_path: Path, kind: str) -> None:
    header = TABLES["declarations"][0]
    good = dict(zip(header, TABLES["declarations"][1], strict=True))
    rows = [header, *([{**good, column: text}[name] for name in header] for column, text, _ in SLIPS)]
    with pytest.raises(CaseError) as told:
        with_files(case(), declarations=written(tmp_path, "declarations", rows, kind))
    problems = told.value.problems
    assert len(problems) == len(SLIPS)
    for line, (problem, (column, _, message)) in enumerate(zip(problems, SLIPS, strict=True), start=2):
        assert message in str(problem)
        assert problem.place.line == line
        before = ",".join(
            str(one or "") for one in list({**good, column: ""}.values())[: header.index(column)]
        )
        assert problem.place.column == len(before) + 1 + bool(before)
        cell = f", cell {'ABCDEFGHI'[header.index(column)]}{line}: "
        place = f":{line}:{problem.place.column}: "
        assert (place if kind == "csv" else cell) in str(problem)


def test_slips_of_all_files_are_told_together(tmp_path: Path) -> None:
    wrong = {
        "declarations": [TABLES["declarations"][0], ["2000-01-01", "c", "tank", 1]],
        "changes": [TABLES["changes"][0], ["2000-02-01", "a", "tank", 2, None, None]],
        "activities": [
            TABLES["activities"][0],
            ["x", "a", "2000-06-15", "2000-06-01", 1],
            ["y", "a", "2000-06-15"],
            ["y", "a", "2000-06-15"],
        ],
    }
    files: dict[str, Any] = {table: written(tmp_path, table, rows, "csv") for table, rows in wrong.items()}
    with pytest.raises(CaseError) as told:
        with_files(case(), **files)
    said = [problem.message for problem in told.value.problems]
    assert said == [
        "the activity ends before it begins (2000-06-15)",
        "the id 'y' is used twice",
        "items leave a zone, enter one, or both: name it",
        "unknown state 'c'",
    ]


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        ("declarations", "", "the file is empty"),
        ("declarations", "date,party,category,count\n", "the file has no entries"),
        ("declarations", "date,party,category\n2000-01-01,a,tank\n", "there is no column 'count'"),
        ("declarations", "date,party,category,cuont\n2000-01-01,a,tank,1\n", "did you mean 'count'?"),
        (
            "declarations",
            "date,party,category,count,zon\n",
            "no column is called 'zon'; did you mean 'zone'?",
        ),
        ("declarations", "title: A case\nparties: {}\n", "the first line must name the columns"),
        ("declarations", "date,party,category,count\n2000-01-01,a,tank,1,2\n", "5 values stand here under 4"),
        ("changes", "date,party,category,count\n2000-01-01,a,tank,1\n", "no column 'from_zone' or 'to_zone'"),
        (
            "activities",
            "id,party,begins,tnak\nx,a,2000-01-01,1\n",
            "no category is called 'tnak'; did you mean 'tank'",
        ),
        ("activities", "id,party,begins,ships\nx,a,2000-01-01,1\n", "no category is called 'ships'"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, table: str, text: str, message: str) -> None:
    path = tmp_path / f"{table}.csv"
    path.write_text(text, encoding="utf-8")
    files: dict[str, Any] = {table: path}
    with pytest.raises(CaseError) as told:
        with_files(case(), **files)
    assert message in str(told.value)


def test_files_of_another_kind_are_told(tmp_path: Path) -> None:
    picture = tmp_path / "picture.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    latin = tmp_path / "latin.csv"
    latin.write_bytes("date,party\n2000-01-01,Hälle\n".encode("latin-1"))
    for path, message in (
        (picture, "this is no Excel file that can be read"),
        (latin, "UTF-8"),
        (tmp_path / "nothing.csv", "no such file"),
        (tmp_path / "nothing.xlsx", "there is no such file"),
        (tmp_path, "this is a folder"),
    ):
        with pytest.raises(CaseError) as told:
            with_files(case(), declarations=path)
        assert message in str(told.value)


def test_of_formulas_count_the_values_and_one_without_a_value_is_told(tmp_path: Path) -> None:
    """Openpyxl stores no value; such a cell was once taken for an empty one."""
    path = written(tmp_path, "declarations", TABLES["declarations"], "xlsx")
    book = load_workbook(path)
    book.worksheets[0]["D2"] = "=3+4"
    book.worksheets[0]["C3"] = "=C2"
    book.save(path)
    with pytest.raises(CaseError) as told:
        with_files(case(), declarations=path)
    assert [one.cell for one in told.value.problems] == ["D2", "C3"]
    assert all("the formula here has no value stored with it" in str(one) for one in told.value.problems)


def test_an_error_in_a_column_of_ones_own_does_no_harm(tmp_path: Path) -> None:
    rows = [*TABLES["declarations"]]
    rows[0], rows[1] = [*rows[0], "my sums"], [*rows[1], "#DIV/0!"]
    path = written(tmp_path, "declarations", rows, "xlsx")
    assert load_workbook(path).worksheets[0]["J2"].data_type == "e"
    found = with_files(case(), declarations=path)
    plain = with_files(case(), declarations=written(tmp_path, "declarations", TABLES["declarations"], "csv"))
    assert found == plain


def test_an_empty_sheet_is_empty(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="the file is empty"):
        with_files(case(), declarations=written(tmp_path, "declarations", [], "xlsx"))


def test_without_openpyxl_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "declarations", TABLES["declarations"], "xlsx")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(
        CaseError, match=r"needs openpyxl: `pip install detente\[excel\]`, or save the sheet as CSV"
    ):
        with_files(case(), declarations=path)


def test_an_exclusion_must_apply_to_the_category_as_in_a_case(tmp_path: Path) -> None:
    text = "date,party,category,count,excluded\n2000-01-01,a,tank,1,export\n"
    path = tmp_path / "declarations.csv"
    path.write_text(text, encoding="utf-8")
    of = regime_case(
        exclusions={"export": {"article": "III", "confidence": "recalled", "categories": ["acv"]}}
    )
    with pytest.raises(CaseError, match="'export' does not apply to 'tank'"):
        with_files(of, declarations=path)


def test_a_file_needs_to_know_of_which_regime_it_speaks(tmp_path: Path) -> None:
    path = written(tmp_path, "declarations", TABLES["declarations"], "csv")
    treaty = case().regimes["treaty"]
    two = case().model_copy(update={"regimes": {"one": treaty, "two": treaty}})
    with pytest.raises(CaseError, match="several regimes: say which one the files speak of, one, two"):
        with_files(two, declarations=path)
    assert with_files(two, regime="two", declarations=path).regimes["two"].declarations
    with pytest.raises(CaseError, match=r"unknown regime 'oen'; did you mean 'one'\?"):
        with_files(two, regime="oen", declarations=path)
    with pytest.raises(CaseError, match="the case has no regime"):
        with_files(case().model_copy(update={"regimes": {}}), declarations=path)


def test_an_entry_that_stands_twice_in_a_file_is_told_and_not_added_up(tmp_path: Path) -> None:
    path = tmp_path / "declared.csv"
    head = "date,party,category,count,zone,unit\n"
    path.write_text(head + 2 * "2000-01-01,a,tank,3,centre,\n", encoding="utf-8")
    with pytest.raises(CaseError, match="this entry stands already on line 2"):
        with_files(regime_case(), declarations=path)
    changes = tmp_path / "changes.csv"
    moved = "2000-02-01,a,tank,2,centre,flank\n"
    changes.write_text(f"date,party,category,count,from_zone,to_zone\n{moved}{moved}", encoding="utf-8")
    with pytest.raises(CaseError, match=r"this entry stands already on line 2; .* by unit"):
        with_files(regime_case(), changes=changes)
    units = "".join(f"2000-01-01,a,tank,3,centre,{unit}\n" for unit in ("1st", "2nd"))
    path.write_text(head + units, encoding="utf-8")
    [declared] = with_files(regime_case(), declarations=path).regimes["treaty"].declarations
    assert len(declared.holdings) == 2
