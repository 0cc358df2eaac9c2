"""Processes beside this one that share its work, and end when it ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import resource_tracker
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

__all__ = ["processors", "sharing"]


def processors() -> int:
    """Return how many processors there are to use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def sharing(workers: int) -> Iterator[Executor | None]:
    """Give an executor with processes beside this one, so many with it; none where it is to work alone.

    Processes are started when there is work for them. When this block is left early, or this process ends,
    they end as well.
    """
    if workers < 2:  # noqa: PLR2004 - one is this process
        yield None
        return
    _start_tracker()
    # A new interpreter is safe whatever threads there are here; a copy of this process would not be.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(workers - 1, mp_context=context, initializer=_follow)
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for one in multiprocessing.active_children():
            one.terminate()
        raise
    executor.shutdown(wait=False, cancel_futures=True)


def _start_tracker() -> None:
    """Start the process that clears up after this one, and let it do so in silence if this one is stopped."""
    if sys.platform == "win32":  # where the system itself clears up
        return
    options = sys.warnoptions
    sys.warnoptions = ["ignore"]
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions = options


def _follow() -> None:
    """Leave Ctrl-C to the process that started this one, and end when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(1)
