"""Processes that share the work: none for one worker, and none that is left behind."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING

import pytest

from detente import processes
from detente.processes import get_ready, processors, sharing

if TYPE_CHECKING:
    from pathlib import Path

LEAVES = """
import os, sys, time
from detente.processes import sharing
if __name__ == "__main__":
    with sharing(2) as executor:
        print(executor.submit(os.getpid).result(), flush=True)
        executor.submit(time.sleep, 60)
        time.sleep(0.2)
        os._exit(3)
"""


def test_one_worker_is_this_process() -> None:
    assert processors() >= 1
    with sharing(1) as executor:
        assert executor is None


def test_there_may_be_more_workers_than_the_system_can_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "MOST", 1)
    with sharing(2**40) as executor:
        assert executor is not None
        assert len({call.result() for call in [executor.submit(os.getpid) for _ in range(8)]}) == 1


def test_others_get_ready_or_do_not() -> None:
    """What goes wrong is noticed by whoever has work for them."""
    with sharing(2) as executor:
        assert executor is not None
        get_ready(executor, "detente.claims.searches")
        known = "'detente.claims.searches' in __import__('sys').modules"
        assert executor.submit(eval, known).result()
        get_ready(executor, "detente.nothing_of_the_kind")
        assert executor.submit(int, "3").result() == 3
    get_ready(executor, "detente.claims.searches")


def test_others_do_the_work() -> None:
    with sharing(2) as executor:
        assert executor is not None
        assert executor.submit(math.factorial, 5).result() == 120
        assert executor.submit(os.getpid).result() != os.getpid()


def _stopped() -> None:
    with sharing(2) as executor:
        assert executor is not None
        executor.submit(os.getpid).result()
        executor.submit(time.sleep, 60)
        raise KeyboardInterrupt


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as on Unix")
def test_what_stops_this_process_does_not_reach_them_even_while_they_start() -> None:
    with sharing(2) as executor:
        assert executor is not None
        asked = executor.submit(os.getpid)
        for _ in range(20):
            for one in active_children():
                os.kill(one.pid or 0, signal.SIGINT)
            time.sleep(0.02)
        assert asked.result(60) == active_children()[0].pid


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as on Unix")
@pytest.mark.parametrize("which", [0, 1])
def test_it_is_noticed_where_one_of_them_is_killed(which: int) -> None:
    with sharing(3) as executor:
        assert executor is not None
        calls = []
        for _ in range(2):  # with time in between for Python to look which processes there are
            calls.append(executor.submit(time.sleep, 600))
            time.sleep(0.5)
        sorted(active_children(), key=lambda one: one.pid or 0)[which].kill()
        for call in calls:
            with pytest.raises(BrokenProcessPool):
                call.result(30)
    assert not active_children()


STOPPED = """
import os, sys, time
from detente.processes import sharing
if __name__ == "__main__":
    try:
        with sharing(2) as executor:
            executor.submit(os.getpid).result()
            executor.submit(time.sleep, 60)
            waiting = [executor.submit(len, bytes(10_000_000)) for _ in range(4)]
            time.sleep(0.2)
            print([one.cancel() for one in waiting][-1], flush=True)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        sys.exit(130)
"""


def test_they_end_even_where_work_was_waiting_for_them_that_was_then_done_here(tmp_path: Path) -> None:
    """The work is so large that whoever hands it out waits for it to be taken."""
    script = tmp_path / "stopped.py"
    script.write_text(STOPPED, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "True\n", "")


def test_an_error_ends_them_whatever_they_do() -> None:
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        _stopped()
    for one in active_children():
        one.join(10)
    assert not active_children()
    assert time.monotonic() - begun < 30


def test_an_error_ends_no_others() -> None:
    """One of another program part, and those of the next executor, which starts at once."""
    other = get_context("spawn").Process(target=time.sleep, args=(600,))
    other.start()
    try:
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                _stopped()
        assert other.is_alive()
    finally:
        other.kill()
        other.join()


@pytest.mark.skipif(sys.platform == "win32", reason="signal 0 asks nothing on Windows")
def test_they_end_with_the_process_that_started_them(tmp_path: object) -> None:
    script = f"{tmp_path}/leaves.py"
    with open(script, "w", encoding="utf-8") as file:  # noqa: PTH123 - one line
        file.write(LEAVES)
    left = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert left.returncode == 3
    assert not left.stderr
    child = int(left.stdout)
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError(f"process {child} was left behind")
