"""Negotiations made up for measuring: additive domains of four kinds, the same for the same seed.

Every kind gives each party points for each option and a weight for each issue; a package is worth the sum
of weight × points. The floor of a party is the least that any package gives it, so that every package is
signable and the frontier is as wide as the points allow.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import Is, implication
from detente.outcomes.domain import Domain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.case.formula import Formula

__all__ = ["Kind", "Recipe", "additive_domain", "sizes_of", "with_rules"]

LARGEST_WEIGHT = 10
"""Weights are drawn from 1 to this."""

NOISE = 20
"""How far, in points, an opposed or correlated party may stray from the points it is derived from."""


class Kind(Enum):
    """How the parties' points are related."""

    INDEPENDENT = "independent"
    OPPOSED = "opposed"
    CORRELATED = "correlated"
    RANKED = "rank-derived"

    def __str__(self) -> str:
        """Return the word for the kind."""
        return self.value


@dataclass(frozen=True)
class Recipe:
    """What a made-up domain is made from; the same recipe always makes the same domain."""

    kind: Kind
    parties: int
    sizes: tuple[int, ...]
    seed: int
    rules: int = 0

    def domain(self) -> Domain:
        """Make the domain."""
        made = additive_domain(self.kind, self.parties, self.sizes, self.seed)
        return with_rules(made, self.rules, self.seed)


def sizes_of(exponent: int) -> tuple[int, ...]:
    """Return how many options each issue has where 10 to the power of ``exponent`` packages are wanted.

    The options alternate between 4, 5, 5 and 10, or 10 alone for what is left over.

    >>> sizes_of(3)
    (4, 5, 5, 10)
    >>> [math.prod(sizes_of(exponent)) for exponent in (1, 2, 5, 6)]
    [10, 100, 100000, 1000000]
    """
    blocks = {1: (10,), 2: (4, 5, 5), 3: (4, 5, 5, 10)}
    return sum((blocks[min(3, exponent - done)] for done in range(0, exponent, 3)), ())


def additive_domain(kind: Kind, parties: int, sizes: Sequence[int], seed: int) -> Domain:
    """Return an additive domain whose points are integers, without rules and with every package signable.

    - independent: points from 0 to 100, drawn for each party by itself.
    - opposed: two camps; what is worth x to one is worth 100 − x to the other, give or take 20 points.
    - correlated: everybody's points are the same, give or take 20.
    - rank-derived: every party ranks the options of an issue, evenly spaced from 0 to 100, and ranks the
      issues, whose weights are the rank-order centroids and sum to 100. The integers are then steps of one
      fraction of a point, the same for all parties.

    The weights of the other kinds are integers from 1 to 10. ``sizes``: the options of each issue, at
    least two.

    >>> domain = additive_domain(Kind.RANKED, 2, (3, 2), seed=1)
    >>> domain.units[0], domain.points[0].tolist(), domain.points[1].tolist()
    (Fraction(1250, 1), [[3, 6], [6, 3], [0, 0]], [[2, 0], [0, 2]])
    """
    random = np.random.default_rng([seed, parties, *sizes, list(Kind).index(kind)])
    if kind is Kind.RANKED:
        points, unit = _ranked(random, parties, sizes)
    else:
        weights = random.integers(1, LARGEST_WEIGHT + 1, size=(len(sizes), parties))
        drawn = [_points(random, kind, size, parties) for size in sizes]
        points, unit = [each * weight for each, weight in zip(drawn, weights, strict=True)], Fraction(1)
    return Domain(
        issues=tuple(f"issue_{number}" for number in range(1, len(sizes) + 1)),
        options=tuple(tuple(f"option_{number}" for number in range(1, size + 1)) for size in sizes),
        columns=tuple(f"party_{number}" for number in range(1, parties + 1)),
        objectives=parties,
        points=tuple(points),
        floors=np.sum([each.min(axis=0) for each in points], axis=0, dtype=np.int64),
        units=(unit,) * parties,
    )


def with_rules(domain: Domain, count: int, seed: int) -> Domain:
    """Return the domain with ``count`` more requirements, each tying two issues that are drawn at random.

    Each says that where one issue is at a certain option, the other is at one of a drawn set of options,
    which is neither empty nor everything.

    >>> ruled = with_rules(additive_domain(Kind.INDEPENDENT, 2, (4, 4, 4), seed=1), 2, seed=1)
    >>> [sorted(rule.issues) for rule in ruled.requirements]
    [['issue_2', 'issue_3'], ['issue_2', 'issue_3']]
    """
    random = np.random.default_rng([seed, count])
    rules: list[Formula] = []
    for _ in range(count):
        first, second = (int(issue) for issue in random.choice(len(domain.issues), 2, replace=False))
        options = domain.options[second]
        allowed = random.choice(options, random.integers(1, len(options)), replace=False)
        rules.append(
            implication(
                Is(domain.issues[first], frozenset({str(random.choice(domain.options[first]))})),
                Is(domain.issues[second], frozenset(map(str, allowed))),
            )
        )
    return replace(domain, requirements=(*domain.requirements, *rules))


def _points(random: np.random.Generator, kind: Kind, size: int, parties: int) -> NDArray[np.int64]:
    if kind is Kind.INDEPENDENT:
        return random.integers(0, 101, size=(size, parties))
    shared = random.integers(0, 101, size=(size, 1)).repeat(parties, axis=1)
    if kind is Kind.OPPOSED:
        shared[:, 1::2] = 100 - shared[:, 1::2]
    strayed: NDArray[np.int64] = shared + random.integers(-NOISE, NOISE + 1, size=(size, parties))
    return strayed.clip(0, 100)


def _ranked(
    random: np.random.Generator, parties: int, sizes: Sequence[int]
) -> tuple[list[NDArray[np.int64]], Fraction]:
    centroids = [
        Fraction(100, len(sizes)) * sum(Fraction(1, place) for place in range(first, len(sizes) + 1))
        for first in range(1, len(sizes) + 1)
    ]
    weights = [[centroids[place] for place in random.permutation(len(sizes))] for _ in range(parties)]
    points = [
        [
            [
                weights[party][issue] * Fraction(100 * int(place), size - 1)
                for party, place in enumerate(places)
            ]
            for places in zip(*(random.permutation(size) for _ in range(parties)), strict=True)
        ]
        for issue, size in enumerate(sizes)
    ]
    values = [value for issue in points for option in issue for value in option]
    denominator = math.lcm(*(value.denominator for value in values))
    unit = Fraction(math.gcd(*(int(value * denominator) for value in values)), denominator)
    steps = [np.array([[int(value / unit) for value in option] for option in issue]) for issue in points]
    return steps, unit
