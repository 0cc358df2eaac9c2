"""Minimal winning and minimal blocking coalitions: how many, of whom, and which, smallest first.

A coalition is minimal winning where it wins and would not without any one of its members. It is blocking
where the others cannot win without it: where it wins under the dual rule.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from math import comb, prod
from typing import TYPE_CHECKING

from detente.institutions.power.counts import core_or_answer
from detente.institutions.power.listing import Listing
from detente.institutions.power.minimal_winning import minimal_winning
from detente.institutions.power.open_gates import TooManyStates
from detente.institutions.power.polynomials import coefficients, field_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.institutions.power.composition import Core
    from detente.institutions.power.listing import Parts
    from detente.outcomes.rule_tree import Rule

__all__ = ["MOST_LISTED", "AlikeCoalitions", "MinimalCoalitions", "minimal_coalitions"]

MOST_LISTED = 1_000
"""So many lines are listed; a line may stand for many coalitions."""
MOST_STEPS = 500_000
"""So many steps between states are gone through: a few seconds."""
FEW_STEPS = 100_000
"""In one weighted vote, past so many steps a table of sums is quicker."""


@dataclass(frozen=True)
class AlikeCoalitions:
    """Coalitions that differ only in which of some interchangeable members are in them.

    ``parts``: groups of interchangeable members, and how many of each are in the coalition.
    """

    parts: tuple[tuple[tuple[str, ...], int], ...]

    @property
    def number(self) -> int:
        """How many coalitions these are."""
        return prod(comb(len(group), count) for group, count in self.parts)

    @property
    def size(self) -> int:
        """How many members each has."""
        return sum(count for _, count in self.parts)


@dataclass(frozen=True)
class MinimalCoalitions:
    """Minimal coalitions of one sort: their number, and those that each member is in.

    ``of_member_by_size``: entry k counts those with k members. ``listed`` has the smallest first, and is
    ``complete`` where it has all. Where they are too many to be counted, or to be counted by size, those
    numbers are not there, and ``reason`` says why.
    """

    number: int | None
    of_member: Mapping[str, int] | None
    of_member_by_size: Mapping[str, tuple[int, ...]] | None
    listed: tuple[AlikeCoalitions, ...]
    complete: bool
    reason: str = ""


def minimal_coalitions(members: Sequence[str], rule: Rule) -> MinimalCoalitions:
    """Return the minimal winning coalitions under a rule; under its dual they are the minimal blocking ones.

    >>> from detente.outcomes.rule_tree import at_least
    >>> found = minimal_coalitions("abc", at_least(2, "abc"))
    >>> found.number, found.of_member["a"], found.listed[0].parts
    (3, 2, ((('a', 'b', 'c'), 2),))
    """
    core = core_or_answer(rule)
    size = len(members)
    if isinstance(core, bool):  # what always wins, wins with nobody; what never does has no coalition
        return MinimalCoalitions(
            int(core), dict.fromkeys(members, 0), dict.fromkeys(members, (0,) * (size + 1)),
            (AlikeCoalitions(()),) * core, complete=True,
        )  # fmt: skip
    most = FEW_STEPS if core.weighted else MOST_STEPS
    try:
        return _by_kinds(core, members, most)
    except TooManyStates:
        pass
    try:
        if core.weighted:
            return _by_weights(core, members)
    except TooManyStates:
        pass
    table = ", and a table that is too large" if core.weighted else ""
    reason = f"Counting the minimal coalitions would take more than {most:,} steps{table}."
    return MinimalCoalitions(None, None, None, (), complete=False, reason=reason)


def _by_kinds(core: Core, members: Sequence[str], most: int) -> MinimalCoalitions:
    bits, size = field_for(len(members)), len(members)
    found = minimal_winning(core, bits, most)
    listing = Listing(core, most)
    by_size = {member: coefficients(found.of_voter.get(member, 0), bits, size + 1) for member in members}
    lines = list(islice(listing.smallest_first(), MOST_LISTED + 1))
    return MinimalCoalitions(
        sum(coefficients(found.coalitions, bits, size + 1)),
        {member: sum(numbers) for member, numbers in by_size.items()},
        by_size,
        tuple(_in_order(parts, members) for parts in lines[:MOST_LISTED]),
        complete=len(lines) <= MOST_LISTED,
    )


def _by_weights(core: Core, members: Sequence[str]) -> MinimalCoalitions:
    """Count by sums alone: how many of each size there are is not known then."""
    from detente.institutions.power.weighted_minimal import minimal_of_weighted, smallest_first

    weights, quota = core.weights, core.gates[0].quota
    found = minimal_of_weighted(weights, quota)
    of_member = dict.fromkeys(members, 0) | dict(zip(core.voters, found.of_member, strict=True))
    lines: list[tuple[int, ...]] = []
    with suppress(TooManyStates):  # the list then is as long as it is
        lines.extend(islice(smallest_first(weights, quota), MOST_LISTED))
    return MinimalCoalitions(
        found.coalitions,
        of_member,
        None,
        tuple(_in_order(tuple(((core.voters[at],), 1) for at in places), members) for places in lines),
        complete=len(lines) == found.coalitions,
        reason=f"Counting the minimal coalitions by size would take more than {FEW_STEPS:,} steps.",
    )


def _in_order(parts: Parts, members: Sequence[str]) -> AlikeCoalitions:
    """Return the parts in the order of the members; groups that are in whole come member by member."""
    place = {member: number for number, member in enumerate(members)}
    single = [((member,), 1) for group, count in parts if count == len(group) for member in group]
    groups = [
        (tuple(sorted(group, key=place.__getitem__)), count) for group, count in parts if count < len(group)
    ]
    return AlikeCoalitions(tuple(sorted(single + groups, key=lambda part: place[part[0][0]])))
