"""Where the command line starts: from the first moment on, Ctrl-C ends it in one line."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import TYPE_CHECKING

from detente.garbage import look_rarely

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["main"]

STOPPED = 130
"""Exit status after Ctrl-C, as shells have it."""
SAID = "stopped; nothing was written\n"
SHOW_CURSOR = "\x1b[?25h"
DELICATE = frozenset({"llvmlite", "numba", "ortools"})
"""Packages that crash or go wrong if they are stopped half-way: a compiler, and a solver being loaded."""
PATIENCE, LOOKS = 0.02, 250
"""Seconds between two looks whether they are done, and after how many it ends all the same."""

LOOKS_AGAIN = hasattr(signal, "setitimer")
"""Whether it can wait for them: not on Windows."""


def main() -> None:
    """Run the command line."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _Stop())
    look_rarely()
    try:
        from detente.cli import run

        run()
    except KeyboardInterrupt:
        code: object = STOPPED
    except SystemExit as ended:
        code = ended.code
    else:
        code = 0
    # All is said: what is left to do is to end, which takes a moment where processes shared the work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if LOOKS_AGAIN:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if code == STOPPED:
        sys.stderr.write(SAID)
    gc.freeze()  # else the interpreter looks once more for what is garbage, which takes half a second
    sys.exit(code)  # type: ignore[arg-type]


class _Stop:
    """What Ctrl-C does: raise ``KeyboardInterrupt``, but not through what is delicate.

    There it waits until that is done. Where it takes too long it ends at once; nothing is being written then
    that could be left half-written.
    """

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self, _: int, frame: FrameType | None) -> None:
        if not _is_delicate(frame):
            raise KeyboardInterrupt
        self.looks += 1
        if self.looks < LOOKS and LOOKS_AGAIN:
            signal.signal(signal.SIGALRM, self)
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)
            return
        sys.stderr.write(f"\r{SHOW_CURSOR}{SAID}" if sys.stderr.isatty() else SAID)
        sys.stderr.flush()
        os._exit(STOPPED)


def _is_delicate(frame: FrameType | None) -> bool:
    while frame is not None:
        if str(frame.f_globals.get("__name__")).partition(".")[0] in DELICATE:
            return True
        frame = frame.f_back
    return False


if __name__ == "__main__":
    main()
