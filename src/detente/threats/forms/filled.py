"""A form that was filled in, whatever kind of file it stands in, with the places of its entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from detente.case.document import copied
from detente.case.file_kinds import is_excel, other_kind
from detente.case.problems import CaseError
from detente.case.references.answers import Wrong, wrong_answers
from detente.case.sentences import path_of, said_of, shape_problems
from detente.case.text_files import text_of_file
from detente.case.threat_form import KIND, Form
from detente.case.written import MISSING
from detente.threats.forms.csv_form import read_csv_forms
from detente.threats.forms.excel_answers import read_excel_form
from detente.threats.forms.yaml_form import read_yaml_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from detente.case.case import Case
    from detente.case.document import Path_, Tree
    from detente.case.problems import Problem
    from detente.case.threats import Assessment

__all__ = ["Filled", "read_forms"]


@dataclass(frozen=True)
class Filled:
    """A form, what is wrong with it, and how to place what else is: by line and column, or by cell.

    ``doubtful``: entries of its head that cannot be read, in place of which something stands that fits.
    """

    form: Form
    problems: tuple[Problem, ...]
    placed: Callable[[Wrong], Problem]
    doubtful: frozenset[str] = frozenset()


def read_forms(path: Path, case: Case, assessment: Assessment) -> tuple[list[Filled], list[Problem]]:
    """Read the form in a file in YAML or Excel, or the forms in one in CSV, and what is wrong besides.

    Raises ``CaseError`` where it cannot be read as such, with all that keeps it from that.
    """
    if is_excel(path):
        return [_excel(path, case, assessment)], []
    if other := other_kind(path):
        raise CaseError.of(other, str(path))
    if path.suffix.lower() == ".csv":
        return _csv(path, case, assessment)
    return [_yaml(path, case, assessment)], []


def _csv(path: Path, case: Case, assessment: Assessment) -> tuple[list[Filled], list[Problem]]:
    forms, problems = read_csv_forms(path, case, assessment)
    found = []
    for one in forms:
        form, details, doubtful = _readable({"round": assessment.closed + 1, **one.tree}, case, assessment)
        wrong = [*map(_wrong, details), *_wrong_answers(assessment, form)]
        found.append(Filled(form, tuple(map(one.placed, wrong)), one.placed, doubtful | one.doubtful))
    return found, problems


def _yaml(path: Path, case: Case, assessment: Assessment) -> Filled:
    tree, problems, document = read_yaml_form(text_of_file(path, "a form"), str(path), assessment)
    form, details, doubtful = _readable(tree, case, assessment)
    problems += shape_problems(details, document, Form, "the form")

    def placed(wrong: Wrong) -> Problem:
        return document.problem(wrong.path, wrong.message, suggestion=wrong.suggestion, at_key=wrong.at_key)

    problems += map(placed, _wrong_answers(assessment, form))
    return Filled(form, tuple(problems), placed, doubtful)


def _excel(path: Path, case: Case, assessment: Assessment) -> Filled:
    sheet = read_excel_form(path, case, assessment)
    form, details, doubtful = _readable(sheet.tree, case, assessment)
    wrong = [*map(_wrong, details), *_wrong_answers(assessment, form)]
    return Filled(form, (*sheet.problems, *map(sheet.placed, wrong)), sheet.placed, doubtful)


def _wrong_answers(assessment: Assessment, form: Form) -> Iterable[Wrong]:
    threats, questions = frozenset(assessment.listed), frozenset(assessment.questions)
    return wrong_answers(assessment, form.expert, form, threats, questions)


def _wrong(detail: ErrorDetails) -> Wrong:
    suggestion = getattr(detail.get("ctx", {}).get("error"), "suggestion", "")
    return Wrong(path_of(detail)[:2], said_of(detail), suggestion)


def _readable(
    tree: Tree, case: Case, assessment: Assessment
) -> tuple[Form, list[ErrorDetails], frozenset[str]]:
    """Return as much of a form as can be read, what is wrong with the rest, and what is doubtful in its head.

    So all that is wrong is told at once. In place of what is doubtful stands what fits.
    """
    try:
        return Form.model_validate(tree), [], frozenset()
    except ValidationError as error:
        details = error.errors(include_url=False)
    fitting = {"form": KIND, "case": case.title, "expert": MISSING, "round": assessment.closed + 1}
    left = copied(tree)
    for detail in details:
        _leave_out(left, path_of(detail))
    doubtful = frozenset(fitting) - frozenset(left)
    return Form.model_validate({**fitting, **left}), details, doubtful


def _leave_out(tree: dict[str, Tree], path: Path_) -> None:
    """Take an entry out of a tree: an answer, or else what stands under a key of the form."""
    first, second = path[0], path[1] if len(path) > 1 else None
    part = tree.get(str(first))
    if isinstance(part, dict) and second in part:
        del part[str(second)]
    else:
        tree.pop(str(first), None)
