"""Numbers of items that need not be known exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.case.numbers import Range

__all__ = ["NONE", "Amount", "amount_of", "either"]


@dataclass(frozen=True)
class Amount:
    """A number of items from ``low`` to ``high``; without end where ``high`` is None.

    >>> print(Amount(200, 260) + Amount(5, 5), "and", Amount(3, None))
    205 to 265 and at least 3
    """

    low: int
    high: int | None

    def __add__(self, other: Amount) -> Amount:
        """Return the number of both together."""
        return Amount(
            self.low + other.low, None if self.high is None or other.high is None else self.high + other.high
        )

    @property
    def certain(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    def __str__(self) -> str:
        """Return it as an analyst reads it."""
        if self.high is None:
            return f"at least {self.low:,}" if self.low else "an unknown number"
        return f"{self.low:,}" if self.certain else f"{self.low:,} to {self.high:,}"


NONE = Amount(0, 0)


def amount_of(count: Range | None) -> Amount:
    """Return a number of a case file, where None is an unknown one, as an amount.

    >>> print(amount_of(None))
    an unknown number
    """
    return Amount(0, None) if count is None else Amount(int(count.low), int(count.high))


def either(first: Amount, second: Amount) -> Amount:
    """Return the amount where it is one of two, and not known which.

    >>> print(either(Amount(3, 4), Amount(7, 7)))
    3 to 7
    """
    high = None if first.high is None or second.high is None else max(first.high, second.high)
    return Amount(min(first.low, second.low), high)
