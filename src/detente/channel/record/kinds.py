"""What an entry of a record is."""

from __future__ import annotations

from enum import Enum

__all__ = ["Kind"]


class Kind(Enum):
    """What an entry is. Any of them may also make a move of the procedure; ``convene`` always does."""

    OPEN = "open"
    CONVENE = "convene"
    REPLY = "reply"
    EXPLAIN = "explain"
    ATTEND = "attend"
    MINUTE = "minute"
    PROPOSE = "propose"
    DECLARE = "declare"
    ACKNOWLEDGE = "acknowledge"
    MOVE = "move"
    ROTATE = "rotate"
    REVOKE = "revoke"

    def __str__(self) -> str:
        """Return the word for it."""
        return self.value

    @property
    def speaks(self) -> bool:
        """Whether it is something that a party says or does, and not about keys and records."""
        return self not in (Kind.OPEN, Kind.ACKNOWLEDGE, Kind.ROTATE, Kind.REVOKE)
