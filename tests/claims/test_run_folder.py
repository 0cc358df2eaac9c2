"""Runs that are interrupted go on from what is done, and find what an uninterrupted one does."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from detente.case.problems import CaseError
from detente.claims import analyse, over_draws, searches
from detente.claims.run_folder import FILE, run_folder
from detente.claims.stretches import judged
from tests.claims.treaty import CASE, CHEAP, DEAR, TEXT
from tests.cli.command import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.claims.explained import Effort, Explained
    from detente.claims.result import Claims
    from detente.claims.stretches import Judged, Stretch
    from detente.claims.study import Study

DRAWS, STRETCHES = 110, 10 + 1 + 1 + 1
"""Two at a time up to 20, then up to 50, to 100 and to 110."""


class _StoppedError(Exception):
    """Somebody stops the run."""


class _Made:
    """What a run makes itself, of draws and of searches."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stretches: list[Stretch] = []
        self.searches: list[str] = []
        found = searches.found_for

        def judging(study: Study, stretch: Stretch) -> Judged:
            self.stretches.append(stretch)
            return judged(study, stretch)

        def searching(study: Study, claim: str, against: tuple[int, ...], effort: Effort) -> Explained:
            self.searches.append(claim)
            return found(study, claim, against, effort)

        monkeypatch.setattr(over_draws, "judged", judging)
        monkeypatch.setattr(searches, "found_for", searching)

    @property
    def count(self) -> tuple[int, int]:
        made = len(self.stretches), len(self.searches)
        self.stretches.clear()
        self.searches.clear()
        return made


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> _Made:
    return _Made(monkeypatch)


def _run(folder: Path, progress: Callable[[str], None] | None = None, draws: int = DRAWS) -> Claims:
    with run_folder(folder) as kept:
        return analyse(CASE, draws=draws, kept=kept, progress=progress)


def _stopping(at: int) -> Callable[[str], None]:
    said: list[str] = []

    def progress(words: str) -> None:
        said.append(words)
        if len(said) == at:
            raise _StoppedError

    return progress


@pytest.mark.parametrize(
    ("at", "done"),
    [
        (1, (0, 0)),
        (4, (3, 0)),
        (12, (11, 0)),
        (STRETCHES + 1, (STRETCHES, 0)),
        (STRETCHES + 3, (STRETCHES, 2)),
    ],
)
def test_a_run_that_is_stopped_goes_on_from_what_is_done(
    at: int, done: tuple[int, int], made: _Made, tmp_path: Path
) -> None:
    expected = analyse(CASE, draws=DRAWS).to_json()
    assert made.count == (STRETCHES, 3)
    folder = tmp_path / "new" / "run"
    with pytest.raises(_StoppedError):
        _run(folder, _stopping(at))
    assert made.count == done
    assert _run(folder).to_json() == expected
    assert made.count == (STRETCHES - done[0], 3 - done[1])
    assert _run(folder).to_json() == expected
    assert made.count == (0, 0)


STOPPED_SOON = """
import os, signal, sys
from pathlib import Path
from detente.case.case import Case
from detente.claims import analyse, over_draws
from detente.claims.run_folder import run_folder

judged, made = over_draws.judged, []

def dying(study, stretch):
    if len(made) == 5:
        print("dies", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    made.append(stretch)
    return judged(study, stretch)

over_draws.judged = dying
with run_folder(Path(sys.argv[2])) as kept:
    analyse(Case.from_file(sys.argv[1]), draws=110, kept=kept)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as on Unix")
def test_a_run_that_is_killed_goes_on_from_what_is_done(made: _Made, tmp_path: Path) -> None:
    file, folder = tmp_path / "case.yaml", tmp_path / "run"
    file.write_text(TEXT, encoding="utf-8")
    command = [sys.executable, "-c", STOPPED_SOON, str(file), str(folder)]
    killed = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (killed.returncode, killed.stdout, killed.stderr) == (-signal.SIGKILL, "dies\n", "")
    assert _run(folder).to_json() == analyse(CASE, draws=DRAWS).to_json()
    assert made.count == (STRETCHES - 5 + STRETCHES, 3 + 3)


HOLDS = """
import sys, time
from pathlib import Path
from detente.claims.run_folder import run_folder
with run_folder(Path(sys.argv[1])):
    print("holds", flush=True)
    time.sleep(600)
