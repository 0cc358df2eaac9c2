"""Where the command line starts: from the first moment on, Ctrl-C ends it in one line."""

from __future__ import annotations

import gc
import signal
import sys

from detente.garbage import look_rarely
from detente.stopping import STOPPED, Stop

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
    stop = Stop()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        stop.listen()
    look_rarely()
    try:
        from detente.cli import run

        run()
    except KeyboardInterrupt:
        code: object = STOPPED
    except SystemExit as ended:
        code = STOPPED if ended.code and stop.heeded else ended.code
    except Exception:
        if not stop.heeded:
            raise
        code = STOPPED
    else:
        code = 0
    # All is said: what is left to do is to end, which takes a moment where processes shared the work.
    stop.end(code)
    gc.freeze()  # else the interpreter looks once more for what is garbage, which takes half a second
    sys.exit(code)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
