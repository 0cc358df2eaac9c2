"""Processes that share the work: none for one worker, and none that is left behind."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from multiprocessing import active_children

import pytest

from detente.processes import processors, sharing

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


def test_an_error_ends_them_whatever_they_do() -> None:
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        _stopped()
    for one in active_children():
        one.join(10)
    assert not active_children()
    assert time.monotonic() - begun < 30


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
