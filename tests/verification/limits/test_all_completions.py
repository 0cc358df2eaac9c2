"""Verdicts against a program that goes through all that may be held where it is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from detente.case.regimes import Regime
from detente.verification.limits.compliance import Compliance, compliance
from tests.brute_force_limits import can_be_told
from tests.regime_strategies import regime_mappings

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = "2000-06-01"
SAID = {frozenset({True}): Compliance.EXCEEDED, frozenset({False}): Compliance.MET}


@given(regime_mappings())
@settings(max_examples=300)
def test_a_limit_is_met_if_all_completions_meet_it_and_exceeded_if_all_exceed_it(
    mapping: dict[str, Any],
) -> None:
    """Else it cannot be told: with unknown numbers, places and states, and whatever is not listed."""
    found = compliance("it", Regime.model_validate(mapping), DAY)
    limits = {limit["id"]: limit for limit in mapping["limits"]}
    assert len(found) == sum(len(one["on"]) * len(one["at_most"]) for one in mapping["limits"])
    for verdict in found:
        answers = can_be_told(mapping, limits[verdict.limit.id], verdict.on, verdict.category)
        assert verdict.compliance is SAID.get(frozenset(answers), Compliance.UNTOLD), verdict


@given(regime_mappings(changes=True))
@settings(max_examples=300)
def test_what_changes_since_never_makes_a_verdict_that_a_completion_contradicts(
    mapping: dict[str, Any],
) -> None:
    """Where items have left it may not be told what all completions agree on; but nothing false is said."""
    found = compliance("it", Regime.model_validate(mapping), DAY)
    limits = {limit["id"]: limit for limit in mapping["limits"]}
    for verdict in found:
        answers = can_be_told(mapping, limits[verdict.limit.id], verdict.on, verdict.category)
        if not answers:
            # More has left than was ever declared: nothing that is held fits what was said.
            continue
        expected = SAID.get(frozenset(answers), Compliance.UNTOLD)
        if _leaves(mapping):
            assert verdict.compliance in {expected, Compliance.UNTOLD}, verdict
        else:
            assert verdict.compliance is expected, verdict


def _leaves(mapping: Mapping[str, Any]) -> bool:
    return any("from_zone" in change for change in mapping["changes"])
