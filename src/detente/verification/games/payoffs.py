"""What a violation brings to both sides of an inspection game."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

__all__ = ["Payoffs"]


@dataclass(frozen=True)
class Payoffs:
    """What both sides gain and lose; acting legally throughout is worth 0 to both.

    ``gain`` and ``penalty`` are the inspectee's, in a unit of its own: what an undetected violation brings,
    and what one that is caught costs. The inspector loses 1 by an undetected violation and ``caught`` by one
    that is caught: more than 0 where deterrence has then failed all the same, below 0 where catching is
    welcome. None stands for ``-penalty / gain``: what one side wins the other loses, the game is zero-sum.

    Raises ``ValueError`` for payoffs with which the game has no meaning: see the messages.

    >>> Payoffs(gain=2, penalty=1).loss_when_caught
    Fraction(-1, 2)
    >>> Payoffs(caught=Fraction(1, 2)).zero_sum
    False
    """

    gain: Fraction | int = Fraction(1)
    penalty: Fraction | int = Fraction(1)
    caught: Fraction | int | None = None

    def __post_init__(self) -> None:
        """Refuse payoffs with which nobody would violate, or nothing would deter."""
        if self.gain <= 0:
            raise ValueError(
                "The gain of an undetected violation must be above 0; else nobody would violate anyway."
            )
        if self.penalty < 0:
            raise ValueError(
                "The penalty must not be below 0: a violation that pays even when caught is never deterred."
            )
        if self.caught is None:
            return
        if self.caught >= 1:
            raise ValueError(
                "The loss from a caught violation must be below 1, the loss from an undetected one; else"
                " nobody would want to inspect."
            )
        if self.caught < -self.ratio:
            raise ValueError(
                f"The loss from a caught violation must be at least {-self.ratio} here (minus penalty /"
                " gain, the zero-sum game); an inspector who gains more by catching would want violations."
            )
        if self.penalty == 0 and not self.zero_sum:
            raise ValueError(
                "Without a penalty an inspectee that is sure to be caught does not care whether it violates,"
                " so nothing follows for the inspector; give a penalty above 0."
            )

    @cached_property
    def ratio(self) -> Fraction:
        """The penalty for each unit of gain."""
        return Fraction(self.penalty) / Fraction(self.gain)

    @cached_property
    def loss_when_caught(self) -> Fraction:
        """What the inspector loses by a violation that is caught; below 0 where it gains."""
        return -self.ratio if self.caught is None else Fraction(self.caught)

    @property
    def zero_sum(self) -> bool:
        """Whether what one side wins the other loses, up to the units."""
        return self.loss_when_caught == -self.ratio
