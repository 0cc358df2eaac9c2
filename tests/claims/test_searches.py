"""Searches handed out to others find what is found here, and are made here where nobody else makes them."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

import pytest

from detente.case.case import Case
from detente.claims import analyse
from detente.processes import sharing

if TYPE_CHECKING:
    from collections.abc import Callable

CASE = Case.from_text("""
detente: 1
title: A bridge after patrols
as_of: 2010-02-01
horizon: {from: 2010-Q1, to: 2011-Q4}
parties:
  west: {walk_away: [-2, 1]}
  east: {}
issues:
  patrols:
    options: [none, joint]
    today: none
    decided_by: [west, east]
    stances: {west: joint > none, east: joint > none}
  bridge:
    options: [none, built]
    today: none
    decided_by: [west, east]
    stances: {west: {points: {none: 0, built: [-1, 3]}}, east: built > none}
trust: [{from: west, to: east, level: [0.2, 0.4]}]
blocks:
  patrol: {sets: {patrols: joint}, lasts: 1, delivers: [0.6, 0.9]}
  cross: {sets: {bridge: built}, after: patrol done, lasts: 2, delivers: 0.7}
roadmap: {goal: bridge is built}
claims:
  - {id: signed, says: A bridge can be signed., holds_if: signable(bridge is built) > 0}
  - {id: likely, says: A bridge is likely., holds_if: p_goal() > 0.45}
  - {id: open, says: The patrols can start., holds_if: startable(patrol) = 1}
  - {id: later, says: Some other thing., waits_for: cohesion}
""")
ALONE = analyse(CASE, draws=30, thorough=True)


class _Waiting(Executor):
    """Nobody begins anything."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:  # noqa: ANN401 - as an executor has it
        return Future()


class _Broken(Executor):
    """Whoever begins comes to grief."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:  # noqa: ANN401 - as an executor has it
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("killed"))
        return future


@pytest.mark.parametrize("executor", [lambda: ThreadPoolExecutor(2), _Waiting, _Broken])
def test_whoever_searches_the_answer_is_the_same(executor: Callable[[], Executor]) -> None:
    assert any(one.sufficient is not None and one.sufficient.inputs for one in ALONE.claims)
    with executor() as one:
        assert analyse(CASE, draws=30, thorough=True, executor=one).to_json() == ALONE.to_json()


def test_processes_of_their_own_find_the_same() -> None:
    with sharing(2) as executor:
        assert analyse(CASE, draws=30, thorough=True, executor=executor).to_json() == ALONE.to_json()


def test_a_case_without_a_roadmap_starts_no_process() -> None:
    class Never(Executor):
        def submit(self, *_: Any, **__: Any) -> Future[Any]:  # noqa: ANN401 - as an executor has it
            raise AssertionError("nothing is worth a process here")

    text = CASE.to_yaml()
    plain = text[: text.index("trust:")] + text[text.index("claims:") :]
    kept = [line for line in plain.splitlines() if "p_goal" not in line and "startable" not in line]
    found = analyse(Case.from_text("\n".join(kept)), executor=Never())
    assert found.claims[0].sufficient is not None
