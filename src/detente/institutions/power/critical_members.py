"""Winning coalitions by how many of their members are critical: what Johnston's index needs.

Whether an element of a core is critical in a coalition depends on its kind and on the sums that the whole
coalition has in the gates. So the full sums that win are grouped by the kinds that are critical there, and
each group is counted by the number of critical members. A member of a part of the rule is critical where the
part is, and the member within it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

from detente.institutions.power.composition import voters_of
from detente.institutions.power.forward_pass import forward_pass
from detente.institutions.power.open_gates import TooManyStates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.institutions.power.composition import Core, Element

__all__ = ["Critical", "critical_members"]

Sums = tuple[int, ...]
Steps = dict[Sums, tuple[Sums, ...]]


@dataclass(frozen=True)
class Critical:
    """Numbers by critical members, as packed polynomials: winning coalitions, and those by who is critical.

    ``losing`` is the number of coalitions that do not win.
    """

    winning: int
    losing: int
    of_voter: dict[str, int]
    bits: int

    @property
    def winning_in_all(self) -> int:
        """The number of winning coalitions."""
        mask, rest, total = (1 << self.bits) - 1, self.winning, 0
        while rest:
            total, rest = total + (rest & mask), rest >> self.bits
        return total


def critical_members(core: Core, bits: int, most: int) -> Critical:
    """Count exactly, each coefficient in so many bits.

    Raises:
        TooManyStates: where a core has more than so many steps between sums.

    """
    inner = [_inner(kind.elements[0], bits, most) for kind in core.kinds]
    caps = _caps(core)
    levels = _levels(core, caps, most // 10)  # these are kept, and gone through once for each group
    groups: dict[frozenset[int], list[Sums]] = {}
    for sums in {after for afters in levels[-1].values() for after in afters}:
        if _accepts(core, sums):
            groups.setdefault(_critical_kinds(core, sums), []).append(sums)
    if len(groups) * sum(map(len, levels)) > most:
        raise TooManyStates
    winning = 0
    pivotal = [0] * len(core.kinds)
    for critical, final in groups.items():
        counted, with_one = _count(core, levels, inner, critical, final)
        winning += counted
        for number in critical:
            pivotal[number] += with_one[number]
    of_voter = {
        voter: pivotal[number] * one
        for number, kind in enumerate(core.kinds)
        for element in kind.elements
        for voter, one in zip(voters_of(element), inner[number].of_voter.values(), strict=True)
    }
    found = Critical(winning, 0, of_voter, bits)
    return Critical(winning, (1 << len(core.voters)) - found.winning_in_all, of_voter, bits)


def _inner(element: Element, bits: int, most: int) -> Critical:
    if isinstance(element, str):
        return Critical(1 << bits, 1, {element: 1 << bits}, bits)
    return critical_members(element, bits, most)


def _caps(core: Core) -> Sums:
    """Return the sum in each gate from which on nobody is missed there: the quota and the greatest weight."""
    heaviest = [0] * len(core.gates)
    for kind in core.kinds:
        for number, weight in kind.weights:
            heaviest[number] = max(heaviest[number], weight)
    return tuple(gate.quota + most for gate, most in zip(core.gates, heaviest, strict=True))


def _levels(core: Core, caps: Sums, most: int) -> list[Steps]:
    states: Sequence[Sums] = [(0,) * len(core.gates)]
    found, done = [], 0
    for kind in core.kinds:
        steps: Steps = {}
        for sums in states:
            steps[sums] = tuple(_added(sums, kind.weights, count, caps) for count in range(kind.number + 1))
            done += kind.number + 1
            if done > most:
                raise TooManyStates
        found.append(steps)
        states = list(dict.fromkeys(after for afters in steps.values() for after in afters))
    return found


def _added(sums: Sums, weights: tuple[tuple[int, int], ...], count: int, caps: Sums) -> Sums:
    after = list(sums)
    for number, weight in weights:
        after[number] = min(after[number] + weight * count, caps[number])
    return tuple(after)


def _accepts(core: Core, sums: Sequence[int]) -> bool:
    accepted: list[bool] = []
    for gate, own in zip(core.gates, sums, strict=True):
        accepted.append(own + sum(weight for below, weight in gate.gates if accepted[below]) >= gate.quota)
    return accepted[-1]


def _critical_kinds(core: Core, sums: Sums) -> frozenset[int]:
    found = []
    for number, kind in enumerate(core.kinds):
        without = list(sums)
        for gate, weight in kind.weights:
            without[gate] -= weight
        if not _accepts(core, without):
            found.append(number)
    return frozenset(found)


def _count(
    core: Core,
    levels: Sequence[Steps],
    inner: Sequence[Critical],
    critical: frozenset[int],
    final: Sequence[Sums],
) -> tuple[int, Mapping[int, int]]:
    """Return how many coalitions end in these sums, and how many with one element of a critical kind besides.

    Both by the number of critical members; of that one element nothing is counted.
    """
    accepting = [
        found.winning if number in critical else found.winning_in_all for number, found in enumerate(inner)
    ]
    choices = [
        [
            comb(kind.number, count)
            * accepting[number] ** count
            * inner[number].losing ** (kind.number - count)
            for count in range(kind.number + 1)
        ]
        for number, kind in enumerate(core.kinds)
    ]
    forwards = forward_pass(levels, choices)
    backwards = dict.fromkeys(final, 1)
    with_one: dict[int, int] = {}
    for number in range(len(levels) - 1, -1, -1):
        kind = core.kinds[number]
        if number in critical:
            others = [
                comb(kind.number - 1, count - 1)
                * accepting[number] ** (count - 1)
                * inner[number].losing ** (kind.number - count)
                for count in range(1, kind.number + 1)
            ]
            with_one[number] = sum(
                forwards[number][sums]
                * sum(
                    chosen * backwards.get(then, 0)
                    for chosen, then in zip(others, following[1:], strict=True)
                )
                for sums, following in levels[number].items()
            )
        backwards = {
            sums: sum(
                chosen * backwards[then]
                for chosen, then in zip(choices[number], following, strict=True)
                if then in backwards
            )
            for sums, following in levels[number].items()
        }
    (counted,) = backwards.values()
    return counted, with_one
