"""Gatekeeping past the size that can be gone through: drawn at random, with intervals that hold jointly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from detente.institutions.gatekeeping.routes import decided_routes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork
    from detente.institutions.gatekeeping.routes import Patterns

__all__ = ["LEVEL", "SAMPLES", "Estimate", "at_certainty", "estimated"]

SAMPLES = 40_000
LEVEL = 0.95
"""Least probability with which all intervals together hold what they estimate."""


@dataclass(frozen=True)
class Estimate:
    """For each member the mean over draws, and an interval; all intervals hold together at the level.

    The interval follows Hoeffding (1963), with the level shared between the members: it holds whatever the
    network is, and is wider than one by the normal approximation.
    """

    values: Mapping[str, Fraction]
    intervals: Mapping[str, tuple[float, float]]
    samples: int
    seed: int


def estimated(
    network: AgreementNetwork, probability: Fraction, seed: int, samples: int = SAMPLES
) -> Estimate:
    """Return the gatekeeping of every member, estimated from random patterns of consent.

    The same draws serve for a member that consents and for one that refuses, and for all members.
    """
    generator = np.random.default_rng(seed)
    drawn = {party: generator.random(samples) < float(probability) for party in network.voters}
    sums = {member: _gained(network, drawn, member, samples) for member in network.members}
    fellows = max(len(network.members) - 1, 1)
    values = {member: Fraction(total, samples * fellows) for member, total in sums.items()}
    half = sqrt(log(2 * len(network.members) / (1 - LEVEL)) / (2 * samples))
    intervals = {
        member: (max(0.0, float(value) - half), min(1.0, float(value) + half))
        for member, value in values.items()
    }
    return Estimate(values, intervals, samples, seed)


def at_certainty(network: AgreementNetwork, probability: Fraction) -> dict[str, Fraction]:
    """Return the gatekeeping of every member, exactly, where all the others consent, or where none does."""
    consents = {party: np.array([probability == 1]) for party in network.voters}
    fellows = max(len(network.members) - 1, 1)
    return {member: Fraction(_gained(network, consents, member, 1), fellows) for member in network.members}


def _gained(network: AgreementNetwork, consents: Mapping[str, Patterns], member: str, count: int) -> int:
    """Return how many routes of fellow members, over all patterns, hang on the consent of a member."""
    if member not in consents:
        return 0
    decided = decided_routes(network, consents, member, count)
    return sum(int(np.count_nonzero(one)) for one in decided.values())
