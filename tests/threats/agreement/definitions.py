"""Measures of agreement by their definitions, pair by pair, without any code of the package."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations, product

Row = Sequence[Fraction | int | None]


def pairable(rows: Sequence[Row]) -> list[list[Fraction]]:
    """Return the answers to each item that two or more raters answered."""
    items = [[Fraction(one) for one in item if one is not None] for item in zip(*rows, strict=True)]
    return [item for item in items if len(item) > 1]


def distance(level: str, one: Fraction, other: Fraction, answers: Sequence[Fraction]) -> Fraction:
    """Return the squared difference; for ordinal data by counting answers one at a time."""
    if one == other:
        return Fraction(0)
    if level == "nominal":
        return Fraction(1)
    if level == "interval":
        return (one - other) ** 2
    if level == "ratio":
        return (one - other) ** 2 / (one + other) ** 2
    low, high = sorted((one, other))
    steps = Fraction(0)
    for answer in answers:
        if low < answer < high:
            steps += 1
        elif answer in {low, high}:
            steps += Fraction(1, 2)
    return steps**2


def disagreements(rows: Sequence[Row], level: str) -> tuple[Fraction, Fraction] | None:
    """Return the observed and the expected disagreement as means over ordered pairs of different answers.

    An item's mean counts as often as it has answers. None where no two answers can be paired.
    """
    items = pairable(rows)
    answers = [one for item in items for one in item]
    if not answers:
        return None
    observed = Fraction(0)
    for item in items:
        apart = [
            distance(level, item[i], item[j], answers)
            for i, j in product(range(len(item)), repeat=2)
            if i != j
        ]
        observed += sum(apart, Fraction(0)) / len(apart) * len(item) / len(answers)
    apart = [
        distance(level, answers[i], answers[j], answers)
        for i, j in product(range(len(answers)), repeat=2)
        if i != j
    ]
    return observed, sum(apart, Fraction(0)) / len(apart)


def alpha(rows: Sequence[Row], level: str) -> Fraction | None:
    """Return 1 - observed / expected, or None where there is no pair or no variation."""
    found = disagreements(rows, level)
    return None if found is None or not found[1] else 1 - found[0] / found[1]


def ranks(row: Sequence[Fraction | int]) -> list[Fraction]:
    """Return the mean of the places that a number has in any order of the row that sorts it."""
    ordered = sorted(row)
    places: list[Fraction] = []
    for one in row:
        own = [place for place, other in enumerate(ordered, 1) if other == one]
        places.append(Fraction(sum(own), len(own)))
    return places


def concordance(rows: Sequence[Sequence[Fraction | int]]) -> Fraction | None:
    """Return the variance of the sums of ranks over the greatest that the raters' own ranks allow.

    That is what the correction for ties amounts to: m times the sum of the squares of each rater's ranks.
    """
    ranked = [ranks(row) for row in rows]
    raters, count = len(rows), len(rows[0])
    centre = Fraction(count + 1, 2)
    squares = sum(((sum(item) - raters * centre) ** 2 for item in zip(*ranked, strict=True)), Fraction(0))
    own = sum(((rank - centre) ** 2 for row in ranked for rank in row), Fraction(0))
    return squares / (raters * own) if own else None


def chance(rows: Sequence[Sequence[Fraction | int]]) -> Fraction | None:
    """Return the share of all rearrangements of every row with at least the concordance found."""
    found = concordance(rows)
    if found is None:
        return None
    reached = total = 0
    for arranged in product(*(list(permutations(row)) for row in rows)):
        total += 1
        other = concordance(arranged)
        reached += other is not None and other >= found
    return Fraction(reached, total)
