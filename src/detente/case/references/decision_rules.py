"""Checks of bodies, and of the rules by which they and blocs decide."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from detente.case.decision_rules import RULE_WORDS, inner_rules, members_of, written_rule
from detente.case.problems import closest, quoted
from detente.case.references.names import MISSING
from detente.case.references.nested_rules import check_nested_rules

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from detente.case.decision_rules import DecisionRule
    from detente.case.document import Path_
    from detente.case.model import CaseFile
    from detente.case.references.names import Names

__all__ = ["absent_voters", "check_decision_rules", "check_rule_of", "parties_behind"]


def check_decision_rules(names: Names) -> None:
    """Check that rules speak of members and bodies that exist, can be met, and do not wait for themselves."""
    case = names.case
    bodies = names.keys("bodies")
    if MISSING in case.parties and "bodies" in names.document.tree and not names.document.tree["bodies"]:
        names.problem(("bodies",), "this section is empty; name a body in it, with its members", at_key=True)
    for section in ("blocs", "bodies"):
        for key in sorted(names.keys(section).intersection(RULE_WORDS)):
            kind = "bloc" if section == "blocs" else "body"
            message = f"{key!r} is the name of a rule; give the {kind} another short name"
            names.problem((section, key), message, at_key=True)
    for key in sorted(bodies & names.holders):
        names.problem(("bodies", key), f"{key!r} is already the name of a party, bloc or camp", at_key=True)
    for key, bloc in case.blocs.items():
        if MISSING not in bloc.members:
            _check_rule(_Scope(names, key, bloc.members), ("blocs", key, "decides_by"), bloc.decides_by)
    for key, body in case.bodies.items():
        path: Path_ = ("bodies", key)
        for index, member in enumerate(body.members):
            known = names.deciders | bodies
            names.known(member, known, "party, bloc or body", names.item((*path, "members"), index))
        names.each_once(body.members, (*path, "members"), f"stands twice among the members of {key!r}")
        if MISSING not in body.members:
            _check_rule(_Scope(names, key, body.members), (*path, "rule"), body.rule)
    _check_circles(names)
    check_nested_rules(names)


def check_rule_of(
    names: Names, path: Path_, rule: DecisionRule, members: tuple[str, ...], known: frozenset[str]
) -> None:
    """Check the rule of what is no bloc and no body: its members vote, and nobody else may be named.

    ``path``: of the rule, which stands right under that of which it is the rule.
    """
    _check_rule(_Scope(names, str(path[-2]), members, known), path, rule)


class _Scope:
    """Whose rule is checked: who may be named in it."""

    def __init__(
        self, names: Names, key: str, members: tuple[str, ...], known: frozenset[str] | None = None
    ) -> None:
        self.names, self.key, self.members = names, key, frozenset(members)
        everybody = self.members | names.keys("bodies") | names.blocs
        self.known = everybody if known is None else known

    def voter(self, word: str, path: Path_, *, at_key: bool = False) -> None:
        """Check that a word is a member, or a body of which the votes count here."""
        if self.names.known(word, self.known, f"member of {self.key!r}:", path, at_key=at_key):
            self._counts(word, path, at_key=at_key)

    def rule(self, word: str, path: Path_) -> None:
        """Check that a word is a rule, a member, or a body as whose rule this one is."""
        if word in RULE_WORDS and word in self.members:
            message = f"{word!r} is the name of a rule and of a member of {self.key!r}; rename the member"
            self.names.problem(path, message)
        elif word in self.known:
            self._counts(word, path)
        elif word not in RULE_WORDS and word != MISSING:
            words = ", ".join(RULE_WORDS)
            message = f"{quoted(word)} is no decision rule: write {words}, a member, or a bloc or body"
            message += ", or spell one out, as in {at_least: 2}"
            if word in self.names.deciders:
                message = f"{quoted(word)} is no member of {self.key!r}"
            self.names.problem(path, message, suggestion=closest(word, self.known.union(RULE_WORDS)))

    def _counts(self, word: str, path: Path_, *, at_key: bool = False) -> None:
        """Check that a bloc decides by the votes of those who belong to it."""
        case = self.names.case
        if word in self.members or self.key not in case.blocs:
            return
        behind = parties_behind(case, self.key)
        strangers = [one for one in parties_behind(case, word) if one not in behind and one != MISSING]
        if strangers:
            message = f"in {word!r} there votes {strangers[0]!r}, who does not belong to {self.key!r}"
            self.names.problem(path, message, at_key=at_key)


def parties_behind(case: CaseFile, key: str) -> tuple[str, ...]:
    """Return the parties behind a bloc or a body, each once."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        one = waiting.pop()
        group = case.blocs.get(one) or case.bodies.get(one)
        if group is None:
            found[one] = None
        elif one not in seen:
            seen.add(one)
            waiting += reversed(group.members)
    return tuple(found)


