"""What verdicts rest on in small random cases, against exhaustive search of the corners of their inputs.

Two parties agree on two issues with two options each. What may be otherwise are four ranges, of which the
ends are looked at, and red lines, floors and a rule, which may be left out; every package is gone through.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from random import Random
from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case
from detente.claims.search import search
from detente.claims.study import Study

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.claims.sufficient import Sufficient

PARTIES, ISSUES, OPTIONS = "ab", ("hill", "vale"), ("old", "new")
PACKAGES = tuple(product(OPTIONS, OPTIONS))
Package = tuple[str, ...]
CASE = """
detente: 1
title: A hill and a vale
as_of: 2020-01-01
parties:
  a: {{walk_away: {floor_a}, red_lines: [{{id: no-a, never: {line_a}}}]}}
  b: {{walk_away: {floor_b}, red_lines: [{{id: no-b, never: {line_b}}}]}}
issues:
  hill: {{options: [old, new], today: old, decided_by: [a, b], stances: {{a: {hill_a}, b: {hill_b}}}}}
  vale: {{options: [old, new], today: old, decided_by: [a, b], stances: {{a: {vale_a}, b: {vale_b}}}}}
rules: [{{id: rule, require: not ({rule})}}]
claims: [{{id: C, says: C., holds_if: "{claim}"}}]
"""


@dataclass(frozen=True)
class _Drawn:
    """Numbers by their paths, each with its least and most; packages barred by a path; and the claim."""

    numbers: Mapping[str, tuple[int, int]]
    bars: Mapping[str, Package]
    claim: str
    counted: tuple[tuple[int, str], tuple[int, str]]

    @property
    def free(self) -> dict[str, int]:
        """The inputs, each with the number of ways in which it may lie: as the case says comes first."""
        found = {path: 3 for path, (low, high) in self.numbers.items() if low < high}
        for path in (*self.bars, *(f"parties.{one}.walk_away" for one in PARTIES)):
            found[path] = found.get(path, 1) + 1
        return found

    def holds(self, ways: Mapping[str, int]) -> bool:
        """Tell whether the claim holds, by going through every package."""
        given = {
            path: ((low + high) // 2, low, high)[ways.get(path, 0) % 3] if low < high else low
            for path, (low, high) in self.numbers.items()
        }
        barred = {package for path, package in self.bars.items() if not ways.get(path)}
        signed = [one for one in PACKAGES if one not in barred and self._accepted(one, given, ways)]
        first, second = (
            sum(package[place] == option for package in signed) for place, option in self.counted
        )
        return {
            "= 0": first == 0,
            "> 0": first > 0,
            ">= 2": first >= 2,
            ">": first > second,
            "=": first == second,
        }[self.claim]

    def _accepted(self, package: Package, given: Mapping[str, int], ways: Mapping[str, int]) -> bool:
        return all(
            sum(
                given[f"issues.{issue}.stances.{one}.points.{option}"]
                for issue, option in zip(ISSUES, package, strict=True)
            )
            >= given[floor]
            for one in PARTIES
            if ways.get(floor := f"parties.{one}.walk_away", 0) != self.free[floor] - 1
        )


def _drawn(random: Random) -> _Drawn:
    floors = [f"parties.{one}.walk_away" for one in PARTIES]
    points = [
        f"issues.{issue}.stances.{one}.points.{option}"
        for issue in ISSUES
        for one in PARTIES
        for option in OPTIONS
    ]
    ranged = random.sample([*floors, *points], 4)
    numbers = {}
    for path in (*floors, *points):
        middle, half = random.randint(*((60, 120) if path in floors else (20, 90))), random.randint(5, 18)
        numbers[path] = (middle - half, middle + half) if path in ranged else (middle, middle)
    barring = ("parties.a.red_lines.no-a", "parties.b.red_lines.no-b", "rules.rule")
    bars = {path: random.choice(PACKAGES) for path in barring}
    first, second = ((random.randrange(2), random.choice(OPTIONS)) for _ in range(2))
    return _Drawn(numbers, bars, random.choice(["= 0", "> 0", ">= 2", ">", "="]), (first, second))


def _case(drawn: _Drawn) -> Case:
    def number(path: str) -> str:
        low, high = drawn.numbers[path]
        return f"[{low}, {high}]" if low < high else str(low)

    def never(package: Package) -> str:
        return " and ".join(f"{issue} is {option}" for issue, option in zip(ISSUES, package, strict=True))

    def stance(issue: str, party: str) -> str:
        paths = (f"issues.{issue}.stances.{party}.points.{option}" for option in OPTIONS)
        points = (f"{option}: {number(path)}" for option, path in zip(OPTIONS, paths, strict=True))
        return f"{{points: {{{', '.join(points)}}}}}"

    stances = {f"{issue}_{one}": stance(issue, one) for issue in ISSUES for one in PARTIES}
    first, second = (f"signable({ISSUES[place]} is {option})" for place, option in drawn.counted)
    compared = f"{first} {drawn.claim}"
    return Case.from_text(
        CASE.format(
            **{f"floor_{one}": number(f"parties.{one}.walk_away") for one in PARTIES},
            **{f"line_{one}": never(drawn.bars[f"parties.{one}.red_lines.no-{one}"]) for one in PARTIES},
            **stances,
            rule=never(drawn.bars["rules.rule"]),
            claim=f"{compared} {second}" if drawn.claim in {">", "="} else compared,
        )
    )


def _moved(drawn: _Drawn) -> Iterator[frozenset[str]]:
    """Yield what lies elsewhere in each corner in which the verdict is another."""
    free, verdict = drawn.free, drawn.holds({})
    for ways in product(*map(range, free.values())):
        if drawn.holds(dict(zip(free, ways, strict=True))) != verdict:
            yield frozenset(path for path, way in zip(free, ways, strict=True) if way)


def _found(drawn: _Drawn) -> Sufficient:
    case = _case(drawn)
    study, [claim] = Study(case, case.claims), case.claims
    assert study.verdict(claim) == drawn.holds({})
    found = search(study, claim, ())
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(60))
def test_no_corner_refutes_a_set_and_no_smaller_set_is_ruled_out(seed: int) -> None:
    drawn = _drawn(Random(seed))
    refuting, found = set(_moved(drawn)), _found(drawn)
    assert all(moved & {*found.inputs} for moved in refuting)
    assert all(one in moved for one in found.instead for moved in refuting)
    smallest = next(
        size
        for size in range(len(drawn.free) + 1)
        if any(all(moved & {*held} for moved in refuting) for held in combinations(drawn.free, size))
    )
    assert found.at_least <= smallest <= len(found.inputs)
