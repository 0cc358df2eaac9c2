"""What is uncertain in commitments: what a breach brings and costs, and how likely it is to be noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.numbers import Range
from detente.case.uncertainty import GRID, Input

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.issues import Issue

__all__ = ["commitment_inputs"]

_FIELDS = {"gain": GRID, "penalty": GRID, "detection": GRID / 100}
"""On which grid each number is drawn."""


def commitment_inputs(key: str, issue: Issue) -> Iterator[Input]:
    """Yield the numbers of those who could breach what is agreed on an issue."""
    for party, commitment in issue.commitments.items():
        for field, grid in _FIELDS.items():
            source = getattr(commitment, field)
            if isinstance(source, Range):
                number = f"issues.{key}.kept_by.{party}.{field}"
                yield Input(number, source, (number,), grid)
