"""A dispute: constraints that may collide, as bits of an integer.

The searches for conflicts and concessions read this. The set of the constraints with numbers 0 and 3 is the
integer ``0b1001``, so that sets are compared, joined and taken apart exactly and quickly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.outcomes.constraints import Constraint, ConstraintKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.case.formula import Formula
    from detente.outcomes.domain import Domain

__all__ = ["Dispute", "dispute_of", "minimal_sets", "numbers_in"]


@dataclass(frozen=True, eq=False)
class Dispute:
    """What is contested, over packages that can exist.

    ``domain``: its requirements are the rules. ``constraints``: red lines, demands and floors; the place of
    each is its bit. ``coalitions``: sets of constraints, each of which suffices for a signature; where all
    must sign there is one, and it holds everything; where nobody can sign there is none.
    """

    domain: Domain
    constraints: tuple[Constraint, ...]
    coalitions: tuple[int, ...]

    @property
    def everything(self) -> int:
        """The set of all constraints."""
        return (1 << len(self.constraints)) - 1

    def of(self, *kinds: ConstraintKind) -> int:
        """Return the set of the constraints of these kinds."""
        return sum(1 << number for number, one in enumerate(self.constraints) if one.kind in kinds)

    def members(self, constraints: int) -> tuple[Constraint, ...]:
        """Return the constraints in a set."""
        return tuple(self.constraints[number] for number in numbers_in(constraints))

    def price(self, constraints: int) -> tuple[int, Fraction, tuple[int, ...]]:
        """Return what orders concessions: how many are dropped, at what cost, and their places."""
        members = self.members(constraints)
        return len(members), sum((one.cost for one in members), Fraction(0)), tuple(numbers_in(constraints))

    def place(self, constraints: int) -> tuple[int, tuple[int, ...]]:
        """Return what orders conflicts: how many collide, and their places in the case."""
        return constraints.bit_count(), tuple(numbers_in(constraints))

    def violated(self, package: Sequence[int]) -> int:
        """Return the set of the constraints that a package does not satisfy, checked in integers."""
        named, value = self.domain.named(package), self.domain.value(package)
        return sum(
            1 << number
            for number, one in enumerate(self.constraints)
            if not (
                one.requires.holds(named)
                if one.requires is not None
                else value[column_of(one)] >= floor_of(one)
            )
        )

    def breaches(self, package: Sequence[int]) -> tuple[int, ...]:
        """Return the minimal sets of constraints whose removal would let the package be signed."""
        violated = self.violated(package)
        return minimal_sets(violated & coalition for coalition in self.coalitions)


def dispute_of(
    domain: Domain, constraints: Iterable[Constraint], alternatives: Sequence[frozenset[str]] | None = None
) -> Dispute:
    """Return the dispute over a domain.

    Constraints that are rules join the requirements of the domain. ``alternatives``: the minimal sets of
    holders whose constraints together suffice for a signature; by default everybody's must hold.

    Raises ``ValueError`` for two constraints with one id, for a constraint that asks for nothing, and for one
    with a negative cost.
    """
    listed = tuple(constraints)
    if len({one.id for one in listed}) < len(listed):
        twice = next(one.id for one in listed if sum(other.id == one.id for other in listed) > 1)
        raise ValueError(f"two constraints have the id {twice!r}: give each its own")
    for one in listed:
        _check(one)
    rules = tuple(formula_of(one) for one in listed if one.kind is ConstraintKind.RULE)
    contested = tuple(one for one in listed if one.kind is not ConstraintKind.RULE)
    if alternatives is None:
        coalitions: tuple[int, ...] = ((1 << len(contested)) - 1,)
    else:
        coalitions = minimal_sets(
            sum(1 << number for number, one in enumerate(contested) if one.holder in holders)
            for holders in alternatives
        )
    return Dispute(replace(domain, requirements=(*domain.requirements, *rules)), contested, coalitions)


def minimal_sets(sets: Iterable[int]) -> tuple[int, ...]:
    """Return the sets that contain no other of them, the smallest first.

    >>> minimal_sets([0b111, 0b011, 0b100, 0b011])
    (4, 3)
    """
    kept: list[int] = []
    for one in sorted(set(sets), key=lambda one: (one.bit_count(), one)):
        if all(one & smaller != smaller for smaller in kept):
            kept.append(one)
    return tuple(kept)


def numbers_in(constraints: int) -> Iterator[int]:
    """Go through the numbers of the constraints in a set.

    >>> list(numbers_in(0b1001))
    [0, 3]
    """
    while constraints:
        lowest = constraints & -constraints
        yield lowest.bit_length() - 1
        constraints ^= lowest


def formula_of(constraint: Constraint) -> Formula:
    """Return the formula that a rule, red line or demand requires."""
    if constraint.requires is None:
        raise ValueError(f"{constraint.id!r} is a {constraint.kind} and requires nothing: give it a formula")
    return constraint.requires


def column_of(constraint: Constraint) -> int:
    """Return the column on which a floor lies."""
    if constraint.column is None:
        raise ValueError(
            f"{constraint.id!r} is a {constraint.kind} without a column: say whose value it bounds"
        )
    return constraint.column


def floor_of(constraint: Constraint) -> int:
    """Return the least value that a floor accepts, in integer steps."""
    if constraint.floor is None:
        raise ValueError(f"{constraint.id!r} is a {constraint.kind} without a floor: say how high it is")
    return constraint.floor


def _check(constraint: Constraint) -> None:
    if constraint.kind is ConstraintKind.FLOOR:
        column_of(constraint)
        floor_of(constraint)
    else:
        formula_of(constraint)
    if constraint.cost < 0:
        raise ValueError(f"dropping {constraint.id!r} has a negative cost: costs start at 0")
