"""How likely a breach is to be noticed, as written: a probability, or the regime that says so."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Tag

from detente.case.numbers import Probability
from detente.case.written import Name, is_name

__all__ = ["Detection"]


def _named_or_number(value: object) -> str:
    """Tell the name of a regime from a probability."""
    return "<word>" if is_name(value) else "<number>"


Detection = Annotated[
    Annotated[Name, Tag("<word>")] | Annotated[Probability, Tag("<number>")], Discriminator(_named_or_number)
]
