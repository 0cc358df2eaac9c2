"""Conditions on options: which of them are chosen and which are not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["PATTERN", "Choices", "Condition", "bits_of"]

Choices = tuple[tuple[int, bool], ...]
"""Options by number, from 0, and whether each is chosen."""
PATTERN = re.compile("[YN-]*[YN][YN-]*")
"""A letter for each option: ``Y`` chosen, ``N`` not, ``-`` either."""


@dataclass(frozen=True)
class Condition:
    """A condition on options, which holds where any of several combinations of choices does.

    ``any_of``: the combinations, each of which holds where all its options are chosen or not, as it says.

    Raises ``ValueError`` where there is no combination, or one without an option.
    """

    any_of: tuple[Choices, ...]

    def __post_init__(self) -> None:
        """Refuse what says nothing."""
        if not self.any_of or not all(self.any_of):
            raise ValueError("a condition has at least one combination, and each of them at least one option")

    @classmethod
    def of(cls, *patterns: str) -> Condition:
        """Return the condition that any of some patterns holds: ``Y`` chosen, ``N`` not, ``-`` either.

        Raises ``ValueError`` for what is no pattern.

        >>> Condition.of("Y-N")
        Condition(any_of=(((0, True), (2, False)),))
        """
        for pattern in patterns:
            if not PATTERN.fullmatch(pattern):
                raise ValueError(f"a pattern has Y, N and -, and not - alone; this one is {pattern!r}")
        return cls(
            tuple(
                tuple((option, sign == "Y") for option, sign in enumerate(pattern) if sign != "-")
                for pattern in patterns
            )
        )

    @property
    def options(self) -> frozenset[int]:
        """The options that it speaks of."""
        return frozenset(option for choices in self.any_of for option, _ in choices)

    def holds(self, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Return in which states it holds: (states,).

        ``codes``: (states,), a bit for each option, that of the first one the least.
        """
        found = np.zeros(codes.shape, dtype=np.bool_)
        for choices in self.any_of:
            bits = bits_of(choices)
            if bits is not None:
                among, chosen = bits
                found |= (codes & among) == chosen
        return found


def bits_of(choices: Choices) -> tuple[int, int] | None:
    """Return the bits of the options that are spoken of, and of those chosen; None where they contradict.

    >>> bits_of(((0, True), (2, False))), bits_of(((0, True), (0, False)))
    ((5, 1), None)
    """
    chosen, left = 0, 0
    for option, is_chosen in choices:
        if is_chosen:
            chosen |= 1 << option
        else:
            left |= 1 << option
    return None if chosen & left else (chosen | left, chosen)
