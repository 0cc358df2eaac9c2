"""Ctrl-C ends a command soon, whatever it does just then, and leaves no process behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import detente

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are sent as on Unix")

SAID = "stopped; nothing was written\n"
COMPILED = """\
import hashlib, os, sys
import detente.__main__ as start
import detente.cli
import detente.stopping
from detente.processes import sharing

def for_minutes(_):
    hashlib.pbkdf2_hmac("sha256", b"", b"", 2_000_000_000)

def run():
    with sharing(2) as executor:
        print(executor.submit(os.getpid).result(), flush=True)
        executor.submit(for_minutes, 0)
        for_minutes(0)

if __name__ == "__main__":
    detente.cli.run = run
    detente.stopping.PATIENCE = float(sys.argv[1])
    start.main()
"""
"""Compiled code that does not come back to Python, in this process and in one that shares its work."""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    script = tmp_path / "compiled.py"
    script.write_text(COMPILED, encoding="utf-8")
    return script


@pytest.mark.parametrize(("patience", "presses"), [("1", 1), ("600", 2)])
def test_compiled_code_is_ended_soon_and_at_once_when_it_is_said_again(
    script: Path, patience: str, presses: int
) -> None:
    command = [sys.executable, str(script), patience]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        other = int(running.stdout.readline())
        for _ in range(presses):
            time.sleep(0.5)
            running.send_signal(signal.SIGINT)
        begun = time.monotonic()
        _, said = running.communicate(timeout=60)
        took = time.monotonic() - begun
    assert (running.returncode, said) == (130, SAID)
    assert took < 10  # on the busiest machine
    _assert_ends(other)


def _assert_ends(process: int) -> None:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError(f"process {process} was left behind")


@pytest.mark.parametrize("presses", [2, 5])
def test_many_presses_say_the_same_as_one(presses: int) -> None:
    """The later ones come while the first is being heeded."""
    command = [sys.executable, "-m", "detente", "claims", "nato-russia-2010", "--draws", "100000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        time.sleep(2)
        for _ in range(presses):
            running.send_signal(signal.SIGINT)
            time.sleep(0.01)
        _, said = running.communicate(timeout=60)
    assert (running.returncode, said) == (130, SAID)


KEEPS = """\
import sys, time
from pathlib import Path
import detente.__main__ as start
import detente.cli
from detente.cli.helping import keeping

def run():
    with keeping(Path("run1")):
        print("keeps", flush=True)
        time.sleep(600)

detente.cli.run = run
start.main()
"""


def test_where_what_is_done_is_kept_that_is_said(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KEEPS]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "keeps\n"
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    kept = "stopped; no answer was written, but what was done is kept in run1\n"
    assert (running.returncode, said) == (130, kept)


TURNED = """\
import os, signal, sys
import detente.__main__ as start
import detente.cli

def run():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        sys.stdin.read()
    except KeyboardInterrupt:
        exec(sys.argv[1])

detente.cli.run = run
start.main()
"""


@pytest.mark.parametrize("error", ["raise RuntimeError('in words of its own')", "sys.exit(2)"])
def test_an_interruption_that_a_library_turns_into_an_error_is_one_all_the_same(error: str) -> None:
    done = subprocess.run([sys.executable, "-c", TURNED, error], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, SAID)


def test_an_error_without_an_interruption_is_no_interruption() -> None:
    plain = TURNED.replace("os.kill(os.getpid(), signal.SIGINT)", "raise KeyError('none')")
    done = subprocess.run([sys.executable, "-c", plain, ""], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "KeyError: 'none'" in done.stderr


def test_all_compiled_code_lets_others_have_python() -> None:
    """Otherwise nobody could end it."""
    for path in sorted(Path(detente.__file__).parent.rglob("*.py")):
        for options in re.findall(r"^@njit(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert "nogil=True" in options or 'inline="always"' in options, path
