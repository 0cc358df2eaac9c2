"""Arrays of the exact method that are too short at first: the same is found, however often they grow."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from detente.roadmap.exact import exploration_kernel, narrowing_kernel
from detente.roadmap.exact.configurations import GOAL, configurations
from detente.roadmap.exact.induction import Graph
from detente.roadmap.exact.startable import TooManyError
from tests.roadmap.strategies import small_problems
from tests.roadmap.toy import toy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.roadmap.problem import Problem


def _arrays(found: Mapping[str, object]) -> dict[str, np.ndarray]:
    return {name: value for name, value in found.items() if isinstance(value, np.ndarray)}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(problem=small_problems())
def test_nothing_depends_on_how_much_room_there_is_at_first(
    monkeypatch: pytest.MonkeyPatch, problem: Problem
) -> None:
    found = []
    for room in (1, 1024):
        monkeypatch.setattr(exploration_kernel, "ROOM", room)
        monkeypatch.setattr(narrowing_kernel, "ROOM", room)
        graph = Graph.of(problem)
        layout = graph.configurations
        states = {} if layout.start == GOAL else _arrays(graph.narrowed._asdict())
        found.append((_arrays({one.name: getattr(layout, one.name) for one in fields(layout)}), states))
    for one, other in zip(*found, strict=True):
        assert one.keys() == other.keys()
        for name, values in one.items():
            assert values.dtype == other[name].dtype
            np.testing.assert_array_equal(values, other[name])


def test_too_many_configurations_are_refused_however_much_room_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = toy("ABCE", 3, 8)
    for room in (1, 1024):
        monkeypatch.setattr(exploration_kernel, "ROOM", room)
        count = len(configurations(problem, [0]))
        assert len(configurations(problem, [0], most=count)) == count
        with pytest.raises(TooManyError, match=f"more than {count - 1:,} configurations"):
            configurations(problem, [0], most=count - 1)
