"""How deep the rules of bodies stand within each other, and how many votes they come to written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.decision_rules import RULE_WORDS, inner_rules, members_of, written_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.case.decision_rules import DecisionRule
    from detente.case.model import CaseFile
    from detente.case.references.names import Names

__all__ = ["check_nested_rules"]

MOST_LEVELS = 40
"""Rules within rules, those of bodies that vote in bodies among them. Councils need five."""
MOST_VOTES = 10_000
"""Votes of a rule in which each body is written out wherever it votes."""


def check_nested_rules(names: Names) -> None:
    """Check that no rule, with the bodies in it written out, becomes too deep or too large to be counted.

    Rules that wait for each other are told elsewhere, and left out here; so is what is too much only because
    a body in it already is.
    """
    case = names.case
    sizes: dict[str, tuple[int, int]] = {}
    beyond: set[str] = set()
    for key in _inner_first(case):
        levels, votes = 1, 0
        for voter, depth in _votes(written_rule(case, key), members_of(case, key)):
            if voter in beyond:
                beyond.add(key)
            inner_levels, inner_votes = sizes.get(voter, (0, 1))
            levels, votes = max(levels, depth + inner_levels), votes + inner_votes
        sizes[key] = levels, votes
        if key in beyond or (levels <= MOST_LEVELS and votes <= MOST_VOTES):
            continue
        beyond.add(key)
        if levels > MOST_LEVELS:
            message = f"the rule of {key!r} has rules within rules more than {MOST_LEVELS} levels deep"
        else:
            written_out = f"written out with every bloc and body in it, the rule of {key!r}"
            message = f"{written_out} has more than {MOST_VOTES:,} votes"
        section, rule = ("blocs", "decides_by") if key in case.blocs else ("bodies", "rule")
        names.problem(names.written((section, key, rule), (section, key, "members")), message)


def _votes(rule: DecisionRule, members: Sequence[str], depth: int = 1) -> Iterator[tuple[str, int]]:
    """Yield who votes in a rule, as often as they do, each with how many rules stand around the vote."""
    single = rule.lead or rule.named
    inner = inner_rules(rule)
    yield from ((one, depth) for one in (*rule.including, *rule.weights))
    if single is not None and (single in members or single not in RULE_WORDS):
        yield single, depth
    elif not inner and not rule.weights:
        yield from ((one, depth) for one in members)
    for _, one in inner:
        yield from _votes(one, members, depth + 1)


def _inner_first(case: CaseFile) -> list[str]:
    """Return all blocs and bodies after those that vote in them, but for those that wait for each other."""
    groups = [*case.blocs, *(key for key in case.bodies if key not in case.blocs)]
    within = {
        key: {
            voter
            for voter, _ in _votes(written_rule(case, key), members_of(case, key))
            if voter in case.blocs or voter in case.bodies
        }
        for key in groups
    }
    waiting = {key: len(inner) for key, inner in within.items()}
    around: dict[str, list[str]] = {key: [] for key in groups}
    for key, inner in within.items():
        for one in inner:
            around[one].append(key)
    found = [key for key in groups if not waiting[key]]
    for key in found:
        for outer in around[key]:
            waiting[outer] -= 1
            if not waiting[outer]:
                found.append(outer)
    return found
