"""Decision rules in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.decision_rules import RULE_WORDS, members_of, written_rule
from detente.case.naming import together, within
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from detente.case.decision_rules import DecisionRule
    from detente.case.model import CaseFile
    from detente.case.numbers import Range

__all__ = ["decision_rule"]


def decision_rule(case: CaseFile, key: str) -> str:
    """Return the rule by which a bloc or a body decides, to be read after “by”.

    >>> from detente.case.case import load
    >>> decision_rule(load("nato-russia-2010"), "nato")
    'consensus of 28 members, under a silence procedure'
    """
    return _says(case, written_rule(case, key), members_of(case, key))


def _says(case: CaseFile, rule: DecisionRule, members: tuple[str, ...]) -> str:
    main = _main(case, rule, members)
    including = together(_name(case, one) for one in rule.including)
    return f"{main}, {including} among them" if including else main


def _main(case: CaseFile, rule: DecisionRule, members: tuple[str, ...]) -> str:
    count = f"{len(members):,} member{'' if len(members) == 1 else 's'}"
    if rule.at_least is not None or rule.quota is not None:
        return _counting(case, rule, members, count)
    if rule.all_of or rule.any_of:
        word = " and " if rule.all_of else " or "
        return word.join(_says(case, one, members) for one in rule.all_of or rule.any_of or ())
    if rule.unless is not None:
        return f"acceptance unless those who object are {_says(case, rule.unless, members)}"
    named = "silence" if rule.silence is not None else rule.lead or rule.named or "consensus"
    return _named(case, named, members, count)


def _counting(case: CaseFile, rule: DecisionRule, members: tuple[str, ...], count: str) -> str:
    if rule.quota is not None:
        votes = ", ".join(f"{_name(case, one)} {_votes(rule.weights[one])}" for one in rule.weights)
        return f"at least {_votes(rule.quota)} votes of {count} ({votes})"
    among = f": {'; '.join(_says(case, one, members) for one in rule.of)}" if rule.of else f" {count}"
    return f"at least {rule.at_least} of{among}"


def _named(case: CaseFile, name: str, members: tuple[str, ...], count: str) -> str:
    if name in members:
        return _name(case, name)
    if name in RULE_WORDS:
        return f"{'consensus' if name == 'silence' else name} of {count}{_under(name)}"
    return f"{_name(case, name)}, whose rule is {decision_rule(case, name)}"


def _under(name: str) -> str:
    return ", under a silence procedure" if name == "silence" else ""


def _name(case: CaseFile, key: str) -> str:
    return within(name_of(case, key))


def _votes(given: Range) -> str:
    return f"{float(given.nominal):g}"
