"""Texts of a case file as fields of the model: names, plain texts, and the texts of the small language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from detente.case.formula import Formula
from detente.case.language import (
    RESERVED,
    Expression,
    LanguageError,
    Ranking,
    parse_expression,
    parse_formula,
    parse_ranking,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ExpressionText", "FormulaText", "RankingText", "Written", "name", "text"]

Meaning = TypeVar("Meaning")

_NAME = re.compile(r"\w+")


@dataclass(frozen=True)
class Written(Generic[Meaning]):
    """A text of the small language together with what it means; compares by its text."""

    text: str
    meaning: Meaning = field(compare=False)


def text(value: Any) -> str:
    """Accept a text, and a number or a truth value where a text is expected, as it was written."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return str(value)
    raise ValueError(
        "nothing is written here" if value is None else "a text is needed here, not a list or a mapping"
    )


def name(value: Any) -> str:
    """Accept a short name: letters, digits and underscores, and no word of the small language."""
    written = text(value)
    if not _NAME.fullmatch(written):
        raise ValueError(f"{written!r} is no short name: use letters, digits and underscores")
    if written in RESERVED:
        raise ValueError(f"{written!r} is a word of the formula language; choose another short name")
    return written


def _parsed_by(parse: Callable[[str], Meaning]) -> Callable[[Any], Written[Meaning]]:
    def validate(value: Any) -> Written[Meaning]:
        if isinstance(value, Written):
            return value
        written = text(value)
        try:
            return Written(written, parse(written))
        except LanguageError as error:
            raise PydanticCustomError(
                "language", "{sentence}", {"sentence": str(error), "offset": error.offset}
            ) from None

    return validate


def _text_of(written: Written[Any]) -> str:
    return written.text


FormulaText = Annotated[
    Written[Formula],
    PlainValidator(_parsed_by(parse_formula)),
    PlainSerializer(_text_of),
    WithJsonSchema(
        {"type": "string", "description": "a formula, such as `veto is full implies order is open`"}
    ),
]
RankingText = Annotated[
    Written[Ranking],
    PlainValidator(_parsed_by(parse_ranking)),
    PlainSerializer(_text_of),
    WithJsonSchema({"type": "string", "description": "a rank order, such as `none > consultation | full`"}),
]
ExpressionText = Annotated[
    Written[Expression],
    PlainValidator(_parsed_by(parse_expression)),
    PlainSerializer(_text_of),
    WithJsonSchema({"type": "string", "description": "a statement, such as `signable(veto is full) = 0`"}),
]
