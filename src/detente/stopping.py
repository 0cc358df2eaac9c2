"""What Ctrl-C does to a command: it ends within about a second, and at once when it is pressed again."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from threading import Lock, Thread, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["STOPPED", "Stop"]

STOPPED = 130
"""Exit status after Ctrl-C, as shells have it."""
PATIENCE = 1.0
"""Seconds that a command has to end in good order before it is ended."""
CLEAR_LINE, SHOW_CURSOR = "\r\x1b[2K", "\x1b[?25h"
ERRORS = 2
"""Where it is said that it ends; what stands before it there, and who is writing to it, is not asked."""
DELICATE = frozenset({"llvmlite", "numba", "ortools", "pydantic"})
"""Packages that crash or go wrong if they are stopped half-way: a compiler, a solver being loaded, and models
being built, out of which an interruption comes as an error of theirs."""
IMPORTING = "<frozen importlib._bootstrap>"
"""Where modules are loaded; a callback there, when a lock is let go, only prints what comes out of it."""
MOMENT = 0.02
"""Seconds between two looks whether they are done, and in which a process is gone that was ended."""
LOOKS_AGAIN = hasattr(signal, "setitimer")
"""Whether it can look: not on Windows."""


class Stop:
    """Raises ``KeyboardInterrupt`` where a command was, but not through what is delicate: there it waits.

    Python comes to that only between two of its own steps, which may take long where one of them is compiled
    code. So a thread is told as well, by the system. It needs Python for the moment in which it ends all, and
    so whatever compiled code takes long must give it up ("nogil").
    """

    said = "stopped; nothing was written\n"
    """What is said where a command is stopped."""

    def __init__(self) -> None:
        self.heeded = False
        """Whether Ctrl-C was pressed, so that whatever went wrong since then went wrong by that."""
        self._ending = Lock()

    def listen(self) -> None:
        """Take over Ctrl-C."""
        told, tells = os.pipe()
        if sys.platform != "win32":  # where pipes cannot, and need not
            os.set_blocking(tells, False)
        signal.signal(signal.SIGINT, self)
        signal.set_wakeup_fd(tells, warn_on_full_buffer=False)
        Thread(target=self._watch, args=(told,), daemon=True).start()

    def __call__(self, _: int, frame: FrameType | None) -> None:
        """Stop what is being done, once: what tidies up after it is not to be stopped as well."""
        signal.signal(signal.SIGINT, _heard)
        self.heeded = True
        if not _is_delicate(frame):
            raise KeyboardInterrupt
        if LOOKS_AGAIN:
            signal.signal(signal.SIGALRM, self)
            signal.setitimer(signal.ITIMER_REAL, MOMENT)

    def end(self, code: object) -> None:
        """Heed Ctrl-C no more, as all is said; where it was what ended the command, end at once."""
        if code == STOPPED:
            with suppress(OSError):
                sys.stdout.flush()
            self._end_now()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if LOOKS_AGAIN:
            signal.setitimer(signal.ITIMER_REAL, 0)
        self._ending.acquire()

    def _watch(self, told: int) -> None:
        _wait(told)
        late = Timer(PATIENCE, self._end_now)
        late.daemon = True
        late.start()
        _wait(told)
        self._end_now()

    def _end_now(self) -> None:
        """End this process, whatever it does, and those that share its work; unless it is ending already."""
        if not self._ending.acquire(blocking=False):
            return
        # Not imported here: this must not wait for what is being loaded.
        processes = sys.modules.get("multiprocessing.process")
        try:
            for one in processes.active_children() if processes else ():
                one.kill()
                one.join(MOMENT)
            # Last of all, lest what shows progress write below it.
            cleared = f"{CLEAR_LINE}{SHOW_CURSOR}" if os.isatty(ERRORS) else ""
            os.write(ERRORS, f"{cleared}{self.said}".encode())
        finally:
            os._exit(STOPPED)


def _wait(told: int) -> None:
    """Wait for Ctrl-C; other signals that Python sees come here, too."""
    while os.read(told, 1)[0] != signal.SIGINT:
        pass


def _heard(_: int, __: FrameType | None) -> None:
    """Leave Ctrl-C to the thread that is told of it."""


def _is_delicate(frame: FrameType | None) -> bool:
    while frame is not None:
        if str(frame.f_globals.get("__name__")).partition(".")[0] in DELICATE:
            return True
        if frame.f_code.co_filename == IMPORTING and frame.f_code.co_name == "cb":
            return True
        frame = frame.f_back
    return False
