"""Where the command line starts: from the first moment on, Ctrl-C ends it in one line."""

from __future__ import annotations

import sys

__all__ = ["main"]

STOPPED = 130
"""Exit status after Ctrl-C, as shells have it."""


def main() -> None:
    """Run the command line."""
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
        sys.stderr.write("stopped; nothing was written\n")
    sys.exit(code)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
