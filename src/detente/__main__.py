"""Where the command line starts: from the first moment on, Ctrl-C ends it in one line."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["main"]

STOPPED = 130
"""Exit status after Ctrl-C, as shells have it."""
SAID = "stopped; nothing was written\n"
SHOW_CURSOR = "\x1b[?25h"
COMPILERS = frozenset({"llvmlite", "numba"})


def main() -> None:
    """Run the command line."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)
    try:
        from detente.cli import run

        run()
    except KeyboardInterrupt:
        code: object = STOPPED
    except SystemExit as ended:
        code = ended.code
    else:
        code = 0
    if code == STOPPED:
        sys.stderr.write(SAID)
    sys.exit(code)  # type: ignore[arg-type]


def _stop(_: int, frame: FrameType | None) -> None:
    """Raise ``KeyboardInterrupt``, but not through a compiler, which would crash: there, end at once.

    Nothing is being written then that could be left half-written.
    """
    while frame is not None:
        if str(frame.f_globals.get("__name__")).partition(".")[0] in COMPILERS:
            sys.stderr.write(f"\r{SHOW_CURSOR}{SAID}" if sys.stderr.isatty() else SAID)
            sys.stderr.flush()
            os._exit(STOPPED)
        frame = frame.f_back
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
