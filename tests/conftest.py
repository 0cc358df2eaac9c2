"""What every test shares: how hypothesis runs, and which tests share a process."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from xdist.remote import Producer

    from tests.scheduling import InGroups

# No test is timed: the first example may have to compile, and the machine may be busy. Where tests run
# unattended the examples are the same each time, so that a failure is never the doing of chance.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("unattended", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("unattended" if os.environ.get("CI") else "here")

# A shell that runs this in the background has it ignore Ctrl-C, and with it every command that tests start
# and stop.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)  # there is nothing to share out where one process does it all
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> InGroups:
    """Keep tests that share what takes long to make in one process.

    Marks with ``--dist loadgroup`` would say the same, but xdist 3.8 adds them to an attribute of the test
    that pytest 9.2 no longer reads, and then shares out the tests one by one.
    """
    from tests.scheduling import InGroups

    return InGroups(config, log)