"""


def test_two_runs_do_not_use_one_folder_at_once(tmp_path: Path) -> None:
    """Of this process or another; once that is gone, however it went, the folder is free."""
    command = [sys.executable, "-c", HOLDS, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "holds\n"
        with pytest.raises(CaseError) as error:
            _run(tmp_path)
        other.kill()
    assert str(error.value) == (
        f"{tmp_path / FILE}: another run uses this folder; wait for its end, or name another folder"
    )
    with run_folder(tmp_path), pytest.raises(CaseError, match="another run uses this folder"):
        _run(tmp_path)
    assert _run(tmp_path).draws == DRAWS


def test_a_folder_of_another_run_is_refused(tmp_path: Path) -> None:
    file, folder = tmp_path / "case.yaml", tmp_path / "run"
    file.write_text(TEXT, encoding="utf-8")
    asked = ("claims", str(file), "--draws", "4", "--resume", str(folder))
    first = run(*asked)
    assert run(*asked) == first
    refused = run(*asked[:3], "5", *asked[4:], "--seed", "2", "--thorough", "--variant", "later", expect=2)
    assert refused.stdout == ""
    assert refused.stderr.startswith(
        f"{folder}: what is kept there is of another run (without --variant, --draws 4, --seed 0 and without"
        " --thorough); name another folder for this one\n"
    )
    file.write_text(TEXT.replace("0.45", "0.46"), encoding="utf-8")
    assert "of another run (the text of the case was another)" in run(*asked, expect=2).stderr
    with closing(sqlite3.connect(folder / FILE)) as database, database:
        database.execute("UPDATE done SET said = replace(said, '0.1', '0.0')")
    assert "this file is damaged" in run(*asked, expect=2).stderr


def test_a_folder_is_not_used_for_other_claims_of_the_same_name(tmp_path: Path) -> None:
    """They may be given in place of those of the case, which its text does not tell."""
    other = DEAR.model_copy(update={"id": CHEAP.id})
    with run_folder(tmp_path) as kept:
        analyse(CASE, claims=[CHEAP], draws=4, kept=kept)
    with run_folder(tmp_path) as kept, pytest.raises(CaseError, match=r"\(other claims were tested\)"):
        analyse(CASE, claims=[other], draws=4, kept=kept)


def test_a_report_and_its_claims_go_on_from_one_another(made: _Made, tmp_path: Path) -> None:
    file, folder = tmp_path / "case.yaml", tmp_path / "run"
    file.write_text(TEXT, encoding="utf-8")
    common = (str(file), "--draws", "4", "--workers", "1")
    plain = run("report", *common, "--json").stdout
    made.count  # noqa: B018 - begins to count anew
    run("claims", *common, "--resume", str(folder))
    assert made.count == (2, 3)
    assert run("report", *common, "--json", "--resume", str(folder)).stdout == plain
    assert made.count == (0, 0)


def _spoilt(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda path: path.write_bytes(b"something else " * 100),
            "this file is damaged (file is not a database)",
        ),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "this file is damaged ("),
        (
            lambda path: _spoilt(path, "PRAGMA application_id = 7"),
            "this is no file of a run; name another folder",
        ),
        (lambda path: _spoilt(path, "DROP TABLE done"), "this file is damaged (no such table: done)"),
        (
            lambda path: _spoilt(path, "DELETE FROM done WHERE kind = 'run'"),
            "it does not say of which run it is",
        ),
        (
            lambda path: _spoilt(path, "UPDATE done SET said = replace(said, '1', '0') WHERE name = '4-6'"),
            "what is written of draws 4-6 is not what was written",
        ),
        (
            lambda path: _spoilt(path, "UPDATE done SET said = '{' WHERE kind = 'search'"),
            "is not what was written",
        ),
        (
            lambda path: _spoilt(path, "UPDATE done SET digest = NULL"),
            "what is written of run is not what was written",
        ),
        (lambda path: _spoilt(path, "UPDATE done SET name = NULL"), "is not what was written"),
        (
            lambda path: _spoilt(path, "UPDATE done SET said = x'00ff' WHERE kind = 'draws'"),
            "is not what was written",
        ),
    ],
    ids=[
        "nothing of the kind",
        "cut short",
        "another program's",
        "no table",
        "no run",
        "draws",
        "search",
        "no digest",
        "no name",
        "no text",
    ],
)
def test_a_folder_that_is_damaged_is_refused(
    spoil: Callable[[Path], object], said: str, tmp_path: Path
) -> None:
    _run(tmp_path, draws=8)
    spoil(tmp_path / FILE)
    with pytest.raises(CaseError) as error:
        _run(tmp_path, draws=8)
    assert str(error.value).startswith(f"{tmp_path / FILE}: ")
    assert said in str(error.value)


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    for folder in (file, file / "below"):
        with pytest.raises(CaseError, match=r"name a folder|cannot be made"), run_folder(folder):
            pass


def test_without_a_folder_nothing_is_kept() -> None:
    with run_folder(None) as kept:
        assert kept is None
