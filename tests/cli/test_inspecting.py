"""The command that asks about inspections over time."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from detente.cli import app
from tests.cli.command import run as run_whole
from tests.cli.test_commands import RUN_THEN_MODULES

if TYPE_CHECKING:
    from pathlib import Path


def run(line: str, expect: int = 0) -> str:
    done = CliRunner().invoke(app, ["inspect", *line.split()])
    assert done.exit_code == expect, done.output
    return done.output


def asked(line: str) -> dict[str, object]:
    found = json.loads(run(f"{line} --json"))
    assert isinstance(found, dict)
    return found


def test_the_value_is_a_fraction() -> None:
    """v(6, 2) = C(5, 2) / (1 + 6 + 15)."""
    found = asked("--periods 6 --inspections 2")
    assert (found["value"], found["inspect"], found["violate"]) == ("5/11", "3/11", "7/55")
    assert found["zero_sum"] is True
    assert found["exactness"] == "exact"


@pytest.mark.parametrize(
    ("written", "as_fraction"), [("0.1", "1/10"), ("1/3", "1/3"), ("2/4", "1/2"), ("+3", "3")]
)
def test_numbers_are_read_exactly(written: str, as_fraction: str) -> None:
    found = asked(f"--periods 2 --inspections 1 --penalty {written}")
    assert found["penalty"] == as_fraction
    assert Fraction(str(found["value"])) == 1 / (2 + Fraction(as_fraction))


def test_announced_the_inspector_loses_less() -> None:
    line = "--periods 2 --inspections 1 --caught 1/2"
    without, announced = asked(line), asked(f"{line} --announced")
    assert (without["inspector"], announced["inspector"]) == ("-2/3", "-1/3")
    assert without["inspector_announced"] == announced["inspector"]
    assert without["value"] == announced["value"] == "1/3"
    assert announced["legal"] == "while inspections remain"


def test_a_negative_number_may_follow_its_option() -> None:
    assert asked("--periods 2 --inspections 1 --caught -1/2")["caught"] == "-1/2"


def test_timely_inspections_have_their_schedules() -> None:
    """One interim inspection in four periods: 1/3, 1/2 and 1/6, and 11/6 periods, by hand."""
    found = asked("--periods 4 --inspections 1 --timely")
    assert found["value"] == found["least"] == "11/6"
    assert found["schedules"] == [
        {"dates": [1], "probability": "1/3"},
        {"dates": [2], "probability": "1/2"},
        {"dates": [3], "probability": "1/6"},
    ]
    assert asked("--periods 4 --inspections 1 --timely --seen")["value"] == "2"


def test_tables_and_files_are_written(tmp_path: Path) -> None:
    run(f"--periods 4 --inspections 2 --csv {tmp_path / 'dresher'}")
    assert (
        (tmp_path / "dresher" / "stages.csv")
        .read_text(encoding="utf-8")
        .startswith("periods,inspections,inspect")
    )
    run(f"--periods 4 --inspections 2 --timely --csv {tmp_path / 'timely'} --out {tmp_path / 'said.txt'}")
    assert {file.name for file in (tmp_path / "timely").iterdir()} == {
        "by_period.csv",
        "delays.csv",
        "schedules.csv",
    }
    assert (
        (tmp_path / "said.txt")
        .read_text(encoding="utf-8")
        .startswith("A violation may begin in any of 4 periods")
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--periods -1 --inspections 2", "-1 is no number of periods"),
        ("--periods 3 --inspections -2", "-2 is no number of inspections"),
        ("--periods 0 --inspections 0 --timely", "give 1 or more"),
        ("--periods 3 --inspections 1 --gain 0", "must be above 0"),
        ("--periods 3 --inspections 1 --gain much", "is no number such as"),
        ("--periods 3 --inspections 1 --gain 1e9", "is no number such as"),
        ("--periods 3 --inspections 1 --gain 1/0", "is no number such as"),
        ("--periods 3 --inspections 1 --gain nan", "is no number such as"),
        ("--periods 3 --inspections 1 --penalty 12345678901", "is no number such as"),
        ("--periods 3 --inspections 1 --penalty -1", "must not be below 0"),
        ("--periods 3 --inspections 1 --penalty 0 --announced", "better than a tie"),
        ("--periods 3 --inspections 1 --caught 1", "must be below 1"),
        ("--periods 3 --inspections 1 --caught -2", "must be at least -1 here"),
        ("--periods 3 --inspections 1 --seen", "goes with --timely"),
        ("--periods 3 --inspections 1 --timely --gain 1", "has no meaning with --timely"),
        ("--periods 3 --inspections 1 --timely --announced", "has no meaning with --timely"),
        ("--periods 9000 --inspections 4500", "thousands of digits"),
        ("--periods 2000 --inspections 3 --timely", "too many to be solved"),
    ],
)
def test_bad_input_is_said_plainly(line: str, message: str) -> None:
    done = run_whole("inspect", *line.split(), expect=2)
    assert message in done.stderr
    assert done.stdout == ""


def test_a_plain_game_needs_no_heavy_library() -> None:
    import subprocess
    import sys

    words = "inspect --periods 6 --inspections 2"
    heavy = "numpy pandas scipy altair numba ortools"
    done = subprocess.run(
        [sys.executable, "-c", RUN_THEN_MODULES, words, heavy], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
