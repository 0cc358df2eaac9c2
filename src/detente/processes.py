"""Processes beside this one that share its work, and end when it ends."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing import resource_tracker
from threading import Event, Thread
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from detente.garbage import look_rarely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

__all__ = ["get_ready", "out_of_reach", "processors", "sharing", "start_tracker"]

MOST = 61 if sys.platform == "win32" else 10_000
"""Processes beside this one, of which Windows cannot watch more."""
MOMENT = 0.1
"""Seconds in which an executor gives up what waits."""
STUCK = 10
"""After how many moments an executor that is to end is stuck, if it does not wait for work to be done."""
WAITS_NO_MORE = (3, 11, 5)
"""The first version of Python that does not wait for a call to be read that nobody will read."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


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
    start_tracker()
    # A new interpreter is safe whatever threads there are here; a copy of this process would not be.
    context = multiprocessing.get_context("spawn")
    executor = _Processes(min(workers - 1, MOST), mp_context=context, initializer=_follow)
    try:
        yield executor
    except BaseException:
        executor.end(at_once=True)
        raise
    executor.end()


def get_ready(executor: Executor, module: str) -> None:
    """Let one of an executor's processes import what it will need, while something else is done."""
    with suppress(Exception):  # whoever has work for it later will notice
        executor.submit(import_module, module)


@contextmanager
def out_of_reach() -> Iterator[None]:
    """Keep Ctrl-C from processes that are started in this block, as long as they live; it is heeded after."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Processes(ProcessPoolExecutor):
    """Starts processes that Ctrl-C does not reach, from their first moment on.

    On a terminal it goes to all processes. One that dies of it while it starts up leaves those waiting that
    have work for it.
    """

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Hand out a call; a process that is started for it takes over what is held back here."""
        with out_of_reach():
            return self._watched(fn, *args, **kwargs)

    def end(self, *, at_once: bool = False) -> None:
        """Give up what waits, and end the processes: ``at_once``, or when they have done what they do."""
        ended = Event()
        watching = Thread(target=self._see_to_it, args=(ended,), kwargs={"at_once": at_once}, daemon=True)
        watching.start()
        self.shutdown(cancel_futures=True)
        ended.set()
        watching.join()

    def _see_to_it(self, ended: Event, *, at_once: bool) -> None:
        """End these processes and no others, also those that a thread is only just starting.

        What waits is given up before: an executor whose processes are gone stumbles over it, and never ends.
        """
        looks = 0
        while not ended.wait(MOMENT):
            looks += 1
            for one in list((getattr(self, "_processes", None) or {}).values()) if at_once else ():
                one.terminate()
            if looks == STUCK:
                self._stop_reading()

    def _stop_reading(self) -> None:
        """Give up this process's hold on what is written for others, so that nothing is unless they read it.

        Otherwise Python before 3.11.5 waits for ever for a call to be read, large as it may be, that a
        process did not live to read: https://github.com/python/cpython/issues/94777. Later versions do this
        themselves, and neither they nor what else closes it must be met while they do: so only what is stuck
        is treated like this.
        """
        calls = getattr(self, "_call_queue", None)
        if calls is not None and sys.version_info < WAITS_NO_MORE:
            calls._reader.close()  # noqa: SLF001 - as later versions of Python do

    def _watched(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Hand out a call, and see to it that it is noticed where a process that is started for it dies.

        Python's executor looks anew which processes there are to watch when it is given a call, but just
        before it starts one for it. So it is given another, of nothing, as long as any was started.
        """
        known = len(multiprocessing.active_children())
        future = super().submit(fn, *args, **kwargs)
        while known < (now := len(multiprocessing.active_children())):
            known = now
            super().submit(int)
        return future


def start_tracker() -> None:
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
    look_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(gc.freeze)  # as when this process ends
    Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(1)
