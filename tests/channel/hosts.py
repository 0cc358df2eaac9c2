"""Hosts for tests, in this process, and requests to them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from json import dumps
from typing import TYPE_CHECKING, Any

import httpx

from detente.channel.hosting.client import Host
from detente.channel.hosting.host import host_app
from detente.channel.hosting.sessions import PURPOSE, claim
from detente.channel.keeping.sqlite_store import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import ASGIApp

    from detente.channel.keeping.store import Store
    from detente.channel.record.keys import SecretKeys
    from tests.channel.delegations import Table

__all__ = ["HOST", "InProcess", "Visitor", "host_of", "synced_with"]

HOST = "http://host.example"


@dataclass
class InProcess(httpx.BaseTransport):
    """Carries requests to an application; ``change`` may alter what it answers."""

    app: ASGIApp
    change: Callable[[httpx.Request, httpx.Response], httpx.Response] | None = None
    asked: list[str] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.path.rpartition('/')[2]}")

        async def answered() -> httpx.Response:
            found = await httpx.ASGITransport(self.app).handle_async_request(request)
            return httpx.Response(found.status_code, headers=found.headers, content=await found.aread())

        found = asyncio.run(answered())
        return self.change(request, found) if self.change else found


def host_of(sides: Table, path: Path) -> tuple[Store, InProcess]:
    """Return the store of a host that has admitted the channel, and the way to it."""
    store = SqliteStore(path)
    store.admit(sides.opening)
    return store, InProcess(host_app(store, sides.clock))


def synced_with(sides: Table, transport: httpx.BaseTransport, url: str = HOST) -> dict[str, Host]:
    """Return everybody's way to a host."""
    return {name: Host(url, side, transport) for name, side in sides.sides.items()}


@dataclass
class Visitor:
    """Somebody at a host, who sends what it likes."""

    transport: InProcess
    channel: str
    token: str = ""

    def ask(self, method: str, path: str, *, json: object = None, **more: Any) -> httpx.Response:  # noqa: ANN401 - as httpx takes it
        """Send a request; what JSON escapes stays escaped, and ``headers`` may say more."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= more.pop("headers", {})
        if json is not None:
            more["content"] = dumps(json).encode()
        with httpx.Client(transport=self.transport, base_url=HOST) as client:
            return client.request(method, f"/channels/{self.channel}/{path}", headers=headers, **more)

    def challenge(self, name: str) -> str:
        return str(self.ask("POST", "challenges", json={"name": name}).json()["challenge"])

    def sign_in(
        self, name: str, keys: SecretKeys, challenge: str, host: str = "host.example", channel: str = ""
    ) -> httpx.Response:
        signature = keys.signature(PURPOSE, claim(host, channel or self.channel, name, challenge))
        body = {"name": name, "challenge": challenge, "signature": signature}
        answer = self.ask("POST", "sessions", json=body)
        self.token = answer.json().get("token", "")
        return answer

    def enter(self, name: str, keys: SecretKeys) -> httpx.Response:
        return self.sign_in(name, keys, self.challenge(name))
