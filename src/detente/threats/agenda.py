"""Common ground: which building blocks lessen most of what all sides fear."""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import fsum
from statistics import fmean
from typing import TYPE_CHECKING

from detente.threats.rounding import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from detente.case.uncertainty import CertainCase

__all__ = ["Joint", "agenda", "concern_of", "resampled", "shared_concerns"]


@dataclass(frozen=True)
class Joint:
    """What a block does about what all sides fear.

    ``lessens``: by threat, the shared concern times the part by which the block lessens it, in the unit of
    impact; ``worth``: their sum. ``first``: the share of draws in which no block is worth more, None where
    nothing was drawn.
    """

    block: str
    lessens: Mapping[str, float]
    worth: float
    first: float | None = None


def concern_of(means: Collection[Mapping[tuple[str, str], float]], threat: str) -> float | None:
    """Return the harm that experts expect of a threat: what their pool with equal weights does.

    ``means``: of each expert, by scale and threat. None where nobody judged the threat on one of the scales.

    >>> concern_of([{("likelihood", "x"): 0.5, ("impact", "x"): 10}, {("impact", "x"): 20}], "x")
    7.5
    """
    likelihood = [one["likelihood", threat] for one in means if ("likelihood", threat) in one]
    impact = [one["impact", threat] for one in means if ("impact", threat) in one]
    return fmean(likelihood) * fmean(impact) if likelihood and impact else None


def shared_concerns(
    means: Mapping[str, Mapping[tuple[str, str], float]],
    sides: Mapping[str, str],
    threats: Sequence[str],
    asked: Collection[str],
) -> dict[str, float]:
    """Return the concern that all sides share about each threat: that of the side that fears it least.

    The concern of a side is the mean likelihood that its experts hold, times their mean impact: what its pool
    with equal weights expects. Only threats that every side which is ``asked`` has judged on both scales;
    where one side alone is asked nothing is shared.

    ``means``: by expert, by scale and threat; ``sides``: the side of each expert.

    >>> of_a = {("likelihood", "x"): 0.5, ("impact", "x"): 10}
    >>> means = {"a": of_a, "b": {("likelihood", "x"): 0.2, ("impact", "x"): 20}}
    >>> shared_concerns(means, {"a": "north", "b": "south"}, ["x"], ["north", "south"])
    {'x': 4.0}
    """
    found: dict[str, float] = {}
    if len(asked) == 1:
        return found
    for threat in threats:
        concerns = []
        for side in asked:
            own = [given for expert, given in means.items() if sides[expert] == side]
            concerns.append(concern_of(own, threat))
        known = [concern for concern in concerns if concern is not None]
        if known and len(known) == len(concerns):
            found[threat] = min(known)
    return found


def resampled(
    means: Mapping[str, Mapping[tuple[str, str], float]], sides: Mapping[str, str], number: int, seed: int
) -> Iterator[tuple[dict[str, Mapping[tuple[str, str], float]], dict[str, str]]]:
    """Yield what other experts of the same sides might have held: as many of each side, drawn again.

    Each draw is drawn from its own number and the seed, and gives means and sides as of ``shared_concerns``.
    """
    of_side: dict[str, list[str]] = {}
    for expert in means:
        of_side.setdefault(sides[expert], []).append(expert)
    for draw in range(number):
        chance = random.Random(f"{seed} {draw}")  # noqa: S311 - no secret
        found, whose = {}, {}
        for side, experts in of_side.items():
            for place, expert in enumerate(chance.choices(experts, k=len(experts))):
                key = f"{side} {place}"
                found[key], whose[key] = means[expert], side
        yield found, whose


def agenda(
    certain: CertainCase,
    shared: Mapping[str, float],
    draws: Sequence[tuple[CertainCase, Mapping[str, float]]] = (),
) -> list[Joint]:
    """Return the blocks that address a shared threat, those that lessen most first.

    ``shared``: as of ``shared_concerns``. ``draws``: certain cases, each with shared concerns, over which it
    is counted how often no block is worth more; of experts who happen to be drawn so that nobody of a side
    judged a shared threat nothing can be counted.
    """
    nominal = _worths(certain, shared)
    worths = [
        {block: fsum(parts.values()) for block, parts in _worths(drawn, other).items()}
        for drawn, other in draws
        if shared.keys() <= other.keys()
    ]
    found = []
    for block, parts in nominal.items():
        firsts = [one.get(block, 0.0) >= max(one.values()) * (1 - ROUNDING) for one in worths]
        found.append(Joint(block, parts, fsum(parts.values()), fmean(firsts) if firsts else None))
    return sorted(found, key=lambda one: -one.worth)


def _worths(certain: CertainCase, shared: Mapping[str, float]) -> dict[str, dict[str, float]]:
    found = {}
    for key, block in certain.case.blocks.items():
        parts = {
            threat: shared[threat] * float(certain.number(f"blocks.{key}.addresses.{threat}"))
            for threat in block.addresses
            if threat in shared
        }
        if parts:
            found[key] = parts
    return found
