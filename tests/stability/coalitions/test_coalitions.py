"""What coalitions can improve, against a published table and an enumeration."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from detente.stability.coalitions.coalition_improvements import coalition_improvements, coalitions_of
from tests.stability.enumeration import reached
from tests.stability.models import CATALOG, Moves, Payoffs, catalog_model, drawn, model_of

KNOWN = [one for one in CATALOG if "coalition_improvements" in one]


@pytest.mark.parametrize("entry", KNOWN, ids=[one["id"] for one in KNOWN])
def test_improvements_of_coalitions_are_the_known_ones(entry: dict[str, Any]) -> None:
    model = catalog_model(entry)
    found: dict[str, dict[int, list[int]]] = {}
    for coalition, origin, target in coalition_improvements(model):
        name = "+".join(model.decision_makers[member] for member in coalition)
        found.setdefault(name, {}).setdefault(origin + 1, []).append(target + 1)
    assert found == entry["coalition_improvements"]


@given(drawn())
def test_improvements_of_coalitions_are_those_of_an_enumeration(model: tuple[Moves, Payoffs]) -> None:
    moves, payoffs = model
    expected = [
        (coalition, origin, target)
        for coalition in coalitions_of(len(moves))
        for origin in range(len(payoffs[0]))
        for target in sorted(reached(moves, payoffs, origin, coalition, improving=False))
        if all(payoffs[member][target] > payoffs[member][origin] for member in coalition)
    ]
    assert [tuple(one) for one in coalition_improvements(model_of(moves, payoffs))] == expected
