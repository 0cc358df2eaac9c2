"""Forms on the command line: none is written over one that may be filled in, nor under a strange name."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.threats.assessments import TEXT

if TYPE_CHECKING:
    from pathlib import Path


def form(folder: Path, out: str) -> subprocess.CompletedProcess[str]:
    (folder / "case.yaml").write_text(TEXT, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "detente",
        "threats",
        "form",
        "case.yaml",
        "--expert",
        "n1",
        "--out",
        out,
    ]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)


@pytest.mark.parametrize("name", ["n1.docx", "n1.xls", "n1.ods", "n1.xlsm"])
def test_a_form_is_not_written_under_a_name_of_another_kind(tmp_path: Path, name: str) -> None:
    done = form(tmp_path, name)
    assert done.returncode == 2
    assert (
        f"{name}: no form is written as {name[2:]}; let its name end in .xlsx, .csv or .yaml" in done.stderr
    )
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["n1.yml", "n1.XLSX", "n1"])
def test_a_form_is_written_once_and_not_over_one_that_may_be_filled_in(tmp_path: Path, name: str) -> None:
    assert form(tmp_path, name).returncode == 0
    before = (tmp_path / name).read_bytes()
    done = form(tmp_path, name)
    assert done.returncode == 2
    assert f"{name}: this file is there already, and may be filled in; name another one" in done.stderr
    assert (tmp_path / name).read_bytes() == before
