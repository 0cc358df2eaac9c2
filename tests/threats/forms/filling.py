"""Forms filled in, and what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from detente.case.case import Case
from detente.case.problems import CaseError
from detente.threats.forms import collected, form_of
from tests.threats.assessments import assessed

if TYPE_CHECKING:
    from pathlib import Path

    from detente.case.threats import Answers

__all__ = ["answers_of", "csv_of", "excel_of", "table_of", "told", "yaml_of"]


def yaml_of(folder: Path, expert: str, answers: dict[str, str], case: Case | None = None) -> Path:
    """Return a form in which some lines are filled in, by their beginning."""
    text = form_of(case or assessed(), expert).yaml()
    for line, value in answers.items():
        assert f"\n  {line}:\n" in text
        text = text.replace(f"\n  {line}:\n", f"\n  {line}: {value}\n", 1)
    path = folder / f"{expert}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def excel_of(folder: Path, expert: str, cells: dict[str, Any], case: Case | None = None) -> Path:
    """Return a form in which some cells are filled in."""
    path = folder / f"{expert}.xlsx"
    form_of(case or assessed(), expert).write_excel(path)
    book = load_workbook(path)
    for address, value in cells.items():
        book["Answers"][address] = value
    book.save(path)
    return path


def csv_of(folder: Path, expert: str, lines: dict[str, str], case: Case | None = None) -> Path:
    """Return a form in which some lines are filled in: numbers and a reason, by field and key."""
    text = form_of(case or assessed(), expert).csv()
    for line, values in lines.items():
        assert f",{line},,,,," in text
        text = text.replace(f",{line},,,,,", f",{line},{values},", 1)
    path = folder / f"{expert}.csv"
    path.write_text(text, encoding="utf-8")
    return path


def table_of(folder: Path, text: str) -> Path:
    """Return a table that somebody typed."""
    path = folder / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def answers_of(text: str, expert: str, number: int = 2) -> Answers:
    """Return what an expert answered in a round of a case."""
    case = Case.from_text(text)
    assert case.threats is not None
    [found] = [one for one in case.threats.rounds if one.round == number]
    return found.answers[expert]


def told(case: Case, *files: Path) -> list[str]:
    """Return what is wrong with some forms."""
    with pytest.raises(CaseError) as error:
        collected(case, files)
    return [str(problem) for problem in error.value.problems]
