"""Warnings about numbers: what is too small to count, and what no package can reach."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.case.following import followed
from detente.case.numbers import Range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.document import Key, Path_
    from detente.case.parties import Holder
    from detente.case.problems import Problem

__all__ = ["value_warnings"]

NEGLIGIBLE = Fraction(1, 100)
"""Share of what is at stake for a holder, below which a number hardly counts."""


@dataclass(frozen=True)
class _Stakes:
    """What packages can be worth to a party, in units of weight times points."""

    least: Fraction
    most: Fraction

    @property
    def span(self) -> Fraction:
        return self.most - self.least


def value_warnings(case: Case) -> Iterator[Problem]:
    """Yield what is doubtful in weights, in interactions and in the value of no agreement."""
    yield from _of_scales(case)
    for section in ("parties", "blocs", "camps"):
        for key, holder in getattr(case, section).items():
            if not holder.worth and not isinstance(holder.walk_away, Range):
                continue
            stakes = _stakes(case, key)
            yield from _of_worth(case, (section, key, "worth"), holder, stakes)
            if isinstance(holder.walk_away, Range):
                gain = sum((max(one.points.high, Fraction(0)) for one in holder.worth), Fraction(0))
                reach = replace(stakes, most=stakes.most + gain)
                yield from _of_walk_away(case, (section, key, "walk_away"), holder.walk_away, reach)
    yield from _of_weights(case)


def _of_scales(case: Case) -> Iterator[Problem]:
    words = ("vital", "important", "minor")
    for above, below in pairwise(words):
        if getattr(case.scales, above).nominal < getattr(case.scales, below).nominal:
            message = f"the scales give {above!r} less weight than {below!r}"
            yield case.document.problem(("scales", above), message, at_key=True)


def _of_worth(case: Case, path: Path_, holder: Holder, stakes: _Stakes) -> Iterator[Problem]:
    for index, interaction in enumerate(holder.worth):
        largest = max(abs(interaction.points.low), abs(interaction.points.high))
        if largest < NEGLIGIBLE * stakes.span:
            message = _hardly(largest, path[1], float(stakes.span))
            yield case.document.problem((*path, index, "points"), message)


def _of_walk_away(case: Case, path: Path_, walk_away: Range, stakes: _Stakes) -> Iterator[Problem]:
    key, span = path[1], float(stakes.span)
    if walk_away.low > stakes.most:
        best = f"the best package ({float(stakes.most):g})"
        message = f"no agreement is worth more to {key!r} than {best}, so it signs nothing"
        yield case.document.problem(path, message)
    elif walk_away.high and abs(walk_away.high) < NEGLIGIBLE * stakes.span:
        yield case.document.problem(path, _hardly(walk_away.high, key, span))


def _hardly(points: Fraction, key: Key, span: float) -> str:
    stakes = f"what is at stake for {key!r}: {span:g} in units of weight times points"
    return f"{float(points):g} points hardly count beside {stakes}"


def _of_weights(case: Case) -> Iterator[Problem]:
    """Yield stances whose weight is left out and counts 1, beside others on a scale of 100."""
    heaviest: dict[str, Fraction] = {}
    numbers = case.nominal.numbers
    for key, issue in case.issues.items():
        for holder in issue.stances:
            weight = numbers.get(f"issues.{key}.stances.{holder}.weight", Fraction(0))
            heaviest[holder] = max(weight, heaviest.get(holder, Fraction(0)))
    for key, issue in case.issues.items():
        for holder in issue.stances:
            path = f"issues.{key}.stances.{holder}.weight"
            if path not in numbers and heaviest[holder] * NEGLIGIBLE * 10 > 1:
                message = (
                    f"this stance of {holder!r} has no weight and so counts 1, beside weights up to "
                    f"{float(heaviest[holder]):g}"
                )
                yield case.document.problem(("issues", key, "stances", holder), message, at_key=True)


def _stakes(case: Case, key: str) -> _Stakes:
    """Return what packages can be worth to a party; for a bloc or camp, to the member with most at stake."""
    section = case.blocs if key in case.blocs else case.camps if key in case.camps else {}
    if key in section:
        inner = [_stakes(case, member) for member in section[key].members]
        return max(inner, key=lambda stakes: stakes.span)
    holders = followed(case, key)
    least = most = Fraction(0)
    for name, issue in case.issues.items():
        holder = next((one for one in holders if one in issue.stances), None)
        stance = issue.stances[holder] if holder else None
        if stance is None or (stance.order is None and stance.points is None):
            continue
        path = f"issues.{name}.stances.{holder}"
        weight = case.nominal.numbers.get(f"{path}.weight", Fraction(1))
        points = [case.nominal.numbers[f"{path}.points.{option}"] for option in issue.options]
        least += weight * min(points)
        most += weight * max(points)
    return _Stakes(least, most)