def absent_voters(case: CaseFile, key: str, present: Container[str]) -> tuple[str, ...]:
    """Return who has a vote in a bloc or body and is not present, nor a bloc or body of those who are."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one in seen or one in present or one == MISSING:
            continue
        seen.add(one)
        if one in case.blocs or one in case.bodies:
            waiting += reversed(tuple(_voting_in(case, one)))
        else:
            found[one] = None
    return tuple(found)


def _check_rule(scope: _Scope, path: Path_, rule: DecisionRule) -> None:
    names = scope.names
    if rule.named is not None:
        scope.rule(rule.named, path)
    for index, member in enumerate(rule.including):
        scope.voter(member, names.item((*path, "including"), index))
    names.each_once(rule.including, (*path, "including"), "stands twice among those who are needed")
    listed = [one.lead or one.named for one in rule.of or () if not one.including]
    names.each_once([one for one in listed if one not in {None, MISSING}], (*path, "of"), "stands twice here")
    for member in rule.weights:
        scope.voter(member, (*path, "weights", member), at_key=True)
    if rule.lead is not None:
        scope.voter(rule.lead, (*path, "lead"))
    for member in rule.silence.by if rule.silence else ():
        names.known(
            member, scope.members, f"member of {scope.key!r}:", (*path, "silence", "by", member), at_key=True
        )
    _check_numbers(scope, path, rule)
    for where, inner in inner_rules(rule):
        _check_rule(scope, (*path, *where), inner)


def _check_numbers(scope: _Scope, path: Path_, rule: DecisionRule) -> None:
    """Check that a rule can be met."""
    names = scope.names
    if rule.at_least is not None and rule.of:
        if rule.at_least > len(rule.of):
            message = f"{rule.at_least} of these must accept, and there are {len(rule.of)}"
            names.problem((*path, "at_least"), message)
    elif rule.at_least is not None and rule.at_least > len(scope.members):
        has = f"{len(scope.members)} member{'' if len(scope.members) == 1 else 's'}"
        names.problem((*path, "at_least"), f"{rule.at_least} must accept, but {scope.key!r} has {has}")
    counted = 0 < len(rule.weights) == len(names.keys(*path, "weights"))
    if rule.quota is not None and counted and rule.quota.low > sum(one.low for one in rule.weights.values()):
        names.problem((*path, "quota"), f"all votes of {scope.key!r} together do not reach its quota")


def _check_circles(names: Names) -> None:
    """Check that no body votes in itself, and no rule is its own."""
    told: set[frozenset[str]] = set()
    for section in ("blocs", "bodies"):
        for key in getattr(names.case, section):
            circle = _circle(names.case, key)
            # Blocs that contain each other are told where members are checked.
            if not circle or frozenset(circle) in told or _contain_each_other(names.case, circle):
                continue
            told.add(frozenset(circle))
            rule = "rule" if section == "bodies" else "decides_by"
            path = names.written((section, key, rule), (section, key, "members"))
            names.problem(path, f"rules that wait for each other: {' → '.join(circle)}")


def _contain_each_other(case: CaseFile, circle: list[str]) -> bool:
    return all(one in case.blocs and other in case.blocs[one].members for one, other in pairwise(circle))


def _circle(case: CaseFile, start: str) -> list[str]:
    """Return the way from a bloc or body through those that vote in it back to itself, if there is one."""
    stack = [[start]]
    seen: set[str] = set()
    while stack:
        way = stack.pop()
        for one in _voting_in(case, way[-1]):
            if one == start:
                return [*way, start]
            if one not in seen and (one in case.blocs or one in case.bodies):
                seen.add(one)
                stack.append([*way, one])
    return []


def _voting_in(case: CaseFile, key: str) -> Iterator[str]:
    """Yield the members of a bloc or body, and the other blocs and bodies on whose rule its own depends."""
    yield from members_of(case, key)
    named = _named(written_rule(case, key))
    yield from (one for one in named if one in case.blocs or one in case.bodies)


def _named(rule: DecisionRule) -> Iterator[str]:
    word = None if rule.named in RULE_WORDS else rule.named
    yield from (one for one in (word, rule.lead, *rule.including, *rule.weights) if one is not None)
    for _, inner in inner_rules(rule):
        yield from _named(inner)
