"""What packages are worth: exact sums of weight times points, plus interactions."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.case.naming import issue_name, joined
from detente.outcomes.holders import Voice, interactions_of, members, voices, walk_away_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.case.formula import Formula
    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase

__all__ = ["Valuation", "bloc_value_says", "mean", "valuation_of", "value_of"]


@dataclass(frozen=True)
class Valuation:
    """What every package is worth to somebody, in units of weight times points.

    ``points`` maps issue and option; an issue that is missing is worth nothing either way. ``walk_away`` is
    the value of no agreement, or None where that is the value of today.
    """

    points: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    interactions: tuple[tuple[Formula, Fraction], ...] = ()
    walk_away: Fraction | None = None

    def of(self, package: Mapping[str, str]) -> Fraction:
        """Return the value of a package that settles every issue."""
        total = sum((points[package[issue]] for issue, points in self.points.items()), Fraction(0))
        return total + sum((points for when, points in self.interactions if when.holds(package)), Fraction(0))

    def gain(self, before: Mapping[str, str], after: Mapping[str, str]) -> Fraction:
        """Return by how much one package that settles every issue is worth more than another."""
        steps = [
            points[after[issue]] - points[before[issue]]
            for issue, points in self.points.items()
            if after[issue] != before[issue]
        ]
        steps += [
            points if when.holds(after) else -points
            for when, points in self.interactions
            if when.holds(after) != when.holds(before)
        ]
        return sum(steps, Fraction(0))

    def floor(self, today: Mapping[str, str]) -> Fraction:
        """Return the value of no agreement when ``today`` is the status quo."""
        return self.of(today) if self.walk_away is None else self.walk_away

    @property
    def indifferent(self) -> bool:
        """Whether every package is worth the same."""
        return not self.interactions and all(
            len(set(points.values())) == 1 for points in self.points.values()
        )


@lru_cache(maxsize=64)
def valuation_of(certain: CertainCase, voice: Voice) -> Valuation:
    """Return what packages are worth to a voice."""
    return Valuation(
        {issue: _stance_points(certain, issue, holder) for issue, holder in voice.stances},
        _interactions(certain, voice.worth),
        _walk_away(certain, voice.walk_away),
    )


@lru_cache(maxsize=64)
def value_of(certain: CertainCase, key: str) -> Valuation:
    """Return what packages are worth to a party or a bloc.

    A bloc's value is its own stance where the case gives one, else the mean of its members.
    """
    case = certain.case
    heard = voices(case, (key,))
    valuations = [valuation_of(certain, voice) for voice in heard]
    if key not in case.blocs:
        return valuations[0]
    sizes = [len(voice.parties) for voice in heard]
    average = mean(valuations, sizes)
    own = {
        issue: _stance_points(certain, issue, key) for issue, one in case.issues.items() if key in one.stances
    }
    bloc = case.blocs[key]
    walk_away = _walk_away(certain, key) if bloc.walk_away is not None else None
    interactions = _interactions(certain, key) if bloc.worth else average.interactions
    return Valuation({**average.points, **own}, interactions, walk_away)


def bloc_value_says(case: CaseFile, key: str, issues: Sequence[str]) -> str:
    """Say in words what a bloc's value is made of on some issues.

    Raises ``KeyError`` where there is no such bloc.
    """
    _ = case.blocs[key]
    count = len(members(case, key))
    of_members = {issue for voice in voices(case, (key,)) for issue, _ in voice.stances}
    own = [issue for issue in issues if key in case.issues[issue].stances]
    if not own:
        return f"the mean of its {count} members"
    if of_members & set(issues) <= set(own):
        return "its own stance"
    named = joined(f"“{issue_name(case, issue)}”" for issue in own)
    return f"its own stance on {named}, and the mean of its {count} members on the rest"


def mean(valuations: Sequence[Valuation], counts: Sequence[int]) -> Valuation:
    """Return the mean of valuations, each counted as often as it has members."""
    total = sum(counts)
    points: dict[str, dict[str, list[tuple[Fraction, int]]]] = {}
    interactions: dict[Formula, list[tuple[Fraction, int]]] = {}
    for valuation, count in zip(valuations, counts, strict=True):
        for issue, options in valuation.points.items():
            terms = points.setdefault(issue, {option: [] for option in options})
            for option, value in options.items():
                terms[option].append((value, count))
        for when, value in valuation.interactions:
            interactions.setdefault(when, []).append((value, count))
    return Valuation(
        {
            issue: {option: _weighted_mean(terms, total) for option, terms in options.items()}
            for issue, options in points.items()
        },
        tuple((when, _weighted_mean(terms, total)) for when, terms in interactions.items()),
    )


def _weighted_mean(terms: Sequence[tuple[Fraction, int]], total: int) -> Fraction:
    """Return the sum of the terms, each times its count, over the total; in integers, which is faster."""
    denominator = math.lcm(*(value.denominator for value, _ in terms))
    numerator = sum(value.numerator * (denominator // value.denominator) * count for value, count in terms)
    return Fraction(numerator, denominator * total)


def _stance_points(certain: CertainCase, issue: str, holder: str) -> dict[str, Fraction]:
    settled = certain.case.issues[issue]
    path = f"issues.{issue}.stances.{holder}"
    stance = settled.stances[holder]
    if stance.order is None and stance.points is None:
        return dict.fromkeys(settled.options, Fraction(0))
    weight = certain.numbers.get(f"{path}.weight", Fraction(1))
    return {option: weight * certain.number(f"{path}.points.{option}") for option in settled.options}


def _interactions(certain: CertainCase, holder: str | None) -> tuple[tuple[Formula, Fraction], ...]:
    return tuple((when, certain.number(path)) for path, when in interactions_of(certain.case, holder))


def _walk_away(certain: CertainCase, holder: str | None) -> Fraction | None:
    path = walk_away_path(certain.case, holder)
    return None if path is None else certain.number(path)
