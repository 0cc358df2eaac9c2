"""The face that every answer shows: sentences, tables, and plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Answer"]


class Answer(Protocol):
    """Whatever a command can show."""

    def summary(self) -> list[str]:
        """Return the answer in sentences."""

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the answer as tables by name."""

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain values."""
