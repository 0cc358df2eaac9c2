"""The command line for tests: as a call in this process, or alone in one of its own.

What it takes to start, and to load every library, is the greater part of most commands. So each command is
started alone by one test or another, as its users start it, and what more is asked of it is asked here.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from detente.cli import run as run_command

__all__ = ["Done", "run", "run_alone"]


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, folder: Path | None = None, expect: int = 0) -> Done:
    """Run a command in this process; what goes wrong without a plain message fails the test."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.object(sys, "argv", ["detente", *arguments]),
        contextlib.chdir(folder or Path.cwd()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code: object = 0
        try:
            run_command()
        except SystemExit as ended:
            code = ended.code or 0
    return _checked(Done(int(str(code)), out.getvalue(), err.getvalue()), expect)


def run_alone(*arguments: str, folder: Path | None = None, expect: int = 0) -> Done:
    """Run a command in a process of its own, as its users do."""
    command = [sys.executable, "-m", "detente", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    return _checked(Done(done.returncode, done.stdout, done.stderr), expect)


def _checked(done: Done, expect: int) -> Done:
    assert done.returncode == expect, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done
