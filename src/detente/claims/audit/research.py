"""What to find out first: the inputs that would settle most of what is undecided.

How undecided a claim is that holds in a share p of the draws is 4 p (1 - p): 1 where it holds in half of
them, 0 where in all or in none. If one learnt the value of an input, a part of that would be expected to go:
just its first-order index. Summed over the claims this is the expected reduction of undecided claims, the
value of the information.

Source: M. Strong and J. E. Oakley, "An efficient method for computing single-parameter partial expected value
of perfect information", Medical Decision Making 33 (2013), for information about one input from given draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.claims.audit.origins import origin_of
from detente.claims.audit.pedigree import basis_said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.case import Case
    from detente.claims.result import ClaimResult, Claims

__all__ = ["MOST", "Finding", "findings", "undecided", "untold"]

MOST = 5
"""Inputs that are named to be looked into first."""


@dataclass(frozen=True)
class Finding:
    """What it would be worth to learn an input: by how much each claim would be less undecided, by its id."""

    input: str
    case: Case
    basis: str
    reduces: Mapping[str, float]

    @property
    def expected(self) -> float:
        """The expected reduction of undecided claims."""
        return sum(self.reduces.values())


def undecided(one: ClaimResult) -> float:
    """Return how undecided a claim is over the draws, from 0 to 1."""
    return 0.0 if one.share is None else 4 * one.share * (1 - one.share)


def untold(claims: Claims) -> tuple[str, ...]:
    """Return the claims that are undecided in draws too few to tell what decides them, by their ids."""
    return tuple(one.claim.id for one in claims.claims if undecided(one) and one.effects is None)


def findings(claims: Claims) -> tuple[Finding, ...]:
    """Return the inputs worth most to learn, the best first; none without draws, or where all is decided."""
    worth: dict[str, dict[str, float]] = {}
    where: dict[str, Case] = {}
    for one in claims.claims:
        for each in one.effects.named if one.effects is not None else ():
            path = origin_of(one.tested_in, each.input)
            where.setdefault(path, one.tested_in)
            known = worth.setdefault(path, {})
            # Of a rank order the number that tells most stands for all: what they tell overlaps.
            known[one.claim.id] = max(known.get(one.claim.id, 0.0), each.strength * undecided(one))
    found = [
        Finding(path, where[path], basis_said(claims.case, path, where[path]), reduces)
        for path, reduces in worth.items()
    ]
    return tuple(sorted(found, key=lambda one: -one.expected)[:MOST])
