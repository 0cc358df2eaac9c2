"""Voting power in words: members with the same power together, the most powerful first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.decision_rules import members_of
from detente.case.naming import capitalised, joined, within
from detente.outcomes.naming import name_of
from detente.outcomes.rules_said import decision_rule

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.case.model import CaseFile
    from detente.institutions.power.voting_power import VotingPower

__all__ = ["PowerGroup", "groups_of", "members_say", "power_says", "share_says"]

MOST_NAMED = 6
"""Members with the same power who are all named."""


@dataclass(frozen=True)
class PowerGroup:
    """Members with the same power; their indices, None where one has no number."""

    members: tuple[str, ...]
    shapley_shubik: Fraction | None
    banzhaf: Fraction | None
    prevents: Fraction | None


def groups_of(power: VotingPower) -> tuple[PowerGroup, ...]:
    """Return the members in groups of the same power, the most powerful first."""
    found: dict[tuple[Fraction | None, ...], list[str]] = {}
    for member in power.members:
        key = (power.shapley_shubik[member], power.banzhaf[member], power.coleman_prevent[member])
        found.setdefault(key, []).append(member)
    groups = [PowerGroup(tuple(members), *key) for key, members in found.items()]
    return tuple(sorted(groups, key=lambda one: (-(one.shapley_shubik or 0), one.members)))


def share_says(value: Fraction | None) -> str:
    """Return a share of power: a simple fraction as it is, any other in per cent.

    >>> from fractions import Fraction
    >>> share_says(Fraction(1, 28)), share_says(Fraction(421, 2145)), share_says(None)
    ('1/28', '19.6%', 'no number')
    """
    if value is None:
        return "no number"
    simple = value.numerator <= 1 or value == 1
    return str(value) if simple and value.denominator < 1000 else f"{float(value):.1%}"  # noqa: PLR2004 - three digits are read at a glance


def members_say(case: CaseFile, members: tuple[str, ...], who: str = "members") -> str:
    """Name members with the same power; where they are many, say how many, and of which kind."""
    if len(members) > MOST_NAMED:
        return f"{len(members)} {who} such as {within(name_of(case, members[0]))}"
    return joined(within(name_of(case, member)) for member in members)


def power_says(case: CaseFile, key: str, power: VotingPower) -> str:
    """Return how a bloc or a body decides and what power that gives to whom, in a few sentences."""
    head = f"{capitalised(name_of(case, key))} decides by {decision_rule(case, key)}"
    if power.remarks and all(value is None or not value for value in power.banzhaf.values()):
        return f"{head}. {' '.join(power.remarks)}"
    groups = groups_of(power)
    behind = set(power.members) != set(members_of(case, key))
    who = "parties" if behind else "members"
    if len(groups) == 1:
        [only] = groups
        each = f"each of the {len(only.members)} parties behind them" if behind else "each"
        if len(only.members) == 1:
            each = within(name_of(case, only.members[0]))
        able = "can block alone" if only.prevents == 1 else "cannot block alone"
        return f"{head}: {each} has {share_says(only.shapley_shubik)} of the power{_drawn(power)} and {able}."
    shares = f"{_shares(case, groups, who)}{_drawn(power)}"
    said = f"{head}. By Shapley and Shubik (by Banzhaf), of the power {shares}"
    return f"{said}. {_vetoes(case, groups, who)}{_winning(power, who)}"


def _shares(case: CaseFile, groups: tuple[PowerGroup, ...], who: str) -> str:
    parts = []
    for one in groups:
        each = " each" if len(one.members) > 1 else ""
        verb = "have" if len(one.members) > 1 else "has"
        share = f"{share_says(one.shapley_shubik)} ({share_says(one.banzhaf)}){each}"
        has = f"{verb} {share if one.shapley_shubik else 'none'}"
        parts.append(f"{members_say(case, one.members, who)} {has}")
    return "; ".join(parts)


def _vetoes(case: CaseFile, groups: tuple[PowerGroup, ...], who: str) -> str:
    able = [one for one in groups if one.prevents == 1]
    if not able:
        return "Nobody can block alone. "
    if len(able) == len(groups):
        return "Each can block alone. "
    said = capitalised(joined(members_say(case, one.members, who) for one in able))
    several = sum(len(one.members) for one in able) > 1
    return f"{said} can {'each ' if several else ''}block alone. "


def _winning(power: VotingPower, who: str) -> str:
    if power.winning is None:
        return ""
    coalitions = "coalition" if power.winning == 1 else "coalitions"
    number = f"{power.winning:,}" if power.winning < 10**9 else f"about {power.winning:.1e}"
    return f"{number} {coalitions} of {who} can decide."


def _drawn(power: VotingPower) -> str:
    if "estimated" not in power.exactness.values():
        return ""
    return f", estimated from draws with seed {power.seed}"
