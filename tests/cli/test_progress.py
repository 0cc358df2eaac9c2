"""What a command says on the terminal while it works."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty", reason="there are no such terminals here")

WORK = """\
import sys, time
from detente.terminal import working
with working("work") as say:
    say("the first half")
    time.sleep(float(sys.argv[1]))
    say("the other half")
    time.sleep(float(sys.argv[1]))
    if sys.argv[2:]:
        raise SystemExit(2)
print("rich" in sys.modules)
"""


def said_in(*arguments: str) -> tuple[str, str, int]:
    """Run the work with a terminal for errors; return what it says there, what it prints, and its status."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", WORK, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, text=True) as running:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 1024):
                said += part
        except OSError:  # what Linux says where the other end is closed
            pass
        printed, _ = running.communicate(timeout=60)
    os.close(ours)
    return said.decode(), printed, running.returncode


def test_what_takes_its_time_says_what_is_being_done_and_leaves_no_trace() -> None:
    said, _, _ = said_in("1.5")
    assert "work: the first half" in said
    assert "work: the other half" in said
    assert said.endswith("\x1b[2K")


def test_what_is_done_at_once_says_nothing_and_loads_nothing_for_it() -> None:
    assert said_in("0") == ("", "False\n", 0)


def test_what_fails_leaves_the_terminal_as_it_was() -> None:
    said, _, status = said_in("1", "fails")
    assert status == 2
    assert said.endswith("\x1b[2K")
    assert "\x1b[?25h" in said
