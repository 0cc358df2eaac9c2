"""What every test shares: how hypothesis runs, and which tests share a process."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test is timed: the first example may have to compile, and the machine may be busy. Where tests run
# unattended the examples are the same each time, so that a failure is never the doing of chance.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("unattended", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("unattended" if os.environ.get("CI") else "here")

# A shell that runs this in the background has it ignore Ctrl-C, and with it every command that tests start
# and stop.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

PAGES = Path(__file__).parent / "report"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one process, and all that read the pages of bundled cases in the same one.

    What takes long to make is then made once.
    """
    for item in items:
        path = PAGES if item.path.is_relative_to(PAGES) else item.path
        item.add_marker(pytest.mark.xdist_group(str(path)))
