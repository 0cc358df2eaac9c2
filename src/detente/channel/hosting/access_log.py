"""A log of requests that holds nothing secret: method, path without its query, status and milliseconds."""

from __future__ import annotations

import logging
import re
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["AccessLog"]

_LOG = logging.getLogger("detente.channel.host")
_PATH = re.compile("/(openapi.json)?|(/channels/[0-9a-f]{16})[0-9a-f]{48}(/[a-z/]{1,40})")


class AccessLog:
    """Writes a line for each answer.

    A path of another form than those of a host is not written out, and of a channel only how its id begins:
    whoever mistakes a token for one finds it in no log.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and write its line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin, status = time.perf_counter(), 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            method = scope["method"] if scope["method"].isalpha() else "?"
            taken = (time.perf_counter() - begin) * 1000
            _LOG.info("%s %s %d %.0f ms", method[:10], _shown(scope["path"]), status, taken)


def _shown(path: str) -> str:
    known = _PATH.fullmatch(path)
    if known is None:
        return "elsewhere"
    return f"{known[2]}…{known[3]}" if known[2] else path
