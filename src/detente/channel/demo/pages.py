"""The demonstration as both parties see it, each in a page of its own."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from threading import Event
from typing import TYPE_CHECKING

from detente.channel.hosting.client import Host
from detente.channel.page.access import new_code
from detente.channel.page.serving import page_served

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.channel.demo.table import Table

__all__ = ["show"]


def show(table: Table, say: Callable[[str], object], until: Event | None = None) -> None:
    """Serve a page for each party, with the last host between them, until Ctrl-C."""
    say("")
    table.clock.run()
    with ExitStack() as stack:
        for name, side in table.sides.items():
            code = new_code()
            hosts = [Host(table.hosts[-1].url, side)]
            served = page_served(side, code=code, hosts=hosts, clock=table.clock)
            say(f"{table.opening.name(name)}’s page: {stack.enter_context(served)}  Its code: {code}")
        say("Ctrl-C ends the demonstration.")
        with suppress(KeyboardInterrupt):
            (until or Event()).wait()
