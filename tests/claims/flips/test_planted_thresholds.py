"""The smallest change that flips a claim, against exhaustive search where the inputs interact.

One package of two issues is worth w1 p1 + w2 p2 to the one who has to be won, and is signed iff that is not
below a floor f. Five inputs have ranges, weights and points multiply, and every threshold is known.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case
from detente.claims.flips import flips_of
from detente.claims.study import Study

if TYPE_CHECKING:
    from detente.claims.flips import Flip, Flips

CASE = """
detente: 1
title: One package
as_of: 2010-02-01
parties: {{a: {{walk_away: {f}}}, b: {{walk_away: 0}}}}
issues:
  one:
    options: {{n: No, y: Yes}}
    today: n
    decided_by: [a, b]
    stances: {{a: {{points: {{n: 0, y: {p1}}}, weight: {w1}}}, b: {{points: {{n: 0, y: 5}}}}}}
  two:
    options: {{n: No, y: Yes}}
    today: n
    decided_by: [a, b]
    stances: {{a: {{points: {{n: 0, y: {p2}}}, weight: {w2}}}, b: {{points: {{n: 0, y: 5}}}}}}
claims: [{{id: C, says: It can be signed., holds_if: signable(one is y and two is y) > 0}}]
"""
PATHS = {
    "w1": "issues.one.stances.a.weight",
    "p1": "issues.one.stances.a.points.y",
    "w2": "issues.two.stances.a.weight",
    "p2": "issues.two.stances.a.points.y",
    "f": "parties.a.walk_away",
}
NEAR = Fraction(1, 100)
GRID = 400
"""Steps of a range in the exhaustive search."""
Ranges = dict[str, tuple[int, int]]


def _holds(given: dict[str, Fraction]) -> bool:
    return given["w1"] * given["p1"] + given["w2"] * given["p2"] >= given["f"]


def _threshold(given: dict[str, Fraction], name: str) -> Fraction:
    """Return where the claim turns if one number alone is another: solved by hand."""
    if name == "f":
        return given["w1"] * given["p1"] + given["w2"] * given["p2"]
    other = {"w1": "p1", "p1": "w1", "w2": "p2", "p2": "w2"}[name]
    rest = [given["w2"] * given["p2"], given["w1"] * given["p1"]][name.endswith("2")]
    return (given["f"] - rest) / given[other]


def _single(ranges: Ranges) -> Fraction | None:
    """Return the least distance of a single change within the ranges that flips the claim."""
    nominal = {name: Fraction(low + high, 2) for name, (low, high) in ranges.items()}
    found = []
    for name, (low, high) in ranges.items():
        threshold = _threshold(nominal, name)
        if low < threshold < high:
            found.append(abs(threshold - nominal[name]) / (high - low))
    return min(found, default=None)


def _pair(ranges: Ranges) -> Fraction | None:
    """Return the least sum of two distances that flips it: one along a grid, for the other the threshold."""
    nominal = {name: Fraction(low + high, 2) for name, (low, high) in ranges.items()}
    found = []
    for one, (low, high) in ranges.items():
        for step in range(GRID + 1):
            moved = {**nominal, one: low + Fraction((high - low) * step, GRID)}
            for other, (least, most) in ranges.items():
                if other != one and moved.get("w1") and moved["p1"] and moved["w2"] and moved["p2"]:
                    threshold = _threshold(moved, other)
                    if least < threshold < most:
                        away = abs(moved[one] - nominal[one]) / (high - low)
                        found.append(away + abs(threshold - nominal[other]) / (most - least))
    return min(found, default=None)


def _drawn(random: Random, widest: int) -> Ranges:
    """Draw ranges with even sums, so that the nominal values are whole numbers."""
    ranges = {}
    for name, (low, high) in {"w1": (4, 20), "p1": (20, 80), "w2": (4, 20), "p2": (20, 80)}.items():
        middle, half = random.randint(low + 4, high), random.randint(1, min(widest, low))
        ranges[name] = (middle - half, middle + half)
    worth = sum(ranges[f"w{one}"][0] * ranges[f"p{one}"][0] for one in (1, 2))
    most = sum(ranges[f"w{one}"][1] * ranges[f"p{one}"][1] for one in (1, 2))
    middle, half = random.randint(worth, most), random.randint(5, 40)
    ranges["f"] = (middle - half, middle + half)
    return ranges


def _found(ranges: Ranges) -> Flips:
    case = Case.from_text(CASE.format(**{name: list(pair) for name, pair in ranges.items()}))
    return flips_of(Study(case, case.claims), case.claims[0], None, thorough=True)


def _flips(flip: Flip, ranges: Ranges) -> bool:
    """Tell whether a change flips the claim, by the formula."""
    nominal = {name: Fraction(low + high, 2) for name, (low, high) in ranges.items()}
    names = {path: name for name, path in PATHS.items()}
    moved = {names[one.input]: one.after for one in flip.changes}
    return _holds({**nominal, **moved}) != _holds(nominal)  # type: ignore[dict-item]  # all of them numbers


SEEDS = range(300)
SINGLE = [seed for seed in SEEDS if _single(_drawn(Random(seed), 3)) is not None][:25]


@pytest.mark.parametrize("seed", SINGLE)
def test_a_single_change_is_as_small_as_exhaustive_search_finds(seed: int) -> None:
    ranges = _drawn(Random(seed), 3)
    found, least = _found(ranges).singles, _single(ranges)
    assert least is not None
    known = [one for one in found if one.changes[0].input in PATHS.values()]
    assert least <= known[0].distance <= least * (1 + NEAR) + Fraction(1, 10**5)
    assert _flips(known[0], ranges)


def _only_in_pairs(ranges: Ranges) -> bool:
    """Tell whether the claim holds, no single number flips it, and two do; to drop the floor would not."""
    nominal = {name: Fraction(low + high, 2) for name, (low, high) in ranges.items()}
    return _holds(nominal) and _single(ranges) is None and _pair(ranges) is not None


PAIRED = [seed for seed in SEEDS if _only_in_pairs(_drawn(Random(seed), 2))][:25]


@pytest.mark.parametrize("seed", PAIRED)
def test_a_pair_is_as_small_as_exhaustive_search_finds_where_no_single_change_flips(seed: int) -> None:
    ranges = _drawn(Random(seed), 2)
    found, least = _found(ranges), _pair(ranges)
    assert least is not None
    assert not found.singles
    assert found.pair is not None
    assert found.pair.distance <= least * (1 + NEAR)
    assert _flips(found.pair, ranges)


@pytest.mark.parametrize("floor", [[480, 540], ["479.9999", 540], [479, "541.00001"]])
def test_a_case_file_can_hold_what_flips_a_claim_that_barely_holds_or_fails(floor: list[float]) -> None:
    """By hand: 10 times 50 and 1 times 10 are 510, and the floor is that, or hardly less or more."""
    case = Case.from_text(
        CASE.format(w1=[9, 11], p1=[49, 51], w2="[0.9, 1.1]", p2=10, f=f"[{floor[0]}, {floor[1]}]")
    )
    singles = flips_of(Study(case, case.claims), case.claims[0], None, thorough=True).singles
    numbers = [one.changes[0].after for one in singles if one.changes[0].after is not None]
    assert len(numbers) == len(singles) - (floor[0] == 479)  # one that fails would hold without the floor
    assert len(numbers) >= len(PATHS) - 1
    assert all(isinstance(one, Fraction) and not 10**6 % one.denominator for one in numbers)


def test_there_are_fifty_of_them() -> None:
    assert (len(SINGLE), len(PAIRED)) == (25, 25)
