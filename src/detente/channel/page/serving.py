"""Serving the page on this machine alone, until it is told to end."""

from __future__ import annotations

import socket
from contextlib import contextmanager, suppress
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING

from detente.channel.page.app import page_app
from detente.channel.problems import ChannelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import uvicorn

    from detente.channel.exchange.delegation import Delegation
    from detente.channel.page.syncing import Syncable

__all__ = ["page_served", "serve_page"]

_LOOPBACK = "127.0.0.1"


def serve_page(  # noqa: PLR0913 - all but one are named, and most can be left out
    delegation: Delegation,
    *,
    code: str,
    port: int = 0,
    hosts: Sequence[Syncable] = (),
    clock: Callable[[], str] | None = None,
    announce: Callable[[str], None] | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the page until Ctrl-C or a signal to end. ``ready`` is told its address; port 0 takes a free one.

    Raises ``ChannelError`` where the port is taken.
    """
    listening = _listen(port)
    server = _server(delegation, code, hosts, clock, announce)
    if ready is not None:
        ready(_address(listening))
    with listening, suppress(KeyboardInterrupt):
        server.run([listening])


@contextmanager
def page_served(  # noqa: PLR0913 - as above
    delegation: Delegation,
    *,
    code: str,
    port: int = 0,
    hosts: Sequence[Syncable] = (),
    clock: Callable[[], str] | None = None,
    announce: Callable[[str], None] | None = None,
) -> Iterator[str]:
    """Serve the page beside what this process does, and yield its address."""
    listening = _listen(port)
    server = _server(delegation, code, hosts, clock, announce)
    thread = Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            sleep(0.01)
        yield _address(listening)
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def _listen(port: int) -> socket.socket:
    listening = socket.socket()
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((_LOOPBACK, port))
        listening.listen()
    except (OSError, OverflowError) as error:
        listening.close()
        raise ChannelError(
            f"port {port} of this machine cannot be had ({error}); name another with --port; 0 is a free one"
        ) from error
    return listening


def _address(listening: socket.socket) -> str:
    return f"http://{_LOOPBACK}:{listening.getsockname()[1]}/"


def _server(
    delegation: Delegation,
    code: str,
    hosts: Sequence[Syncable],
    clock: Callable[[], str] | None,
    announce: Callable[[str], None] | None,
) -> uvicorn.Server:
    import uvicorn

    app = page_app(delegation, code=code, hosts=hosts, clock=clock, announce=announce)
    settings = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        proxy_headers=False,
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(settings)
