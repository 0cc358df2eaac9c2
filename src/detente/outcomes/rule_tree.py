"""Decision rules as a tree: who must accept before a body accepts.

A rule is monotone, in the terms of voting power a simple game: whoever else accepts, what was accepted stays
so. Four kinds of node are enough. Consensus and unanimity are ``AllOf`` the votes, k of n and weighted votes
are a ``Quota``, a veto is a vote in an ``AllOf`` beside the rest, several majorities at once are an ``AllOf``
of quotas, a lead party that decides alone is a single ``Vote``, and any node may stand where a vote could.
What passes unless others object is the ``dual`` of their rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

__all__ = ["AllOf", "AnyOf", "Quota", "Rule", "Vote", "accepts", "at_least", "consensus", "dual", "voters"]


@dataclass(frozen=True)
class Vote:
    """The voter accepts."""

    voter: str


@dataclass(frozen=True)
class AllOf:
    """Every part accepts; with no part it always does."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part accepts; with no part it never does."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True)
class Quota:
    """The parts that accept have weights that sum to the quota at least; no weight is negative."""

    quota: Fraction
    parts: tuple[tuple[Rule, Fraction], ...]


Rule = Vote | AllOf | AnyOf | Quota


def consensus(names: Iterable[str]) -> AllOf:
    """Return the rule by which all of the named voters must accept.

    >>> accepts(consensus("ab"), {"a"}), accepts(consensus("ab"), {"a", "b"})
    (False, True)
    """
    return AllOf(tuple(Vote(name) for name in names))


def at_least(count: int, names: Iterable[str]) -> Quota:
    """Return the rule by which a number of the named voters must accept.

    >>> accepts(at_least(2, "abc"), {"a", "c"})
    True
    """
    return Quota(Fraction(count), tuple((Vote(name), Fraction(1)) for name in names))


def accepts(rule: Rule, accepting: AbstractSet[str]) -> bool:
    """Tell whether a body that decides by the rule accepts what these voters accept."""
    if isinstance(rule, Vote):
        return rule.voter in accepting
    if isinstance(rule, AllOf):
        return all(accepts(part, accepting) for part in rule.parts)
    if isinstance(rule, AnyOf):
        return any(accepts(part, accepting) for part in rule.parts)
    return sum(weight for part, weight in rule.parts if accepts(part, accepting)) >= rule.quota


def voters(rule: Rule) -> tuple[str, ...]:
    """Return everybody who votes, each once, in the order in which the rule names them."""
    return tuple(dict.fromkeys(_votes(rule)))


def _votes(rule: Rule) -> Iterator[str]:
    if isinstance(rule, Vote):
        yield rule.voter
    elif isinstance(rule, Quota):
        for part, _ in rule.parts:
            yield from _votes(part)
    else:
        for part in rule.parts:
            yield from _votes(part)


def dual(rule: Rule) -> Rule:
    """Return the rule by which those who refuse can block: what passes unless they do.

    A set of voters wins under the dual just where the voters outside it do not win under the rule.

    >>> accepts(dual(consensus("ab")), {"a"})
    True
    """
    if isinstance(rule, Vote):
        return rule
    if isinstance(rule, AllOf):
        return AnyOf(tuple(map(dual, rule.parts)))
    if isinstance(rule, AnyOf):
        return AllOf(tuple(map(dual, rule.parts)))
    # Those who refuse block where what is left falls short: total - refused < quota. In steps of the common
    # denominator, "more than total - quota" is "at least one step more".
    numbers = [rule.quota, *(weight for _, weight in rule.parts)]
    step = Fraction(1, _common_denominator(numbers))
    total = sum((weight for _, weight in rule.parts), Fraction(0))
    return Quota(total - rule.quota + step, tuple((dual(part), weight) for part, weight in rule.parts))


def _common_denominator(numbers: Iterable[Fraction]) -> int:
    return lcm(*(number.denominator for number in numbers))
