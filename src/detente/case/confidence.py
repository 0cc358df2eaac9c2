"""How sure a figure of a treaty is: read in its text, or only recalled."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import BeforeValidator

from detente.case.fields import one_of

__all__ = ["Certainty", "Confidence"]


class Certainty(Enum):
    """Whether a figure was checked against a source."""

    CONFIRMED = "confirmed"
    RECALLED = "recalled"
    UNSURE = "unsure"

    def __str__(self) -> str:
        """Return the word an analyst writes."""
        return self.value


Confidence = Annotated[Certainty, BeforeValidator(one_of(one.value for one in Certainty))]
