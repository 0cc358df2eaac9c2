"""A form that was filled in, whatever kind of file it stands in, with the places of its entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from detente.case.problems import CaseError, Problem
from detente.case.references.answers import Wrong, wrong_answers
from detente.case.text_files import text_of_file
from detente.case.threat_form import Form
from detente.threats.forms.csv_form import read_csv_forms
from detente.threats.forms.excel_form import read_excel_form
from detente.threats.forms.yaml_form import read_yaml_form

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.case.case import Case
    from detente.case.threats import Assessment

__all__ = ["Filled", "read_forms"]


@dataclass(frozen=True)
class Filled:
    """A form, what is wrong with it, and how to place what else is: by line and column, or by cell."""

    form: Form
    problems: tuple[Problem, ...]
    placed: Callable[[Wrong], Problem]


def read_forms(path: Path, case: Case, assessment: Assessment) -> list[Filled]:
    """Read the form in a file in YAML or Excel, or the forms in one in CSV.

    Raises ``CaseError`` where it cannot be read as such, with all that keeps it from that.
    """
    match path.suffix.lower():
        case ".csv":
            found = _csv(path, case, assessment)
        case ".xlsx" | ".xlsm":
            found = [_excel(path, assessment)]
        case _:
            found = [_yaml(path)]
    threats, questions = frozenset(assessment.listed), frozenset(assessment.questions)
    return [
        Filled(
            form, tuple(map(placed, wrong_answers(assessment, form.expert, form, threats, questions))), placed
        )
        for form, placed in found
    ]


def _csv(path: Path, case: Case, assessment: Assessment) -> list[tuple[Form, Callable[[Wrong], Problem]]]:
    problems: list[Problem] = []
    forms: list[tuple[Form, Callable[[Wrong], Problem]]] = []
    for one in read_csv_forms(path, case, assessment):
        try:
            forms.append((Form.model_validate(one.tree), one.placed))
        except ValidationError as error:
            details = error.errors(include_url=False)
            problems += [one.placed(Wrong(tuple(found["loc"])[:2], found["msg"])) for found in details]
    if problems:
        raise CaseError(problems)
    return forms


def _yaml(path: Path) -> tuple[Form, Callable[[Wrong], Problem]]:
    form, problems, document = read_yaml_form(text_of_file(path, "a form"), str(path))
    if form is None or problems:
        raise CaseError(problems)

    def placed(wrong: Wrong) -> Problem:
        return document.problem(wrong.path, wrong.message, suggestion=wrong.suggestion, at_key=wrong.at_key)

    return form, placed


def _excel(path: Path, assessment: Assessment) -> tuple[Form, Callable[[Wrong], Problem]]:
    sheet = read_excel_form(path, assessment)

    def placed(wrong: Wrong) -> Problem:
        cell = sheet.cells.get(wrong.path) or sheet.cells.get(wrong.path[:1], "A1")
        return Problem(wrong.message, str(path), suggestion=wrong.suggestion, cell=cell)

    if sheet.problems:
        raise CaseError(sheet.problems)
    try:
        return Form.model_validate(sheet.tree), placed
    except ValidationError as error:
        found = ((tuple(one["loc"]), one["msg"]) for one in error.errors(include_url=False))
        cells = ((sheet.cells.get(path_[:1], "A1"), message) for path_, message in found)
        raise CaseError(Problem(message, str(path), cell=cell) for cell, message in cells) from None
