"""Running a host until it is told to end: on this machine alone, unless its operator says otherwise."""

from __future__ import annotations

import logging
import signal
import socket
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from detente.channel.hosting.host import host_app
from detente.channel.problems import ChannelError
from detente.channel.record.moment import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.types import ASGIApp

    from detente.channel.keeping.store import Store

__all__ = ["Certificate", "run", "serve"]

_ENDING = 10
"""Seconds that requests which are under way have when the host is told to end."""


@dataclass(frozen=True)
class Certificate:
    """The files of a certificate, with those that vouch for it, and of its private key."""

    chain: Path
    key: Path


def serve(  # noqa: PLR0913 - named, but for the store
    store: Store,
    *,
    address: str = "127.0.0.1",
    port: int = 0,
    names: tuple[str, ...] = (),
    certificate: Certificate | None = None,
    clock: Callable[[], str] = now,
    tell: Callable[[str], None] = print,
) -> None:
    """Serve the channels of a store until Ctrl-C or SIGTERM; ``tell`` gets the address that is served.

    ``port`` 0 is any free one. ``names``: see ``host_app``.

    Raises ``ChannelError`` where the address cannot be used, or the certificate.
    """
    run(host_app(store, clock, names), address, port, certificate, tell)


def run(
    app: ASGIApp, address: str, port: int, certificate: Certificate | None, tell: Callable[[str], None]
) -> None:
    """Serve an application as ``serve`` does; raises ``ChannelError`` likewise."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,  # the application writes its own, without queries
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=_ENDING,
        ssl_certfile=certificate.chain if certificate else None,
        ssl_keyfile=certificate.key if certificate else None,
    )
    try:
        config.load()
    except (OSError, ssl.SSLError) as error:
        raise ChannelError(f"the certificate or its key cannot be used ({error})") from error
    server = uvicorn.Server(config)
    with _bound(address, port) as listening, _ended_by_signals(server):
        scheme = "https" if certificate else "http"
        host = f"[{address}]" if ":" in address else address
        tell(f"{scheme}://{host}:{listening.getsockname()[1]}")
        server.run(sockets=[listening])
    logging.getLogger("detente.channel.host").info("the host has ended")


@contextmanager
def _bound(address: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # TCP is named so that the event loop knows it, and sends small answers at once: else each waits until the
    # client has confirmed what was sent before, 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise ChannelError(f"{address}, port {port}: this cannot be served ({error})") from error
    try:
        yield listening
    finally:
        listening.close()


@contextmanager
def _ended_by_signals(server: uvicorn.Server) -> Iterator[None]:
    """Take Ctrl-C and SIGTERM for what they are: the wish to end, not a mistake.

    While the server runs it sees to them itself, and raises once more what it was ended by when it has ended.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> None:
        server.should_exit = True

    before = {one: signal.signal(one, end) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
