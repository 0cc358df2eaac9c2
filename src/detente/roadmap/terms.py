"""On what terms a block is signed with one package in force: all but the numbers, found once for a case.

Red lines, demands and rules know no numbers; where no agreement is worth what the package in force is worth,
what somebody gains by a block is a sum of few numbers. So a certain case needs no negotiation of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.outcomes.holders import interactions_of, walk_away_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.outcomes.holders import Voice
    from detente.outcomes.negotiation import Negotiation

__all__ = ["Gain", "Terms", "terms_of"]


@dataclass(frozen=True)
class Gain:
    """What a block is worth to somebody beyond the package in force.

    ``steps`` are the issues whose options differ: where the weight stands, the points of the new option and
    of the old one. ``together`` are the interactions that come to hold (1) or cease to (-1), by where their
    points stand. The same gain comes with many packages; each has a ``number`` in its case.
    """

    steps: tuple[tuple[str, str, str], ...]
    together: tuple[tuple[str, int], ...]
    number: int = field(default=-1, compare=False)

    def of(self, numbers: Mapping[str, Fraction]) -> Fraction:
        """Return the gain, in units of weight times points."""
        return sum(
            (numbers.get(weight, 1) * (numbers[new] - numbers[old]) for weight, new, old in self.steps),
            sum((times * numbers[path] for path, times in self.together), Fraction(0)),
        )


@dataclass(frozen=True)
class Terms:
    """What a block is signed on.

    ``rules`` are the paths of those that do not let the package exist to which it leads; ``crossed`` the red
    lines and demands that it does not meet, by path and holder; ``gains`` those of everybody who must not
    lose, with the path of the value of no agreement and its holder. One of ``coalitions`` must be willing,
    whose members hold none of those.
    """

    rules: tuple[str, ...]
    crossed: tuple[tuple[str, str], ...]
    gains: tuple[tuple[str, str, Gain], ...]
    coalitions: tuple[frozenset[str], ...]

    def accepted(self, is_loss: Callable[[Gain], bool], dropped: frozenset[str]) -> bool:
        """Tell whether a block is signed, by which gains are losses; what is dropped does not count."""
        if any(path not in dropped for path in self.rules):
            return False
        unwilling = {holder for path, holder in self.crossed if path not in dropped}
        open_ = [coalition for coalition in self.coalitions if not unwilling & coalition]
        if not open_:
            return False
        losing = {holder for path, holder, gain in self.gains if path not in dropped and is_loss(gain)}
        return any(not losing & coalition for coalition in open_)


def terms_of(
    negotiation: Negotiation, sets: Mapping[str, str], numbered: Callable[[Gain], Gain]
) -> Terms | None:
    """Return the terms on which a package on the table is signed, whatever the numbers of the case.

    ``numbered`` gives a gain with its number. None where a value of no agreement is declared: every issue
    then counts, on the table or not.
    """
    case, voices = negotiation.case, negotiation.voices
    if negotiation.bloc_valuations or any(walk_away_path(case, one.walk_away) for one in voices):
        return None
    floors = {one.holder: one.path for one in negotiation.limits}
    gains = (
        (floors[voice.key], voice.key, numbered(_gain(negotiation, voice, sets)))
        for voice in voices
        if voice.key in floors
    )
    return Terms(
        negotiation.broken(sets),
        tuple(
            (line.path, line.holder)
            for line in negotiation.lines
            if line.requires is not None and not line.requires.holds(sets)
        ),
        tuple(one for one in gains if one[-1].steps or one[-1].together),
        negotiation.alternatives,
    )


def _gain(negotiation: Negotiation, voice: Voice, sets: Mapping[str, str]) -> Gain:
    case, before = negotiation.case, negotiation.today
    after = negotiation.whole(sets)
    steps = []
    for issue, holder in voice.stances:
        stance = case.issues[issue].stances[holder]
        # A stance without points asks for something, and is worth nothing either way.
        if after[issue] != before[issue] and (stance.order is not None or stance.points is not None):
            given = f"issues.{issue}.stances.{holder}"
            steps.append(
                (f"{given}.weight", f"{given}.points.{after[issue]}", f"{given}.points.{before[issue]}")
            )
    together = (
        (path, when.holds(after) - when.holds(before)) for path, when in interactions_of(case, voice.worth)
    )
    return Gain(tuple(steps), tuple(one for one in together if one[1]))
