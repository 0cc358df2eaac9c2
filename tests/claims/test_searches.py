"""Searches handed out to others find what is found here, and are made here where nobody else makes them."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from detente.case.case import Case
from detente.claims import analyse
from detente.claims.explained import Effort
from detente.claims.searches import _search
from detente.claims.study import Study, unpacked
from detente.processes import sharing
from detente.roadmap.known_chances import KnownChances, known_chances

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

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
  - {id: even, says: A bridge is as likely as not., holds_if: p_goal() >= 0.5}
  - {id: hard, says: A bridge is hard to get., holds_if: p_goal() < 0.6}
  - {id: open, says: The patrols can start., holds_if: startable(patrol) = 1}
  - {id: later, says: Some other thing., waits_for: cohesion}
""")
ALONE = analyse(CASE, draws=30, thorough=True)


class _Closed(Executor):
    """Nobody takes anything."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:  # noqa: ANN401 - as an executor has it
        raise RuntimeError("cannot schedule new futures after shutdown")


class _Broken(Executor):
    """Whoever begins comes to grief."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:  # noqa: ANN401 - as an executor has it
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("killed"))
        return future


@pytest.mark.parametrize("executor", [lambda: ThreadPoolExecutor(2), _Closed, _Broken])
def test_whoever_searches_the_answer_is_the_same(executor: Callable[[], Executor]) -> None:
    assert any(one.sufficient is not None and one.sufficient.inputs for one in ALONE.claims)
    with executor() as one:
        assert analyse(CASE, draws=30, thorough=True, executor=one).to_json() == ALONE.to_json()


def test_processes_of_their_own_find_the_same() -> None:
    with sharing(2) as executor:
        assert analyse(CASE, draws=30, thorough=True, executor=executor).to_json() == ALONE.to_json()


def _endless(*_: object, **__: object) -> None:
    """Search until the process is killed; a file tells that the search has begun."""
    Path(os.environ["BEGUN"]).touch()
    time.sleep(600)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as on Unix")
def test_a_process_that_is_killed_leaves_its_search_to_this_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As a system kills that is short of memory: one of two, when this process has begun a search itself.

    There are more searches than processes; the other process, which cannot be told to stop, ends as well.
    """
    begun, found = tmp_path / "begun", []
    killed: list[BaseProcess] = []
    monkeypatch.setenv("BEGUN", str(begun))
    monkeypatch.setattr("detente.claims.searches._search", _endless)

    def kill(said: str) -> None:
        if said.startswith("what") and not killed:
            until = time.monotonic() + 60
            while not begun.exists() and time.monotonic() < until:
                time.sleep(0.02)
            killed.append(active_children()[0])
            killed[0].kill()

    def search() -> None:
        with sharing(3) as executor:
            found.append(analyse(CASE, draws=30, thorough=True, executor=executor, progress=kill).to_json())

    searching = Thread(target=search, daemon=True)
    searching.start()
    searching.join(120)
    assert begun.exists()
    assert not active_children()
    assert found == [ALONE.to_json()]


def test_what_is_known_of_chances_goes_there_and_comes_back() -> None:
    """Two processes are played by two copies of the case."""
    packed = Study(CASE, [one for one in CASE.claims if one.id == "likely"]).packed
    _, found = _search(packed, "likely", [], KnownChances(), Effort.LITTLE)
    assert found.chances
    told = KnownChances(dict.fromkeys(found.chances, 1.0), {None: ("cross",)})
    unpacked.cache_clear()
    _, more = _search(packed, "likely", [], told, Effort.LITTLE)
    assert more.without(told) == more
    # What is told is not found out again, even if it were wrong.
    known = known_chances(unpacked(packed).case.base)
    assert known.orders == told.orders
    assert known.chances.items() >= told.chances.items()


def test_a_case_without_a_roadmap_starts_no_process() -> None:
    class Never(Executor):
        def submit(self, *_: Any, **__: Any) -> Future[Any]:  # noqa: ANN401 - as an executor has it
            raise AssertionError("nothing is worth a process here")

    text = CASE.to_yaml()
    plain = text[: text.index("trust:")] + text[text.index("claims:") :]
    kept = [line for line in plain.splitlines() if "p_goal" not in line and "startable" not in line]
    found = analyse(Case.from_text("\n".join(kept)), executor=Never())
    assert found.claims[0].sufficient is not None
