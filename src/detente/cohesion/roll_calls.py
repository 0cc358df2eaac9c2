"""How members would vote on single changes from today: what indices of cohesion are made of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.cohesion.agreement_index import agreement_index
from detente.cohesion.rice_index import rice_index
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.values import valuation_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from detente.cohesion.sides import Member, Sides

__all__ = ["RollCall", "mean_of", "roll_calls"]


@dataclass(frozen=True)
class RollCall:
    """A vote on one change from today.

    ``answers`` gives for each voice 1 for yes, −1 for no and 0 where it is indifferent; ``yes``, ``no`` and
    ``abstain`` count members.
    """

    issue: str
    option: str
    answers: Mapping[str, int]
    yes: int
    no: int
    abstain: int

    @property
    def rice(self) -> Fraction | None:
        """The Rice index; None where nobody takes sides."""
        return rice_index(self.yes, self.no)

    @property
    def agreement(self) -> Fraction | None:
        """The agreement index."""
        return agreement_index(self.yes, self.no, self.abstain)


def roll_calls(sides: Sides) -> tuple[RollCall, ...]:
    """Return a vote on each change of one issue on the table that the rules let exist.

    A member votes for what is worth more to it than today, and against what is worth less or what crosses a
    red line by which it judges.
    """
    inside = sides.inside
    found = []
    for issue in inside.issues:
        for option in inside.case.issues[issue].options:
            package = {one: inside.today[one] for one in inside.issues} | {issue: option}
            if option == inside.today[issue] or not inside.exists(package):
                continue
            answers = {one.key: _answer(sides, one, package) for one in sides.members}
            yes, no, abstain = (
                sum(len(one.parties) for one in sides.members if answers[one.key] == answer)
                for answer in (1, -1, 0)
            )
            found.append(RollCall(issue, option, answers, yes, no, abstain))
    return tuple(found)


def _answer(sides: Sides, member: Member, package: Mapping[str, str]) -> int:
    lines = (one for one in member.asks if one.kind is ConstraintKind.RED_LINE)
    if any(one.requires is not None and not one.requires.holds(package) for one in lines):
        return -1
    valuation = valuation_of(sides.inside.certain, member.voice)
    gain = valuation.gain(sides.inside.today, sides.inside.whole(package))
    return (gain > 0) - (gain < 0)


def mean_of(indices: Iterable[Fraction | None]) -> Fraction | None:
    """Return the mean of those indices that have a value, or None where none has."""
    known: Sequence[Fraction] = [one for one in indices if one is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
