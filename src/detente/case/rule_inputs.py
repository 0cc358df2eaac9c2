"""What is uncertain in decision rules: how likely members are to break silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.decision_rules import inner_rules
from detente.case.uncertainty import GRID, Input

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.decision_rules import DecisionRule
    from detente.case.numbers import Range

__all__ = ["rule_inputs"]


def rule_inputs(case: Case) -> Iterator[Input]:
    """Yield the numbers of the silence procedures of blocs and bodies."""
    for key, bloc in case.blocs.items():
        yield from _of_rule(f"blocs.{key}.decides_by", bloc.decides_by)
    for key, body in case.bodies.items():
        yield from _of_rule(f"bodies.{key}.rule", body.rule)


def _of_rule(path: str, rule: DecisionRule) -> Iterator[Input]:
    if rule.silence is not None:
        yield _probability(f"{path}.silence.breaks", rule.silence.breaks)
        for member, chance in rule.silence.by.items():
            yield _probability(f"{path}.silence.by.{member}", chance)
        yield _probability(f"{path}.silence.correlation", rule.silence.correlation)
    for where, inner in inner_rules(rule):
        yield from _of_rule(".".join([path, *map(str, where)]), inner)


def _probability(path: str, chance: Range) -> Input:
    return Input(path, chance, (path,), GRID / 100)
