"""The command as its users meet it, in a process of its own: what it prints, writes and refuses."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

CASE = """\
regimes:
  treaty:
    states: {a: , b: }
    categories: {tank: }
    zones: {centre: }
    limits:
      - {id: top, article: Article IV, on: [a, b], at_most: {tank: 5}, confidence: confirmed}
    thresholds:
      - {id: it, article: V, asks: notify, from: {tank: 250}, days_before: 42, confidence: recalled}
    quotas: [{id: sites, article: Section II, share: 0.2, confidence: recalled}]
    objects: {a: 10}
    declarations: [{by: a, as_of: 2000-01-01, holdings: [{category: tank, count: 7}]}]
    inspected:
      a: {objects: 10, quota: sites, breach: 2, gain: 1, penalty: 2}
    designs: {more: {inspections: 5, cost: 3}}
"""
DECLARED = "date,party,category,count,complete\n2000-06-01,a,tank,3,yes\n2000-06-01,b,tank,4,yes\n"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    command = [sys.executable, "-m", "detente", "verification", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def printed(folder: Path, *arguments: str) -> dict[str, Any]:
    found = run(folder, "case.yaml", "--json", *arguments)
    assert (found.returncode, found.stderr) == (0, "")
    said: dict[str, Any] = json.loads(found.stdout)
    return said


def test_the_documented_keys_are_printed(tmp_path: Path) -> None:
    said = printed(tmp_path)
    assert {"verdicts", "balance", "detection", "deterrence"} <= set(said)
    first, second = said["verdicts"]
    asked = ("regime", "article", "party", "category", "limit", "counted", "verdict")
    assert [first[key] for key in asked] == ["treaty", "Article IV", "a", "tank", 5, 7, "exceeded"]
    assert [second[key] for key in asked] == [
        "treaty",
        "Article IV",
        "b",
        "tank",
        5,
        [0, None],
        "cannot be told",
    ]
    side = said["detection"]["treaty"]["a"]
    # By hand: two of ten inspected, of which two show it: 1 - 8 * 7 / (10 * 9).
    assert side["probability"] == pytest.approx(17 / 45)
    assert side["designs"]["more"]["probability"] == pytest.approx(1 - 20 / 90)
    deters = said["deterrence"]["treaty"]["a"]
    assert (deters["threshold"], deters["deters"]) == ("1/3", True)
    assert [one["inspections"] for one in said["quotas"]] == [2]


def test_files_and_a_day_change_what_is_judged(tmp_path: Path) -> None:
    (tmp_path / "declared.csv").write_text(DECLARED, encoding="utf-8")
    expected = {"2000-05-31": ["exceeded", "cannot be told"], "2000-06-01": ["met", "met"]}
    said = {day: printed(tmp_path, "--declarations", "declared.csv", "--as-of", day) for day in expected}
    assert {day: one["date"] for day, one in said.items()} == dict(zip(expected, expected, strict=True))
    found = {day: [verdict["verdict"] for verdict in one["verdicts"]] for day, one in said.items()}
    assert found == expected
    [balance] = said["2000-06-01"]["balance"]
    assert (balance["difference"], balance["outcome"]) == (-4, "differs")


def test_tables_and_the_answer_go_into_files(tmp_path: Path) -> None:
    found = run(tmp_path, "case.yaml", "--csv", "tables", "--out", "said.txt")
    assert found.returncode == 0
    tables = {
        path.stem: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for path in (tmp_path / "tables").iterdir()
    }
    assert {"verdicts", "counted", "balance", "notifications", "excesses", "quotas", "detection"} <= set(
        tables
    )
    assert [row["verdict"] for row in tables["verdicts"]] == ["exceeded", "cannot be told"]
    assert [row["design"] for row in tables["detection"]] == ["as it is", "more"]
    assert (
        "A holds 7 tank: 2 more than allowed, at most 5 (Article IV)." in (tmp_path / "said.txt").read_text()
    )


def test_draws_are_told_with_their_seed_and_are_the_same_again(tmp_path: Path) -> None:
    first, again = (printed(tmp_path, "--draws", "20", "--seed", "3") for _ in range(2))
    assert first == again
    assert (first["ensemble"]["draws"], first["ensemble"]["seed"]) == (20, 3)
    # Nothing here is uncertain.
    assert [one["share_deterred"] for one in first["ensemble"]["sides"]] == [1, 1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--as-of", "20000601"), "'20000601' is no date; write it as 2010-02-01"),
        (("--as-of", "2000-W05-1"), "is no date"),
        (("--as-of", "2000-02-30"), "there is no such day as 2000-02-30"),
        (("--as-of", "undated"), "a date is needed here"),
        (("--regime", "traety"), "unknown regime 'traety'; did you mean 'treaty'?"),
        (("--declarations", "nothing.csv"), "no such file"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    found = run(tmp_path, "case.yaml", *arguments, "--csv", "tables", "--out", "said.txt")
    assert (found.returncode, found.stdout) == (2, "")
    assert message in found.stderr
    assert "Traceback" not in found.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"case.yaml"}


def test_a_bad_file_is_refused_with_every_slip_and_nothing_is_written(tmp_path: Path) -> None:
    text = "date,party,category,count\n2000-06-01,a,tank,-3\n2000-06-01,c,tnak,4\n"
    (tmp_path / "declared.csv").write_text(text, encoding="utf-8")
    found = run(
        tmp_path, "case.yaml", "--declarations", "declared.csv", "--csv", "tables", "--out", "said.txt"
    )
    assert found.returncode == 2
    for message in (
        "declared.csv:2:19: '-3' is negative",
        "declared.csv:3:12: unknown state 'c'",
        "declared.csv:3:14: unknown category 'tnak'; did you mean 'tank'?",
    ):
        assert message in found.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"case.yaml", "declared.csv"}


def test_a_case_without_regimes_says_so(tmp_path: Path) -> None:
    found = run(tmp_path, "harbour")
    assert (found.returncode, found.stderr) == (0, "")
    assert "The case has no regimes" in found.stdout
    refused = run(tmp_path, "harbour", "--regime", "cfe")
    assert refused.returncode == 2
    assert "the case has no regimes" in refused.stderr
