"""What holds for every answer: only this machine asks, and a browser runs nothing but the page's own.

A site that a browser has open elsewhere may have its name lead to this machine: it then asks under that name,
which is refused. Nor can it send forms here, or show the page within its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard"]

_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_OWN_SITES = frozenset({"same-origin", "none"})
_READS = frozenset({"GET", "HEAD"})


class Guard:
    """Answers only what asks for this machine by its own name, and adds the headers that bind the browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked, or say why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def bound(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await (_refusal(scope) or self.app)(scope, receive, bound)


def _refusal(scope: Scope) -> PlainTextResponse | None:
    headers = Headers(scope=scope)
    if _host(headers.get("host", "")) not in _HOSTS:
        return PlainTextResponse("This page answers on 127.0.0.1 alone: open it by that address.", 421)
    if scope["method"] not in _READS and headers.get("sec-fetch-site", "none") not in _OWN_SITES:
        return PlainTextResponse("Another site has sent this; nothing was done.", 403)
    return None


def _host(header: str) -> str:
    """Return the name of a host without its port; nothing where there is none."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""
