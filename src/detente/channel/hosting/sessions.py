"""Sessions at a host: who shows by a signature to hold a key may read, and as a party write, for an hour.

A challenge carries its own proof that this host gave it, so that none is kept until it is used: whoever asks
for many takes no room from others. Of a token only the hash is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from detente.channel.hosting.refusal import Refusal
from detente.channel.record.canonical import canonical
from detente.channel.record.moment import after

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PURPOSE", "Session", "Sessions", "claim"]

PURPOSE = "session"
"""What a signature for a session is made as."""
_CHALLENGE_LASTS = 60_000
_SESSION_LASTS = 3_600_000
_MOST_SESSIONS = 100
"""Sessions of one name. A further one ends the oldest, so that no login is ever turned away."""
_NONCE = 32
"""Digits of the random part of a challenge, before its time."""
_CHALLENGE = re.compile("[0-9a-f]{144}")


@dataclass(frozen=True)
class Session:
    """Who may do what: the channel, the name of the party or observer, its key, and until when."""

    channel: str
    name: str
    key: str
    until: str


def claim(host: str, channel: str, name: str, challenge: str) -> bytes:
    """Return what is signed for a session.

    ``host``: the name of the host in the address by which it is reached, with or without a port, so that no
    other host can pass the challenge on and use the signature for itself.

    >>> claim("Host.example:8470", "0" * 3, "nato", "1" * 3)
    b'["host.example","000","nato","111"]'
    """
    return canonical([_without_port(host).lower(), channel, name, challenge])


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0] if host.count(":") == 1 else host


class Sessions:
    """The sessions of a host, in its memory alone: when it starts again, everybody signs again."""

    def __init__(self, clock: Callable[[], str]) -> None:
        self._clock, self._lock, self._secret = clock, Lock(), secrets.token_bytes(32)
        self._used: dict[str, str] = {}
        self._open: dict[bytes, Session] = {}

    def challenge(self, channel: str, name: str) -> str:
        """Return something to sign that was never given before."""
        nonce = secrets.token_hex(_NONCE // 2) + self._clock().encode().hex()
        return nonce + self._mac(nonce, channel, name)

    def _mac(self, nonce: str, channel: str, name: str) -> str:
        return hmac.new(self._secret, canonical([nonce, channel, name]), "sha256").hexdigest()

    def require_challenge(self, channel: str, name: str, challenge: str) -> None:
        """See that a challenge was given here, for this, within the last minute.

        Raises ``Refusal`` otherwise.
        """
        nonce, mac = challenge[:-64], challenge[-64:]
        if not _CHALLENGE.fullmatch(challenge) or not hmac.compare_digest(
            mac.encode(), self._mac(nonce, channel, name).encode()
        ):
            raise Refusal(401, "this host gave no such challenge: ask for one, and sign it")
        if challenge in self._used or self._clock() >= self._ends(nonce):
            raise Refusal(401, "the challenge was used, or is older than a minute: ask for another one")

    @staticmethod
    def _ends(nonce: str) -> str:
        return after(bytes.fromhex(nonce[_NONCE:]).decode(), _CHALLENGE_LASTS)

    def begin(self, channel: str, name: str, key: str, challenge: str) -> tuple[str, str]:
        """Return a new token and until when it is good, for a challenge that was signed with a key.

        Raises ``Refusal`` where the challenge is not, or no longer, good.
        """
        with self._lock:
            self.require_challenge(channel, name, challenge)
            now = self._clock()
            self._used = {one: ends for one, ends in self._used.items() if ends > now}
            self._used[challenge] = self._ends(challenge[:-64])
            self._open = {one: session for one, session in self._open.items() if session.until > now}
            own = [one for one, other in self._open.items() if (other.channel, other.name) == (channel, name)]
            for oldest in own[: max(0, len(own) - _MOST_SESSIONS + 1)]:
                del self._open[oldest]
            token, until = secrets.token_hex(32), after(now, _SESSION_LASTS)
            self._open[_hash(token)] = Session(channel, name, key, until)
        return token, until

    def of(self, channel: str, authorization: str) -> Session:
        """Return the session of a request for a channel.

        Raises ``Refusal`` where there is none.
        """
        scheme, _, token = authorization.partition(" ")
        session = self._open.get(_hash(token.strip())) if scheme.lower() == "bearer" else None
        if session is None or session.channel != channel or session.until <= self._clock():
            raise Refusal(401, "there is no session for this: sign a challenge of this channel first")
        return session

    def end(self, session: Session) -> None:
        """End the sessions that were begun with a key that is no longer in force."""
        with self._lock:
            self._open = {
                one: other
                for one, other in self._open.items()
                if (other.channel, other.name, other.key) != (session.channel, session.name, session.key)
            }


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "backslashreplace")).digest()
