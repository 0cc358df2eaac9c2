"""What all sections of a case file have in common, and the lists that may be written as a single entry."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from detente.case.forms import ShortForm
from detente.case.problems import WordError, closest, quoted
from detente.case.written import NAME_SCHEMA, TEXT_SCHEMA, Name, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["LENIENT", "Deciders", "Name", "Names", "Section", "Text", "Texts", "as_a_whole", "one_of"]

LENIENT = {"lenient": True}
"""Context of a validation that asks only whether each entry of a section can be read."""


_WORDS = re.compile(r"\w+")
_SEVERAL = re.compile(r"\w+(\s*,\s*\w+)+")
"""Several names without brackets around them."""


class Section(BaseModel):
    """A mapping of a case file: its keys are known, and nothing changes it once it is read.

    An optional key with nothing after it counts as left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, value: object) -> object:
        if not isinstance(value, dict) or None not in value.values():
            return value
        optional = {
            field.alias or name for name, field in cls.model_fields.items() if not field.is_required()
        }
        return {key: item for key, item in value.items() if item is not None or key not in optional}


def as_a_whole(check: Callable[[Any], None]) -> Any:
    """Make a check of how the entries of a section go together, raising ``ValueError``."""

    def checked(section: Any, info: ValidationInfo) -> Any:
        if info.context != LENIENT:
            check(section)
        return section

    return model_validator(mode="after")(checked)


def listed(value: object) -> object:
    """Make a list of a single entry."""
    return value if isinstance(value, list | tuple | dict | None) else [value]


def listed_names(value: object) -> object:
    """Make a list of a single name."""
    if isinstance(value, str) and _SEVERAL.fullmatch(value):
        raise WordError("a list stands in brackets", f"[{', '.join(_WORDS.findall(value))}]")
    return listed(value)


Names = Annotated[tuple[Name, ...], ShortForm(listed_names, NAME_SCHEMA)]
Deciders = Annotated[
    tuple[Name, ...],
    Field(min_length=1),
    ShortForm(listed_names, {**NAME_SCHEMA, "description": "One decider: a unilateral move."}),
]
Texts = Annotated[tuple[Text, ...], ShortForm(listed, TEXT_SCHEMA)]


def one_of(words: Iterable[str]) -> Callable[[Any], Any]:
    """Return a check that a value is one of some words; it says which, and what may have been meant."""
    known = tuple(words)

    def check(value: object) -> object:
        if isinstance(value, Enum) or (isinstance(value, str) and value in known):
            return value
        possible = f"{', '.join(map(repr, known[:-1]))} or {known[-1]!r}"
        sentence = f"{quoted(value)} is not possible here; it is {possible}"
        suggestion = closest(value, known) if isinstance(value, str) else ""
        raise WordError(sentence, suggestion)

    return check
