"""The way to a host: requests in a session that a signature begins, and answers that are not believed.

Whatever goes wrong on it is a ``ChannelError`` with a sentence.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from detente.channel.hosting.sessions import PURPOSE, claim
from detente.channel.problems import ChannelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.channel.record.keys import SecretKeys

__all__ = ["Answer", "HostError", "Way"]

_LARGEST_ANSWER = 1 << 24
_PATIENCE = 30.0
"""Seconds without anything from the host."""
_LONGEST = 120.0
"""Seconds that an answer may take as a whole."""
_ELSEWHERE, _WRONG = 300, 400
"""Statuses of HTTP from which on an answer sends elsewhere, or says what is wrong."""
_NO_SESSION = 401


class HostError(ChannelError):
    """A host cannot be reached, or does not answer as a host does. What is here is as it was."""


@dataclass(frozen=True)
class Answer:
    """What a host answers: the status of HTTP, and the body."""

    status: int
    body: bytes


@dataclass(eq=False)
class Way:
    """The way of one party or observer to a channel at a host.

    ``keys``: those to sign in with, of which the host takes one: after a change it may know the earlier ones.
    """

    url: str
    channel: str
    name: str
    keys: Sequence[SecretKeys]
    transport: httpx.BaseTransport | None = None
    _token: str | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        try:
            parts = httpx.URL(self.url)
        except (httpx.InvalidURL, ValueError) as error:
            raise HostError(f"{self.url[:100]!r} is no address of a host ({error})") from error
        if parts.scheme not in {"http", "https"} or not parts.host or parts.userinfo or parts.query:
            raise HostError(
                f"{self.url[:100]!r} is no address of a host, such as https://host.example: no name or"
                " password, and nothing after a question mark"
            )
        self.url = self.url.rstrip("/")
        self._authority = parts.netloc.decode()
        self._client = httpx.Client(
            transport=self.transport,
            timeout=_PATIENCE,
            trust_env=parts.host
            not in {"127.0.0.1", "::1", "localhost"},  # no proxy leads back to this machine
            headers={"Accept-Encoding": "identity"},  # what is unpacked has no bound
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def get(self, path: str, **query: str | int) -> Answer:
        """Ask for something of the channel; raises ``HostError`` where the host cannot be reached."""
        return self._in_session("GET", path, params={key: str(value) for key, value in query.items()})

    def post(self, path: str, body: dict[str, Any]) -> Answer:
        """Bring something for the channel; raises ``HostError`` where the host cannot be reached."""
        return self._in_session("POST", path, content=_json(body))

    def mapping(self, answer: Answer) -> dict[str, Any]:
        """Return the mapping that an answer holds.

        Raises ``HostError`` where it holds something else, or says what is wrong.
        """
        try:
            found = json.loads(answer.body)
        except (ValueError, RecursionError):
            found = None
        if answer.status >= _WRONG:
            told = found.get("error") if isinstance(found, dict) else None
            said = f": {printable(told)}" if isinstance(told, str) else ""
            raise HostError(f"the host {self.url} answers with status {answer.status}{said}")
        if not isinstance(found, dict):
            raise self.wrong("what it answers is not what a host answers")
        return found

    def wrong(self, sentence: str) -> HostError:
        """Return the error that says what is wrong with an answer of this host."""
        return HostError(f"the host {self.url} cannot be relied on: {sentence}")

    # Sessions.

    def _in_session(self, method: str, path: str, **more: Any) -> Answer:  # noqa: ANN401 - as httpx takes it
        """Ask within a session; where it has ended, begin another one and ask once more."""
        begun = self._token is None
        if begun:
            self._begin()
        answer = self._ask(method, path, **more)
        if answer.status == _NO_SESSION and not begun:
            self._begin()
            answer = self._ask(method, path, **more)
        return answer

    def _begin(self) -> None:
        """Begin a session by signing a challenge, with the first of the keys that the host takes."""
        self._token = None
        asked = self.mapping(self._ask("POST", "challenges", content=_json({"name": self.name})))
        challenge = asked.get("challenge")
        if not isinstance(challenge, str):
            raise self.wrong("it gives no challenge to sign")
        signed = claim(self._authority, self.channel, self.name, challenge[:1000])
        answer = None
        for keys in self.keys:
            signature = keys.signature(PURPOSE, signed)
            body = {"name": self.name, "challenge": challenge, "signature": signature}
            answer = self._ask("POST", "sessions", content=_json(body))
            if answer.status != _NO_SESSION:
                break
        assert answer is not None, "there is always a key"
        token = self.mapping(answer).get("token")
        if not isinstance(token, str) or not token.isalnum() or not token.isascii():
            raise self.wrong("it gives no token for a session")
        self._token = token

    def _ask(self, method: str, path: str, **more: Any) -> Answer:  # noqa: ANN401 - as httpx takes it
        headers = {"Content-Type": "application/json"} if "content" in more else {}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        url, body, begin = f"{self.url}/channels/{self.channel}/{path}", bytearray(), time.monotonic()
        try:
            with self._client.stream(method, url, headers=headers, **more) as response:
                if _ELSEWHERE <= response.status_code < _WRONG:
                    raise self.wrong("it sends elsewhere; name the address of the host itself")
                if response.headers.get("content-encoding", "identity") != "identity":
                    raise self.wrong("it packs its answer, which was not asked for")
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > _LARGEST_ANSWER:
                        raise self.wrong(f"its answer is longer than {_LARGEST_ANSWER:,} bytes")
                    if time.monotonic() - begin > _LONGEST:
                        raise self.wrong(f"its answer takes more than {_LONGEST:.0f} seconds")
                return Answer(response.status_code, bytes(body))
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
            raise HostError(
                f"the host {self.url} cannot be reached ({printable(str(error)) or type(error).__name__});"
                " what is here can go on without it, or by another host"
            ) from error


def _json(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def printable(told: object) -> str:
    """Return what a host said as it can be printed: it may hold anything."""
    return "".join(one if one.isprintable() else " " for one in str(told)[:200])
