"""A browser for tests, without scripts: it keeps cookies, and fills in the forms that a page shows."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

import httpx

from detente.channel.page.app import page_app

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from detente.channel.exchange.delegation import Delegation
    from detente.channel.page.syncing import Syncable

__all__ = ["CODE", "Visitor", "entered"]

CODE = "ABCDE-FGHJK-MNPQR"


@dataclass
class Visitor:
    """What a browser does with an application in this process."""

    app: Starlette
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)
    page: str = ""

    def send(
        self,
        method: str,
        path: str,
        data: dict[str, str | list[str]] | None = None,
        headers: dict[str, str] | None = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        """Send a request, and keep the cookies of the answer."""

        async def sending() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            base = "http://127.0.0.1:8000"
            async with httpx.AsyncClient(transport=transport, base_url=base, cookies=self.cookies) as client:
                found = await client.request(method, path, data=data, headers=headers, content=content)
                self.cookies = client.cookies
                return found

        return asyncio.run(sending())

    def get(self, path: str = "/", headers: dict[str, str] | None = None) -> httpx.Response:
        """Ask for a page, and follow where it leads."""
        found = self.send("GET", path, headers=headers)
        while found.is_redirect:
            found = self.send("GET", found.headers["location"].partition("#")[0], headers=headers)
        if not headers:
            self.page = found.text
        return found

    def post(self, action: str, *, follow: bool = True, **fields: str | list[str]) -> httpx.Response:
        """Send the form of the page that leads to an address, with fields filled in."""
        found = self.send("POST", action, {**self.hidden(action), **fields})
        if follow and found.is_redirect:
            return self.get(found.headers["location"].partition("#")[0])
        self.page = found.text
        return found

    def hidden(self, action: str) -> dict[str, str | list[str]]:
        """Return the hidden fields of a form."""
        form = re.search(rf'<form [^>]*action="{action}".*?</form>', self.page, re.DOTALL)
        assert form is not None, f"the page has no form for {action}"
        found = re.findall(r'<input type="hidden"[^>]* name="(\w+)" value="([^"]*)"', form[0])
        return {name: unescape(value) for name, value in found}

    def text(self) -> str:
        """Return the words of the page."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.page)).split())


def entered(delegation: Delegation, hosts: tuple[Syncable, ...] = ()) -> Visitor:
    """Return a browser that has typed the code of a delegation's page."""
    visitor = Visitor(page_app(delegation, code=CODE, hosts=hosts))
    visitor.get()
    visitor.post("/enter", code=CODE)
    return visitor
