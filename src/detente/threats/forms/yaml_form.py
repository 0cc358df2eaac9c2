"""A form as YAML: written for an expert, and read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from detente.case.reading import read_text
from detente.case.rendering import in_line
from detente.case.sentences import shape_problems
from detente.case.threat_form import KIND, Form
from detente.threats.forms.asked import FIELDS, asked_of, how_to_answer
from detente.threats.forms.feedback import feedback_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.document import Document
    from detente.case.problems import Problem
    from detente.case.threats import Assessment
    from detente.threats.forms.asked import Asked

__all__ = ["read_yaml_form", "yaml_form"]

WIDTH = 100


def yaml_form(case: Case, assessment: Assessment, expert: str, number: int) -> str:
    """Return an empty form for an expert and a round; from the second on with what all answered before."""
    levels = [float(level) for level in assessment.quantiles]
    head = {
        "form": KIND,
        "case": case.title,
        "expert": expert,
        "round": number,
        "quantiles": levels,
    }
    lines = [
        *_comment(how_to_answer(assessment, expert)),
        "",
        *(f"{key}: {in_line(value)}" for key, value in head.items()),
    ]
    asked = asked_of(assessment, expert)
    for field in FIELDS:
        of_field = [one for one in asked if one.field == field]
        if of_field:
            lines += ["", f"{field}:"]
        for one in of_field:
            lines += [*_comment(_explained(one), "  "), *_before(assessment, expert, one), f"  {one.key}:"]
    readers = "" if assessment.is_observer(expert) else "; the others will read it without your name"
    lines += ["", *_comment(f"Why, in a sentence{readers}."), "reasons:"]
    lines += [f"  {key}:" for key in assessment.listed]
    return "\n".join(lines) + "\n"


def read_yaml_form(text: str, file: str) -> tuple[Form | None, list[Problem], Document]:
    """Return the form in a text, or what is wrong with its shape, and the places of its entries.

    Raises ``CaseError`` where the text is no YAML.
    """
    document = read_text(text, file)
    try:
        return Form.model_validate(document.tree), list(document.problems), document
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [*document.problems, *shape_problems(details, document)], document


def _explained(one: Asked) -> str:
    return f"{one.says} ({one.unit})" if one.unit else one.says


def _before(assessment: Assessment, expert: str, one: Asked) -> Iterator[str]:
    for said in feedback_on(assessment, expert, one.field, one.key):
        yield from _comment(said, "  ")


def _comment(text: str, indent: str = "") -> list[str]:
    from textwrap import wrap

    mark = f"{indent}# "
    return wrap(text, WIDTH, initial_indent=mark, subsequent_indent=mark)
