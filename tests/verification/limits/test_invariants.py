"""What must not change a verdict: the order of what is listed, and what states and categories are called."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.regimes import Regime
from detente.verification.limits.balance import balances
from detente.verification.limits.compliance import compliance
from tests.regime_strategies import regime_mappings

NAMES = {"a": "omega", "b": "alpha", "acv": "zz", "apc": "mm", "aifv": "aa", "tank": "t_72"}


def told(mapping: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return every verdict and balance, in an order that does not depend on the file."""
    of = Regime.model_validate(mapping)
    found: list[tuple[str, ...]] = [
        (one.limit.id, one.on, one.category, str(one.compliance), str(one.amount))
        for one in compliance("it", of, "2000-06-01")
    ]
    balanced: list[tuple[str, ...]] = [
        (one.state, one.category, str(one.zone), one.since, str(one.difference)) for one in balances("it", of)
    ]
    return sorted(found) + sorted(balanced)


def shuffled(value: Any, chance: Random) -> Any:  # noqa: ANN401 - a tree
    if isinstance(value, dict):
        keys = chance.sample(list(value), len(value))
        return {key: shuffled(value[key], chance) for key in keys}
    if isinstance(value, list) and not all(isinstance(one, int) for one in value):
        return [shuffled(one, chance) for one in chance.sample(value, len(value))]
    return value


@given(regime_mappings(changes=True), st.integers(0, 2**32 - 1).map(Random))
@settings(max_examples=200)
def test_the_order_of_states_limits_declarations_and_changes_does_not_matter(
    mapping: dict[str, Any], chance: Random
) -> None:
    assert told(shuffled(mapping, chance)) == told(mapping)


@given(regime_mappings(changes=True))
@settings(max_examples=200)
def test_what_states_and_categories_are_called_does_not_matter(mapping: dict[str, Any]) -> None:
    def renamed(text: str) -> str:
        return re.sub(r'"(\w+)"', lambda found: f'"{NAMES.get(found[1], found[1])}"', text)

    other = json.loads(renamed(json.dumps(mapping)))
    assert sorted(told(other)) == sorted(told_of_names(told(mapping)))


def told_of_names(found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple(NAMES.get(word, word) for word in one) for one in found]
