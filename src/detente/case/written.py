"""Texts of a case file as fields of the model: names, plain texts, and the texts of the small language."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from detente.case.forms import ReadBy
from detente.case.formula import Formula
from detente.case.language import (
    RESERVED,
    Expression,
    Mention,
    Parsed,
    Ranking,
    read_expression,
    read_formula,
    read_ranking,
)
from detente.case.problems import WordError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "MISSING",
    "NAME_SCHEMA",
    "TEXT_SCHEMA",
    "UNDATED",
    "Date",
    "Day",
    "ExpressionText",
    "FormulaText",
    "Name",
    "Period",
    "RankingText",
    "Text",
    "Written",
    "is_name",
    "is_period",
    "read_day",
]

Meaning = TypeVar("Meaning")

_NAME = re.compile(r"[^\W\d]\w*")
_NO_PART_OF_NAME = re.compile(r"\W+")
_PERIOD = re.compile(r"\d{4}(-(Q[1-4]|0[1-9]|1[0-2]))?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MISSING = "_"
"""Stands in for a name that the analyst left out; the omission has been reported, so nothing refers to it."""
UNDATED = "undated"
"""Stands in place of a date where what is known does not depend on when."""


@dataclass(frozen=True)
class Written(Generic[Meaning]):
    """A text of the small language together with what it means; compares by its text.

    ``mentions`` says which names stand where in the text.
    """

    text: str
    meaning: Meaning = field(compare=False)
    mentions: tuple[Mention, ...] = field(compare=False, default=())


def text(value: object) -> str:
    """Accept a text, and a number where a text is expected, as it was written."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Decimal | dt.date):
        return str(value)
    if value is None:
        raise ValueError("nothing is written here")
    raise ValueError("a text is needed here, not a list or a mapping")


def _full_text(value: object) -> str:
    written = text(value)
    if not written.strip():
        raise ValueError("nothing is written here")
    return written


def name(value: object) -> str:
    written = text(value)
    if not _NAME.fullmatch(written):
        rule = "use letters, digits and underscores, a letter first"
        meant = name_meant(written)
        suggestion = meant if _NAME.fullmatch(meant) and meant not in RESERVED else ""
        raise WordError(f"{quoted(written)} is no short name: {rule}", suggestion)
    if written in RESERVED:
        raise ValueError(f"{written!r} is a word of the formula language; choose another short name")
    return written


def is_name(value: object) -> bool:
    """Tell whether a value can be a short name as it stands.

    >>> is_name("up"), is_name("is"), is_name("up stream")
    (True, False, False)
    """
    return isinstance(value, str) and _NAME.fullmatch(value) is not None and value not in RESERVED


def name_meant(written: str) -> str:
    """Return a text with underscores in place of what no short name holds.

    >>> name_meant("northern front"), name_meant("northern_front")
    ('northern_front', 'northern_front')
    """
    return _NO_PART_OF_NAME.sub("_", written).strip("_") if _NO_PART_OF_NAME.search(written) else written


def is_period(written: str) -> bool:
    """Tell whether a text is a period: a year, a quarter or a month.

    >>> is_period("2010-Q3"), is_period("2010-3")
    (True, False)
    """
    return _PERIOD.fullmatch(written) is not None


def _period(value: object) -> str:
    written = text(value)
    if not is_period(written):
        raise ValueError(
            f"{quoted(written)} is no period: write a year (2010), a quarter (2010-Q1) or a month (2010-01)"
        )
    return written


def _date(value: object) -> str:
    written = text(value)
    if written == UNDATED:
        return written
    if not _DATE.fullmatch(written):
        raise ValueError(f"{quoted(written)} is no date; write it as 2010-02-01")
    if not _is_a_day(written):
        raise ValueError(f"there is no such day as {written}; a date is written as 2010-02-01")
    return written


def read_day(value: object) -> str:
    """Read a date, which must be one; raises ``ValueError`` with what is wrong."""
    written = _date(value)
    if written == UNDATED:
        raise ValueError("a date is needed here, such as 2010-02-01")
    return written


def _is_a_day(written: str) -> bool:
    try:
        dt.date.fromisoformat(written)
    except ValueError:
        return False
    return True


class _ReadDate(ReadBy):
    """The way to read a date; ``pattern`` tells those who list the fields that it is one."""

    pattern = f"^{_DATE.pattern}$"


TEXT_SCHEMA = {"type": ["string", "number", "boolean"], "minLength": 1}
Text = Annotated[str, ReadBy(_full_text, TEXT_SCHEMA)]
NAME_SCHEMA = {
    "type": ["string", "boolean"],
    # A letter of any script or an underscore, then digits too: what ECMA's \w leaves out.
    "pattern": r"^[^\s\d!-@\[-^`{-~][^\s!-/:-@\[-^`{-~]*$",
    "not": {"enum": sorted(RESERVED)},
}
Name = Annotated[str, ReadBy(name, NAME_SCHEMA)]
Period = Annotated[str, ReadBy(_period, {"type": ["string", "integer"], "pattern": f"^{_PERIOD.pattern}$"})]
_DATE_SCHEMA = {
    "anyOf": [
        {"type": "string", "format": "date", "pattern": _ReadDate.pattern},
        {"const": UNDATED},
    ]
}
Date = Annotated[str, _ReadDate(_date, _DATE_SCHEMA)]
Day = Annotated[str, _ReadDate(read_day, {"type": "string", "format": "date", "pattern": _ReadDate.pattern})]


def _read_by(
    read: Callable[[str], Parsed[Meaning]], as_text: Callable[[list[Any]], WordError] | None = None
) -> Callable[[Any], Written[Meaning]]:
    def validate(value: object) -> Written[Meaning]:
        if isinstance(value, Written):
            return value
        if isinstance(value, list) and as_text is not None:
            raise as_text(value)
        written = text(value)
        parsed = read(written)
        return Written(written, parsed.meaning, parsed.mentions)

    return validate


def _no_list_of_ranks(items: list[Any]) -> WordError:
    suggestion = " > ".join(items) if all(isinstance(item, str) for item in items) else ""
    return WordError("a rank order is a text, not a list", suggestion)


def _text_of(written: Written[Any]) -> str:
    return written.text


FormulaText = Annotated[
    Written[Formula],
    ReadBy(
        _read_by(read_formula),
        {"type": "string", "examples": ["veto is full implies order is open"]},
        _text_of,
    ),
]
RankingText = Annotated[
    Written[Ranking],
    ReadBy(
        _read_by(read_ranking, _no_list_of_ranks),
        {"type": "string", "examples": ["none > consultation | full"]},
        _text_of,
    ),
]
ExpressionText = Annotated[
    Written[Expression],
    ReadBy(
        _read_by(read_expression), {"type": "string", "examples": ["signable(veto is full) = 0"]}, _text_of
    ),
]
