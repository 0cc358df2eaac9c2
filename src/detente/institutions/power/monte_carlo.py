"""Voting power from coalitions and orders drawn at random, where they are too many to count.

Coalitions are drawn with every member in or out by the toss of a coin, orders with all equally likely. A
share has the interval of Wilson; a ratio of two means, which is what normalised indices are, that of the
delta method (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, chapter 6). Both are of 95 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from detente.institutions.power.random_draws import Draws
from detente.outcomes.wilson import NORMAL, wilson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from detente.institutions.power.gates import Gate

__all__ = ["DRAWS", "Estimate", "Estimates", "coalition_estimates", "order_estimates"]

DRAWS = 20_000
"""So many coalitions, and so many orders, are drawn."""

Interval = tuple[float, float]


@dataclass(frozen=True)
class Estimate:
    """One index of all members, with the interval of each; nothing where the draws say nothing."""

    values: Mapping[str, Fraction | None]
    intervals: Mapping[str, Interval]


@dataclass(frozen=True)
class Estimates:
    """What coalitions drawn at random tell."""

    absolute: Estimate
    normalised: Estimate
    prevent: Estimate
    initiate: Estimate
    johnston: Estimate
    to_act: Fraction
    to_act_interval: Interval


def coalition_estimates(members: Sequence[str], gate: Gate, seed: int) -> Estimates:
    """Estimate what depends on coalitions."""
    drawn = Draws(members, gate)
    random = np.random.default_rng([seed, 0])
    within = random.random((DRAWS, len(members))) < 0.5  # noqa: PLR2004 - the toss of a coin
    wins, critical = drawn.critical(within)
    winning = int(wins.sum())
    leaving = (critical & within & wins[:, None]).sum(axis=0)
    joining = (critical & ~within & ~wins[:, None]).sum(axis=0)
    breakable = critical & wins[:, None]
    several = breakable.sum(axis=1)
    parts = breakable / np.maximum(several, 1)[:, None]
    return Estimates(
        absolute=_shares(members, critical.sum(axis=0), DRAWS),
        normalised=_ratios(members, breakable.astype(float), several.astype(float)),
        prevent=_shares(members, leaving, winning),
        initiate=_shares(members, joining, DRAWS - winning),
        johnston=_ratios(members, parts, (several > 0).astype(float)),
        to_act=Fraction(winning, DRAWS),
        to_act_interval=wilson(winning, DRAWS),
    )


def order_estimates(members: Sequence[str], gate: Gate, seed: int) -> Estimate:
    """Estimate the index of Shapley and Shubik: who is pivotal in orders drawn at random."""
    random = np.random.default_rng([seed, 1])
    orders = random.permuted(np.tile(np.arange(len(members)), (DRAWS, 1)), axis=1)
    pivots = Draws(members, gate).pivots(orders)
    return _shares(members, np.bincount(pivots, minlength=len(members)), DRAWS)


def _shares(members: Sequence[str], hits: NDArray[np.int64], runs: int) -> Estimate:
    numbers = dict(zip(members, hits.tolist(), strict=True))
    return Estimate(
        {member: Fraction(number, runs) if runs else None for member, number in numbers.items()},
        {member: wilson(number, runs) for member, number in numbers.items()},
    )


def _ratios(members: Sequence[str], parts: NDArray[np.float64], whole: NDArray[np.float64]) -> Estimate:
    """Return each member's mean part over the mean of the whole; parts: (draws, members), whole: (draws,)."""
    mean = float(whole.mean())
    if not mean:
        return Estimate(dict.fromkeys(members), dict.fromkeys(members, (0.0, 1.0)))
    values: dict[str, Fraction | None] = {}
    intervals = {}
    for member, part in zip(members, parts.T, strict=True):
        ratio = float(part.mean()) / mean
        spread = NORMAL * sqrt(float(((part - ratio * whole) ** 2).mean()) / len(whole)) / mean
        values[member] = Fraction(ratio).limit_denominator(DRAWS * len(members))
        intervals[member] = (max(0.0, ratio - spread), min(1.0, ratio + spread))
    return Estimate(values, intervals)
