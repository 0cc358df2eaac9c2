"""The command between cases and .gmcr files: what it writes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "elmira --today 2 --out elmira.yaml",
            [
                "--today is of a .gmcr file: a case says itself what holds today",
                "a .gmcr file is made of a case: name it with --out",
            ],
        ),
        ("elmira", ["a .gmcr file is made of a case: name it with --out"]),
        (
            "{file} --variant calm --out a.gmcr",
            [
                "--variant is of a case, and a .gmcr file has no variants",
                "a case is made of a .gmcr file: with --out, name one that ends in .yaml",
            ],
        ),
        ("{file} --today 7", ["there is no state 7: they go from 1 to 6"]),
        ("a.gmcr --out a.gmcr", ["a.gmcr: this file is read, and would be written over; name another one"]),
        ("b.yaml --out a.gmcr", ["b.yaml:19:3: 'fields' cannot", "b.yaml:39:3: this makes 9", "2 problems"]),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    line: str, said: list[str], tmp_path: Path
) -> None:
    text = FILE.read_text(encoding="utf-8")
    (tmp_path / "a.gmcr").write_text(text, encoding="utf-8")
    moves = "    decided_by: down\n    moves: [{from: dry, to: wet, decided_by: up}]\n"
    (tmp_path / "b.yaml").write_text(OVER_ISSUES.replace("    decided_by: down\n", moves), encoding="utf-8")
    done = run("convert", *line.format(file=FILE).split(), folder=tmp_path, expect=2)
    assert done.stdout == ""
    told = [one for one in done.stderr.splitlines() if not one.startswith("  ")]
    assert len(told) == len(said)
    assert all(one.startswith(words) for one, words in zip(told, said, strict=True))
    assert (tmp_path / "a.gmcr").read_text(encoding="utf-8") == text
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.gmcr", "b.yaml"]
