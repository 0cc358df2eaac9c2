"""The decision rules of a case as trees: who must accept before a bloc or a body does."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.decision_rules import RULE_WORDS, members_of, written_rule
from detente.outcomes.per_case import per_case
from detente.outcomes.rule_tree import AllOf, AnyOf, Quota, Rule, Vote, accepts, dual

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.case.decision_rules import DecisionRule
    from detente.case.model import CaseFile

__all__ = ["rule_among", "rule_of", "rule_of_parties"]


@per_case
def rule_of(case: CaseFile, key: str) -> Rule:
    """Return the rule of a bloc or a body, in which its members vote.

    >>> from detente.case.case import Case
    >>> case = Case.from_mapping({"bodies": {"council": {"members": ["a", "b"], "rule": {"at_least": 1}}}})
    >>> rule_of(case, "council").quota
    Fraction(1, 1)
    """
    members = members_of(case, key)
    return _Body(members, Vote, lambda name: rule_of_parties(case, name)).decides(written_rule(case, key))


@per_case
def rule_of_parties(case: CaseFile, key: str) -> Rule:
    """Return the rule of a bloc or a body, in which the parties behind its members vote.

    A member that is a bloc or a body itself votes as its own rule has it.
    """

    def vote(member: str) -> Rule:
        decides = member in case.blocs or member in case.bodies
        return rule_of_parties(case, member) if decides else Vote(member)

    return rule_among(written_rule(case, key), members_of(case, key), vote)


def rule_among(written: DecisionRule, members: Sequence[str], vote: Callable[[str], Rule]) -> Rule:
    """Return a rule as a tree in which each of some members votes in a way of its own.

    ``vote`` says how; it is also asked for whomever the rule names beside the members. Somebody must accept,
    also where the rule asks for nobody, as a quota of nothing does.
    """
    return _Body(members, vote, vote).decides(written)


@dataclass(frozen=True)
class _Body:
    """Whose rule is read: its members, and how each of them, or somebody else, votes."""

    members: Sequence[str]
    vote: Callable[[str], Rule]
    outside: Callable[[str], Rule]

    def decides(self, written: DecisionRule) -> Rule:
        """Return the whole rule as a tree, under which somebody must accept."""
        rule = self.tree(written)
        return AllOf((rule, AnyOf(self._everybody))) if accepts(rule, frozenset()) else rule

    def tree(self, written: DecisionRule) -> Rule:
        """Return a rule, with its vetoes, as a tree."""
        main = self._main(written)
        vetoes = tuple(map(self._voting, written.including))
        return AllOf((*vetoes, main)) if vetoes else main

    def _main(self, written: DecisionRule) -> Rule:
        if written.at_least is not None:
            return _count(written.at_least, tuple(map(self.tree, written.of or ())) or self._everybody)
        if written.quota is not None:
            votes = ((self._voting(name), one.nominal) for name, one in written.weights.items())
            return Quota(written.quota.nominal, tuple(votes))
        if written.all_of:
            return AllOf(tuple(map(self.tree, written.all_of)))
        if written.any_of:
            return AnyOf(tuple(map(self.tree, written.any_of)))
        if written.unless is not None:
            return dual(self.tree(written.unless))
        return self._named(written.lead or written.named)

    def _named(self, name: str | None) -> Rule:
        """Return what a name stands for; the silence procedure is unanimity, and has none."""
        if name is None or (name in RULE_WORDS and name != "majority" and name not in self.members):
            return AllOf(self._everybody)
        if name == "majority" and name not in self.members:
            return _count(len(self.members) // 2 + 1, self._everybody)
        return self._voting(name)

    def _voting(self, name: str) -> Rule:
        """Return the vote of a member; a body that is none votes as its own rule has it."""
        return self.vote(name) if name in self.members else self.outside(name)

    @property
    def _everybody(self) -> tuple[Rule, ...]:
        return tuple(map(self.vote, self.members))


def _count(number: int, parts: Sequence[Rule]) -> Quota:
    return Quota(Fraction(number), tuple((part, Fraction(1)) for part in parts))
