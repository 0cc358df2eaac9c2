"""Where a text that is not YAML has a quotation mark too many or too few."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import ScalarEvent

from detente.case.problems import Place

if TYPE_CHECKING:
    from ruamel.yaml.error import StreamMark

    from detente.case.document import Document
    from detente.case.problems import Problem

__all__ = ["misquoted"]

_APOSTROPHE = (
    "this ends the text: an apostrophe within single quotes is written twice ('it''s');"
    " or put the text in double quotes"
)
_WITHIN_DOUBLE = (
    'this ends the text: within double quotes, a quotation mark is written as \\";'
    " or put the text in single quotes"
)
_GOES_ON = "a text goes on after its closing quotation mark; put all of it in quotes, or none"


def misquoted(document: Document, mark: StreamMark) -> Problem | None:
    """Return the problem of a quoted text right before the place where a parser stopped, if it has one."""
    text = _last_quoted(document)
    if text is None or text.end_mark.line != mark.line or text.end_mark.column > mark.column:
        return None
    line, start, end = document.lines[mark.line], text.start_mark, text.end_mark
    if line[end.column : mark.column].strip():
        return None
    if start.line < end.line:
        message = f"the quotation mark that opens here is closed only in line {end.line + 1}"
        return _said(document, start.line, start.column, message)
    if text.style not in line[mark.column :]:
        return _said(document, mark.line, mark.column, _GOES_ON)
    message = _APOSTROPHE if text.style == "'" else _WITHIN_DOUBLE
    return _said(document, end.line, end.column - 1, message)


def _last_quoted(document: Document) -> ScalarEvent | None:
    """Return the text before the place where the parser stops, if that text is in quotation marks."""
    last = None
    with suppress(YAMLError, ValueError, ArithmeticError):
        for event in YAML(typ="safe", pure=True).parse(document.text):
            last = event
    return last if isinstance(last, ScalarEvent) and last.style in {"'", '"'} else None


def _said(document: Document, line: int, column: int, message: str) -> Problem:
    return document.problem_at(Place(line + 1, column + 1), f"not valid YAML: {message}")
