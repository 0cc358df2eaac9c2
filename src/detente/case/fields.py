"""Fields that many sections of a case file share."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from detente.case.written import name, text

__all__ = ["Deciders", "Name", "Names", "Section", "Text", "Texts"]

Name = Annotated[str, BeforeValidator(name)]
Text = Annotated[str, BeforeValidator(text)]


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


Names = Annotated[tuple[Name, ...], BeforeValidator(_listed)]
Deciders = Annotated[tuple[Name, ...], BeforeValidator(_listed), Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed)]


class Section(BaseModel):
    """A part of a case file: nothing changes it, and it has no keys but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
