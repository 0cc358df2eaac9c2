"""Decision rules in one form to count with: gates that add whole numbers.

A gate accepts where the weights of its accepting parts sum to its quota at least. Consensus is the gate
whose quota is the number of its parts, "any of" the gate whose quota is one. Weights are brought to the
smallest whole numbers that decide alike, and what always or never accepts is settled beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import gcd, lcm
from typing import TYPE_CHECKING

from detente.outcomes.rule_tree import AllOf, AnyOf, Quota, Vote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.outcomes.rule_tree import Rule

__all__ = ["Gate", "Node", "gates_of"]


@dataclass(frozen=True)
class Gate:
    """Accepts where the accepting parts have the quota together; weights are whole and positive."""

    quota: int
    parts: tuple[tuple[Node, int], ...]

    @cached_property
    def asks_all(self) -> bool:
        """Whether every part must accept."""
        return self.quota == len(self.parts) and all(weight == 1 for _, weight in self.parts)

    @cached_property
    def asks_any(self) -> bool:
        """Whether one part is enough."""
        return self.quota == 1

    @cached_property
    def votes(self) -> Mapping[str, int]:
        """How often each voter votes in it, in any depth."""
        votes: dict[str, int] = {}
        for part, _ in self.parts:
            for voter, times in ({part: 1} if isinstance(part, str) else part.votes).items():
                votes[voter] = votes.get(voter, 0) + times
        return votes


Node = Gate | str
"""A gate, or a voter by name."""


def gates_of(rule: Rule) -> Node | bool:
    """Return the rule as gates; true or false where it always or never accepts.

    >>> from fractions import Fraction
    >>> half = Fraction(1, 2)
    >>> gates_of(Quota(Fraction(2), ((Vote("a"), 3 * half), (Vote("b"), half), (Vote("c"), half))))
    Gate(quota=4, parts=(('a', 3), ('b', 1), ('c', 1)))
    """
    if isinstance(rule, Vote):
        return rule.voter
    if isinstance(rule, Quota):
        step = lcm(rule.quota.denominator, *(weight.denominator for _, weight in rule.parts))
        parts = [(gates_of(part), int(weight * step)) for part, weight in rule.parts]
        return _gate(int(rule.quota * step), parts)
    assert isinstance(rule, AllOf | AnyOf)
    nodes = dict.fromkeys(map(gates_of, rule.parts))
    return _gate(len(nodes) if isinstance(rule, AllOf) else 1, [(node, 1) for node in nodes])


def _gate(quota: int, parts: Iterable[tuple[Node | bool, int]]) -> Node | bool:
    weights: dict[Node, int] = {}
    for node, weight in parts:
        if node is True:
            quota -= weight
        elif not isinstance(node, bool) and weight:
            weights[node] = weights.get(node, 0) + weight
    if quota <= 0:
        return True
    if sum(weights.values()) < quota:
        return False
    if len(weights) == 1:
        return next(iter(weights))
    return _flat(*_smallest(quota, weights))


def _smallest(quota: int, weights: Mapping[Node, int]) -> tuple[int, dict[Node, int]]:
    """Return whole numbers that decide alike: no weight above the quota, no common factor."""
    least = min(weights.values())
    if sum(weights.values()) - least < quota:
        return len(weights), dict.fromkeys(weights, 1)
    if least >= quota:
        return 1, dict.fromkeys(weights, 1)
    capped = {node: min(weight, quota) for node, weight in weights.items()}
    factor = gcd(*capped.values())
    return -(-quota // factor), {node: weight // factor for node, weight in capped.items()}


def _flat(quota: int, weights: Mapping[Node, int]) -> Gate:
    """Return the gate, into which "all of" in "all of" and "any of" in "any of" are merged."""
    gate = Gate(quota, tuple(sorted(weights.items(), key=_order)))  # in one order, so that equals are found
    merged: dict[Node, None] = {}
    for node, _ in gate.parts:
        merged.update(dict.fromkeys(_merged(gate, node)))
    if merged.keys() == weights.keys():
        return gate
    return Gate(
        len(merged) if gate.asks_all else 1, tuple(sorted(((node, 1) for node in merged), key=_order))
    )


def _merged(gate: Gate, node: Node) -> tuple[Node, ...]:
    if isinstance(node, Gate) and ((gate.asks_all and node.asks_all) or (gate.asks_any and node.asks_any)):
        return tuple(part for part, _ in node.parts)
    return (node,)


def _order(part: tuple[Node, int]) -> tuple[int, bool, str]:
    node, weight = part
    return -weight, isinstance(node, Gate), repr(node)
