"""The command ``detente sample``: what it prints, and what it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from detente.case.problems import CaseError
from detente.cli import app, run
from detente.verification.sampling.strata.strata_file import read_strata

if TYPE_CHECKING:
    from pathlib import Path

STRATA = "stratum,population,cost,detection\ntanks,200,3,0.9\nguns,300,1,\n"


def _asked(line: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["sample", *line.split(), "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _refused(line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr("sys.argv", ["detente", "sample", *line.split()])
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return said


def test_the_least_sample_has_the_keys_that_are_promised() -> None:
    """The cell N=1000, d=10 of the catalog: 258, and 259 by the IAEA's formula."""
    found = _asked("--population 1000 --violations 10 --level 0.95 --detection 1")
    assert (found["n"], found["iaea"], found["jaech"], found["exactness"]) == (258, 259, 258, "exact")
    assert found["probability"] >= 0.95 > found["probability_one_fewer"]


def test_decimals_and_fractions_are_the_same_number() -> None:
    """With 95 of 100 the probability for one violation is exactly 95 %: a float would not be."""
    assert _asked("--population 100 --violations 1 --level 19/20") == _asked(
        "--population 100 --violations 1 --level .95"
    )
    assert _asked("--population 100 --violations 1")["n"] == 95
    assert _asked("--population 100 --violations 1 --detection 0.95")["n"] == 100


def test_a_sample_alone_asks_what_it_finds_and_with_violations_how_probably() -> None:
    inverse = _asked("--population 1000 --sample 258")
    assert (inverse["question"], inverse["violations"], inverse["n"]) == ("least violations", 10, 258)
    both = _asked("--population 10 --violations 2 --sample 4")
    assert (both["question"], both["probability_exact"], both["reached"]) == ("probability", "2/3", False)


def test_strata_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "strata.csv"
    path.write_text(STRATA, encoding="utf-8")
    found = _asked(f"--strata {path} --violations 10")
    assert (found["cost"], found["exactness"]) == (249, "exact")
    assert [row["n"] for row in found["strata"]] == [57, 78]
    dearer = _asked(f"--strata {path} --violations 10 --detection 0.9")
    assert dearer["strata"][1]["detection"] == 0.9
    written = "stratum,population,violations\na,100,1\nb,100,1\n"
    path.write_text(written, encoding="utf-8")
    assert _asked(f"--strata {path} --cost 2")["cost"] == 190


def test_everything_that_is_wrong_with_a_file_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "strata.csv"
    path.write_text(
        "stratum;population;cost;detection;violations\ntanks;0;3;0,9;\ntanks;300;x;2;1\n;many;;;\n",
        encoding="utf-8",
    )
    said = _refused(f"--strata {path}", monkeypatch, capsys)
    for place in ("2:7", "3:1", "3:11", "3:13", "3:15", "4:1", "4:2"):
        assert f"{path}:{place}: " in said
    assert "7 problems" in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty"),
        ("stratum,population\n", "there is no stratum below the names of the columns"),
        ("name,size\na,5\n", "the first line must name the columns"),
        ("stratum,populaton\na,5\n", "population"),
        ("stratum,population\na,5\na,6\n", "the stratum 'a' stands already on line 2"),
        ("stratum,population\na,5,7\n", "3 values stand here under 2 columns"),
        ("stratum,population\na,5\n", "the violations in a are not given"),
        ("stratum,population,violations\na,5,6\n", "'6' is not from 0 to 5"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    text: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "strata.csv"
    path.write_text(text, encoding="utf-8")
    assert says in _refused(f"--strata {path}", monkeypatch, capsys)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("--violations 3", "--population"),
        ("--population 10", "--violations"),
        ("--population 10 --violations 11", "from 0 to 10, and is 11"),
        ("--population 10 --violations 1 --sample 11", "the sample must be a whole number from 0 to 10"),
        (
            "--population 10 --violations 1 --level 95",
            "--level is a probability from 0 to 1, and 95 is above 1",
        ),
        ("--population 10 --violations 1 --detection often", "--detection: 'often' is no number"),
        ("--population 10 --violations 1 --cost -3", "--cost: '-3' is no number"),
        ("--population 10 --strata x.csv", "is for one population, and strata are given"),
        ("--strata there-is-none.csv", "there-is-none.csv"),
    ],
)
def test_what_makes_no_question_is_refused(
    line: str, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert says in " ".join(_refused(line, monkeypatch, capsys).split())


def test_a_column_that_is_misspelt_is_told_and_one_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "strata.csv"
    path.write_text("stratum,population,costs,detecton\na,20,3,0.5\n", encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_strata(path)
    told = [(problem.message, problem.suggestion) for problem in caught.value.problems]
    assert told == [
        ("no column is called 'costs'", "cost"),
        ("no column is called 'detecton'", "detection"),
    ]
    path.write_text("stratum,population,colour,\na,20,red,\n", encoding="utf-8")
    assert [one.population for one in read_strata(path)] == [20]
