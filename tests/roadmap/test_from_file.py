from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.case.problems import CaseError
from detente.roadmap.relations.from_file import index_of_file

if TYPE_CHECKING:
    from pathlib import Path

LINE = "date,source,target,goldstein\n2010-01-04,Russia,NATO,7\n"


def refused(path: Path, source: str, target: str, **asked: object) -> list[str]:
    with pytest.raises(CaseError) as caught:
        index_of_file(path, source, target, **({"as_of": "2010-02-01"} | asked))  # type: ignore[arg-type]
    return [str(problem) for problem in caught.value.problems]


def written(folder: Path, text: str) -> Path:
    path = folder / "events.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_wrong_with_the_file_and_with_what_is_asked_is_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, f"{LINE}2010-01-40,Russia,NATO,11\n")
    said = refused(path, "Russia", "NATO", as_of="2010-2-1", half_life=0, draws=3)
    assert len(said) == 5
    assert "the half-life is 0" in said[0]
    assert "the number of draws is 3" in said[1]
    assert "did you mean '2010-02-01'?" in said[2]
    assert said[3].startswith(f"{path}:3:1: there is no such day as 2010-01-40")
    assert said[4].startswith(f"{path}:3:24: '11' is off the Goldstein scale")


def test_a_name_much_like_one_of_the_file_is_a_slip(tmp_path: Path) -> None:
    path = written(tmp_path, LINE)
    assert refused(path, "russia", "NAT0") == [
        f"{path}: the file does not name 'russia'; did you mean 'Russia'?",
        f"{path}: the file does not name 'NAT0'; did you mean 'NATO'?",
    ]


def test_a_party_of_which_nothing_is_recorded_has_no_events(tmp_path: Path) -> None:
    found = index_of_file(written(tmp_path, LINE), "Andorra", "NATO", as_of="2010-02-01")
    assert (found.kept, found.index) == ((), 0.5)


def test_a_name_that_cannot_be_seen_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, LINE.replace("Russia", "Rus\0sia"))
    assert refused(path, "Russia", "NATO")[0].startswith(
        f"{path}:2:12: the name 'Rus\\x00sia' holds a character"
    )
