"""The command between cases and .gmcr files: what it writes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from detente.case.case import Case, load
from tests.cli.command import run, run_alone
from tests.stability.conflicts import OVER_ISSUES

FILE = Path(__file__).parents[1] / "formats" / "gmcr" / "euphrates.gmcr"


def _lasting(case: str, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("stability", case, "--json", folder=folder).stdout)
    return found


def test_a_file_of_gmcr_becomes_a_case_and_a_file_again(tmp_path: Path) -> None:
    done = run_alone("convert", str(FILE), "--today", "6", "--out", "case.yaml", folder=tmp_path)
    assert done.stdout == ""
    assert done.stderr == "euphrates.gmcr: warning: what stands at 'coalitions' is not part of the case\n"
    assert "no errors" in run("check", "case.yaml", folder=tmp_path).stdout
    again = run("convert", "case.yaml", "--out", "again.GMCR", folder=tmp_path)
    assert again.stdout == again.stderr == ""
    of_case = _lasting("case.yaml", tmp_path)
    of_file, at_first = _lasting("again.GMCR", tmp_path), _lasting(str(FILE), tmp_path)
    assert of_case["equilibria"] == of_file["equilibria"] == at_first["equilibria"]
    assert of_case["status_quo"] == 6
    assert sorted(one.name for one in tmp_path.iterdir()) == ["again.GMCR", "case.yaml"]


def test_a_case_is_shown_on_the_screen() -> None:
    assert run("convert", str(FILE)).stdout.startswith("# Made from euphrates.gmcr: each option is an issue")


def test_a_case_becomes_an_excel_file_and_a_case_again(tmp_path: Path) -> None:
    """As an analyst goes about it: to Excel, one cell changed, checked, asked, and back."""
    done = run("convert", "harbour", "harbour.xlsx", folder=tmp_path)
    assert done.stdout == ""
    assert done.stderr == (
        "harbour: warning: 5 comments are left behind: an Excel file has no place for what stands after a #\n"
    )
    assert "no errors" in run("check", "harbour.xlsx", folder=tmp_path).stdout
    done = run("convert", "harbour.xlsx", "harbour.yaml", folder=tmp_path)
    assert done.stdout == done.stderr == ""
    assert load(tmp_path / "harbour.yaml") == load("harbour")
    book = load_workbook(tmp_path / "harbour.xlsx")
    book["parties"]["A2"] = "nobody else"
    book["stances"]["M1"] = "my remarks"
    book.save(tmp_path / "harbour.xlsx")
    done = run("convert", "harbour.xlsx", "again.yaml", folder=tmp_path, expect=2)
    assert "harbour.xlsx: stances!M1: warning: the column 'my remarks' is not part" in done.stderr
    assert "harbour.xlsx: parties!A2: 'nobody else' is no short name" in done.stderr
    assert not (tmp_path / "again.yaml").exists()


def test_a_variant_and_a_file_of_gmcr_become_excel_files(tmp_path: Path) -> None:
    run("convert", "harbour", "--variant", "five_of_six", "--out", "five.XLSX", folder=tmp_path)
    alone = Case.from_text(load("harbour", "five_of_six").to_yaml())
    assert Case.from_text(run("convert", "five.XLSX", folder=tmp_path).stdout) == alone
    run("convert", str(FILE), "euphrates.xlsx", "--today", "6", folder=tmp_path)
    run("convert", str(FILE), "euphrates.yaml", "--today", "6", folder=tmp_path)
    text = run("convert", "euphrates.xlsx", folder=tmp_path).stdout
    assert Case.from_text(text) == load(tmp_path / "euphrates.yaml")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("harbour a.xlsx --out b.xlsx", ["what to write is named once: after the file, or with --out"]),
        ("a.xlsx a.xlsx", ["a.xlsx: this file is read, and would be written over; name another one"]),
        ("a.xlsx a.pdf", ["a case is made of an Excel file: name one that ends in .yaml"]),
        ("b.xlsx a.yaml", ["b.xlsx: there is no such file", "1 problem"]),
        ("harbour no/a.xlsx", ["no/a.xlsx: cannot be written (No such file or directory)", "1 problem"]),
        (
            "elmira --today 2 --out elmira.yaml",
            [
                "--today is of a .gmcr file: a case says itself what holds today",
                "an .xlsx or a .gmcr file is made of a case: name it, as in `detente convert CASE out.xlsx`",
            ],
        ),
        (
            "elmira",
            ["an .xlsx or a .gmcr file is made of a case: name it, as in `detente convert CASE out.xlsx`"],
        ),
        (
            "{file} --variant calm --out a.gmcr",
            [
                "--variant is of a case, and a .gmcr file has no variants",
                "a case is made of a .gmcr file: with --out, name one that ends in .yaml",
                "a.gmcr: the file exists already; name another one, or remove it first",
            ],
        ),
        ("{file} --today 7", ["there is no state 7: they go from 1 to 6"]),
        ("a.gmcr --out a.gmcr", ["a.gmcr: this file is read, and would be written over; name another one"]),
        ("harbour a.xlsx", ["a.xlsx: the file exists already; name another one, or remove it first"]),
        ("harbour.gmcr b.yaml", ["b.yaml: the file exists already; name another one, or remove it first"]),
        ("b.yaml --out c.gmcr", ["b.yaml:19:3: 'fields' cannot", "b.yaml:39:3: this makes 9", "2 problems"]),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    line: str, said: list[str], tmp_path: Path
) -> None:
    text = FILE.read_text(encoding="utf-8")
    (tmp_path / "a.gmcr").write_text(text, encoding="utf-8")
    moves = "    decided_by: down\n    moves: [{from: dry, to: wet, decided_by: up}]\n"
    (tmp_path / "a.xlsx").write_bytes(b"")
    (tmp_path / "b.yaml").write_text(OVER_ISSUES.replace("    decided_by: down\n", moves), encoding="utf-8")
    done = run("convert", *line.format(file=FILE).split(), folder=tmp_path, expect=2)
    assert done.stdout == ""
    told = [one for one in done.stderr.splitlines() if not one.startswith("  ")]
    assert len(told) == len(said)
    assert all(one.startswith(words) for one, words in zip(told, said, strict=True))
    assert (tmp_path / "a.gmcr").read_text(encoding="utf-8") == text
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.gmcr", "a.xlsx", "b.yaml"]
    assert (tmp_path / "a.xlsx").read_bytes() == b""
