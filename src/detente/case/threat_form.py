"""A form that an expert has filled in, whatever file it stood in."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from detente.case.estimates import Quantile
from detente.case.fields import Name, Text
from detente.case.numbers import WholeNumber
from detente.case.problems import quoted
from detente.case.threats import Answers

__all__ = ["KIND", "Form"]

KIND = "threats"
"""What stands in a form, so that it is not taken for another file."""


def _kind(value: object) -> object:
    if value != KIND:
        raise ValueError(
            f"this is no form on threats: there it says 'form: {KIND}', and here {quoted(value)}"
        )
    return value


class Form(Answers):
    """The answers of one expert in one round, with what they belong to."""

    form: Annotated[str, BeforeValidator(_kind)] = Field(description="What kind of form it is: `threats`.")
    case: Text = Field(description="The title of the case.")
    expert: Name = Field(description="Who answers.")
    round: WholeNumber = Field(description="In which round.")
    quantiles: tuple[Quantile, ...] = Field((), description="The quantiles asked for.")
    asked: Text | None = Field(None, description="The mark of what is asked, of whom and in which round.")

    @model_validator(mode="before")
    @classmethod
    def _without_what_is_left_empty(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            key: {name: one for name, one in part.items() if one is not None}
            if isinstance(part, dict)
            else part
            for key, part in value.items()
        }

    def answers(self) -> dict[str, Any]:
        """Return the answers as they stand in a case file, without what is empty."""
        written = self.model_dump(include=set(Answers.model_fields), mode="json")
        return {key: part for key, part in written.items() if part}
