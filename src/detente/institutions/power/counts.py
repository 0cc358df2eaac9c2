"""The numbers that the indices are made of, counted in the least costly way that is exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.institutions.power.composition import core_of
from detente.institutions.power.gates import Gate, gates_of
from detente.institutions.power.open_gates import TooManyStates
from detente.institutions.power.polynomials import binomial_power, coefficients, field_for, packed
from detente.institutions.power.swings import swings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from detente.institutions.power.composition import Core
    from detente.outcomes.rule_tree import Rule

__all__ = ["MOST_STEPS", "Counts", "core_or_answer", "counts_of"]

MOST_STEPS = 2_000_000
"""So many steps between states of a core are gone through: ten seconds and more."""
FEW_STEPS = 20_000
"""Up to so many steps, a weighted vote needs no compiled table."""


@dataclass(frozen=True)
class Counts:
    """Winning coalitions and the swings of each member; the swings by size where that could be counted too.

    Entry k of ``swings_by_size`` counts swings with k others.
    """

    winning: int
    swings: Mapping[str, int]
    swings_by_size: Mapping[str, tuple[int, ...]] | None


def core_or_answer(rule: Rule) -> Core | bool:
    """Return what is to be counted; true or false where a rule always or never accepts."""
    node = gates_of(rule)
    if isinstance(node, bool):
        return node
    return core_of(node if isinstance(node, Gate) else Gate(1, ((node, 1),)))


def counts_of(members: Sequence[str], rule: Rule, progress: Callable[[str], None] | None = None) -> Counts:
    """Count exactly.

    Raises:
        TooManyStates: where that is beyond what is counted.

    """
    core = core_or_answer(rule)
    number, bits = len(members), field_for(len(members))
    if isinstance(core, bool):
        winning = 1 << number if core else 0
        return Counts(winning, dict.fromkeys(members, 0), dict.fromkeys(members, (0,) * number))
    try:
        winning, of_voter = _by_size(core, bits, progress)
    except TooManyStates:
        if not core.weighted:
            raise
        return _in_all(core, members)
    # Members who vote nowhere may join or not: each multiplies by 1 + x.
    others = binomial_power(number - len(core.voters), bits)
    spread: dict[int, tuple[int, ...]] = {}
    swings = {}
    for member in members:
        found = of_voter.get(member, 0)
        if found not in spread:
            spread[found] = coefficients(found * others, bits, number)
        swings[member] = spread[found]
    totals = {found: sum(found) for found in set(swings.values())}
    return Counts(
        sum(coefficients(winning * others, bits, number + 1)),
        {member: totals[found] for member, found in swings.items()},
        swings,
    )


def _by_size(core: Core, bits: int, progress: Callable[[str], None] | None) -> tuple[int, Mapping[str, int]]:
    """Return the winning coalitions and the swings of each voter by size, as packed polynomials."""
    if core.weighted and _steps(core) > FEW_STEPS:
        from detente.institutions.power.weighted_sizes import swings_by_size

        try:
            found = swings_by_size(core.weights, core.gates[0].quota, progress)
        except TooManyStates:
            pass  # few kinds with weights without a common factor need no table
        else:
            of_weight = {weight: packed(sizes, bits) for weight, sizes in found.of_weight.items()}
            weights = zip(core.voters, core.weights, strict=True)
            return packed(found.winning, bits), {voter: of_weight[weight] for voter, weight in weights}
    counted = swings_of(core, bits, MOST_STEPS)
    return counted.winning, counted.of_voter


def _in_all(core: Core, members: Sequence[str]) -> Counts:
    from detente.institutions.power.weighted_sums import swings_in_all

    found = swings_in_all(core.weights, core.gates[0].quota)
    joining = len(members) - len(core.voters)
    weight_of = dict(zip(core.voters, core.weights, strict=True))
    swings = {
        member: found.of_weight[weight_of[member]] << joining if member in weight_of else 0
        for member in members
    }
    return Counts(found.winning << joining, swings, None)


def _steps(core: Core) -> int:
    """Return at most how many steps a weighted vote takes, kind by kind."""
    states = steps = 1
    for kind in core.kinds:
        steps += min(states, core.gates[0].quota) * (kind.number + 1)
        states *= kind.number + 1
    return steps
