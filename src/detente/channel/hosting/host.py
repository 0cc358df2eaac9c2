"""A host of channels over HTTP: it carries entries between the parties, and can alter none of them.

It serves the channels that its operator admitted to its store, and nobody else's. Nothing is read or written
without a session, which the signature of a party or an observer begins.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from detente.channel.hosting.access_log import AccessLog
from detente.channel.hosting.asked import LARGEST_BODY, body_of, number, texts, word
from detente.channel.hosting.hosted import Hosted
from detente.channel.hosting.openapi import DESCRIPTION, MOST_HEADS, MOST_LINES
from detente.channel.hosting.refusal import Refusal, answer
from detente.channel.hosting.sessions import PURPOSE, Session, Sessions, claim
from detente.channel.keeping.store import StoreError
from detente.channel.problems import ChannelError, RecordError
from detente.channel.record.moment import now
from detente.channel.record.statements import require_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from detente.channel.keeping.holder import Holder
    from detente.channel.keeping.store import Store

__all__ = ["host_app"]

_SMALL_BODY = 1 << 12
_CHANNEL = re.compile("[0-9a-f]{64}")
_LOG = logging.getLogger("detente.channel.host")


def host_app(store: Store, clock: Callable[[], str] = now, names: tuple[str, ...] = ()) -> Starlette:
    """Return the host of the channels of a store.

    ``names``: the names by which clients reach it. A client signs for the name it calls; where none are
    given, the host believes the request, which any other host could make in the client's place.
    """
    return _Host(store, clock, names).app()


@dataclass
class _Host:
    store: Store
    clock: Callable[[], str]
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        self._sessions = Sessions(self.clock)
        self._hosted: dict[str, Hosted] = {}
        self._lock = Lock()

    def app(self) -> Starlette:
        channel = "/channels/{channel}"
        app = Starlette(
            routes=[
                Route("/", self._greeting),
                Route("/openapi.json", self._description),
                Route(f"{channel}/challenges", self._challenge, methods=["POST"]),
                Route(f"{channel}/sessions", self._begin, methods=["POST"]),
                Route(f"{channel}/opening", self._opening),
                Route(f"{channel}/entries", self._entries),
                Route(f"{channel}/entries", self._take, methods=["POST"]),
                Route(f"{channel}/heads", self._heads),
                Route(f"{channel}/heads", self._take_heads, methods=["POST"]),
                Route(f"{channel}/proofs/inclusion", self._inclusion),
                Route(f"{channel}/proofs/consistency", self._consistency),
            ],
            middleware=[Middleware(AccessLog)],
            exception_handlers={Refusal: _refused, HTTPException: _no_such, ChannelError: _failed},
        )
        app.router.redirect_slashes = False
        return app

    # Without a session.

    async def _greeting(self, _: Request) -> Response:
        return answer({"detente": "channel host"})

    async def _description(self, _: Request) -> Response:
        return answer(DESCRIPTION)

    async def _challenge(self, request: Request) -> Response:
        body = await body_of(request, {"name"}, _SMALL_BODY)
        name = word(body["name"], "name")
        hosted = await run_in_threadpool(self._find, request.path_params["channel"], name)
        return answer({"challenge": self._sessions.challenge(hosted.opening.id, name)})

    async def _begin(self, request: Request) -> Response:
        body = await body_of(request, {"name", "challenge", "signature"}, _SMALL_BODY)
        name, challenge = word(body["name"], "name"), word(body["challenge"], "challenge")
        try:
            signature = require_hash(body["signature"], 128)
        except RecordError as error:
            raise Refusal(400, str(error)) from error
        hosts = self.names or (request.headers.get("host", ""),)

        def begin() -> tuple[str, str]:
            hosted = self._find(request.path_params["channel"], name)
            channel = hosted.opening.id
            self._sessions.require_challenge(channel, name, challenge)
            claims = [claim(host, channel, name, challenge) for host in hosts]
            key = hosted.key_that_signed(name, claims, signature, PURPOSE)
            if key is None:
                raise Refusal(
                    401,
                    "the signature is not by the key in force, or is for a host of another name than this",
                )
            return self._sessions.begin(channel, name, key, challenge)

        token, until = await run_in_threadpool(begin)
        return answer({"token": token, "until": until})

    def _find(self, channel: str, name: str) -> Hosted:
        """Return a channel of which somebody is a party or observer; raises ``Refusal`` otherwise."""
        hosted = self._channel(channel)
        if hosted is None or not hosted.knows(name):
            raise Refusal(404, "this host has no channel of that id with a party or observer of that name")
        return hosted

    def _channel(self, channel: str) -> Hosted | None:
        if not _CHANNEL.fullmatch(channel):
            return None
        if channel not in self._hosted:
            opening = self.store.opening(channel)
            if opening is None:
                return None
            with self._lock:
                self._hosted.setdefault(channel, Hosted(self.store, opening))
        return self._hosted[channel]

    # With a session.

    async def _work(self, request: Request, work: Callable[[Hosted, Holder], dict[str, Any]]) -> Response:
        """Answer what a piece of work gives, done on the copy in a thread, for a session in force."""
        session = self._session(request)

        def done() -> dict[str, Any]:
            hosted = self._channel(session.channel)
            assert hosted is not None
            with hosted.at_work() as holder:
                if session.key not in hosted.keys_of(session.name, holder):
                    self._sessions.end(session)
                    raise Refusal(401, "the key of this session is no longer in force: sign with the new one")
                return work(hosted, holder)

        return answer(await run_in_threadpool(done))

    def _session(self, request: Request) -> Session:
        return self._sessions.of(request.path_params["channel"], request.headers.get("authorization", ""))

    def _require_party(self, request: Request) -> None:
        """See that a request is of a party; before its body is read."""
        session = self._session(request)
        hosted = self._hosted[session.channel]
        if session.name not in hosted.opening.parties:
            raise Refusal(403, "observers read this channel, and write nothing")

    async def _opening(self, request: Request) -> Response:
        await self._work(request, lambda _, __: {})
        opening = self._hosted[request.path_params["channel"]].opening
        return Response(
            opening.text, headers={"Cache-Control": "no-store"}, media_type="application/octet-stream"
        )

    async def _entries(self, request: Request) -> Response:
        self._session(request)
        after, most = number(request, "after", default=0), number(request, "most", default=MOST_LINES)
        chain = request.query_params.get("chain", "")
        if not 1 <= most <= MOST_LINES:
            raise Refusal(400, f"most is from 1 to {MOST_LINES}")
        return await self._work(request, lambda hosted, _: hosted.entries(after, chain, most))

    async def _heads(self, request: Request) -> Response:
        return await self._work(request, lambda hosted, holder: hosted.heads(holder))

    async def _inclusion(self, request: Request) -> Response:
        return await self._proof(request, Hosted.inclusion, "number")

    async def _consistency(self, request: Request) -> Response:
        return await self._proof(request, Hosted.consistency, "old")

    async def _proof(
        self, request: Request, proof: Callable[[Hosted, Holder, str, int, int], dict[str, Any]], which: str
    ) -> Response:
        self._session(request)
        party, first = request.query_params.get("party", ""), number(request, which)
        size = number(request, "size")
        return await self._work(request, lambda hosted, holder: proof(hosted, holder, party, first, size))

    async def _take(self, request: Request) -> Response:
        self._require_party(request)
        body = await body_of(request, {"lines"}, LARGEST_BODY)
        lines = texts(body["lines"], "lines", MOST_LINES)
        return await self._work(request, lambda hosted, holder: hosted.take(holder, lines))

    async def _take_heads(self, request: Request) -> Response:
        self._require_party(request)
        body = await body_of(request, {"heads"}, LARGEST_BODY)
        heads = body["heads"]
        if not isinstance(heads, list):
            raise Refusal(400, "heads is a list")
        if len(heads) > MOST_HEADS:
            raise Refusal(413, f"heads holds at most {MOST_HEADS}: send the others after those")
        return await self._work(request, lambda hosted, holder: hosted.take_heads(holder, heads))


# What is answered where something cannot be done.


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return error.answer


async def _no_such(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = {404: "there is nothing here", 405: "this cannot be done here"}.get(error.status_code)
    return answer({"error": sentence or error.detail}, error.status_code, dict(error.headers or {}))


async def _failed(_: Request, error: Exception) -> Response:
    """Tell the operator what the store says, and the client that it is not there."""
    if not isinstance(error, StoreError):
        return answer({"error": str(error)}, 400)
    _LOG.error("%s", error)
    return answer({"error": "the host cannot reach its store now: try again later, or by another host"}, 503)
