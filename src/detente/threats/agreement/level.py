"""Levels of measurement: what about an answer has a meaning."""

from __future__ import annotations

from enum import Enum

__all__ = ["Level"]


class Level(Enum):
    """What may be compared: sameness, order, distance, or distance from a true zero.

    Source: S. S. Stevens, "On the theory of scales of measurement", Science 103 (1946).

    >>> print(Level.ORDINAL)
    ordinal
    """

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"

    def __str__(self) -> str:
        return self.value

    @classmethod
    def of(cls, level: Level | str) -> Level:
        """Return the level of a name; raises ``ValueError`` for any other name.

        >>> Level.of("ratio") is Level.RATIO
        True
        """
        try:
            return cls(level)
        except ValueError:
            known = ", ".join(one.value for one in cls)
            raise ValueError(f"the level of measurement is one of {known}, and {level!r} is not") from None
