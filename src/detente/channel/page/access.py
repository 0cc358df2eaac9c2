"""Who may use the page: whoever can type the code that stands on the terminal of the one who started it.

The code is good for one browser. There is no password, and nothing of this is kept when the program ends.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from detente.channel.problems import ChannelError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Access", "Session", "new_code"]

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are read for each other."""
_WRONG = 5
"""Wrong codes after which nobody can try again for a while."""
_WAIT, _LONGEST = 30.0, 900.0
_REMEMBERED = 500
"""Forms of a session whose sending twice is noticed."""


def new_code() -> str:
    """Return a code that nobody can guess: 15 letters and digits, in groups of five."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))
    return "-".join(groups)


@dataclass
class Session:
    """One browser that is let in: what it is to be told next, and the forms it has sent."""

    told: dict[str, str] = field(default_factory=dict)
    sent: dict[str, None] = field(default_factory=dict)

    def first_time(self, form: str) -> bool:
        """Tell whether a form is sent for the first time, and remember it."""
        if form in self.sent:
            return False
        self.sent[form] = None
        for old in list(self.sent)[:-_REMEMBERED]:
            del self.sent[old]
        return True


@dataclass
class Access:
    """The code of the page, and the browsers that have given it.

    ``announce`` is told each new code once the one before has been used; without it no other comes.
    """

    code: str
    announce: Callable[[str], None] | None = None
    clock: Callable[[], float] = time.monotonic
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _sessions: dict[str, Session] = field(default_factory=dict, repr=False)
    _wrong: int = 0
    _shut_until: float = 0.0
    _lock: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        if not _plain(self.code):
            raise ChannelError("the code of the page is empty: give one that nobody can guess")

    def enter(self, typed: str) -> str:
        """Return the name of a new session for whoever types the code.

        Raises ``ChannelError`` for any other, and for a while after several wrong ones.
        """
        with self._lock:
            left = self._shut_until - self.clock()
            if left > 0:
                raise ChannelError(f"Too many wrong codes: try again in {int(left) + 1} seconds.")
            if not self.code or not hmac.compare_digest(_plain(typed).encode(), _plain(self.code).encode()):
                self._count_wrong()
                raise ChannelError(
                    "This is not the code that is valid now; the terminal of the page shows it."
                )
            self._wrong, self.code = 0, new_code() if self.announce else ""
            name = secrets.token_urlsafe(32)
            self._sessions[name] = Session()
        if self.announce:
            self.announce(self.code)
        return name

    def _count_wrong(self) -> None:
        self._wrong += 1
        if self._wrong % _WRONG == 0:
            wait = _WAIT * 2 ** min(self._wrong // _WRONG - 1, 10)
            self._shut_until = self.clock() + min(wait, _LONGEST)

    def session(self, name: str) -> Session | None:
        """Return a session by the name in a cookie; None where nobody was let in with it."""
        return self._sessions.get(name)

    def leave(self, name: str) -> None:
        """End a session."""
        self._sessions.pop(name, None)

    def token(self, name: str) -> str:
        """Return what every form of a browser must bring, and no other site can know."""
        return hmac.new(self._secret, name.encode(), hashlib.sha256).hexdigest()

    def is_token(self, name: str, token: str) -> bool:
        """Tell whether a form brings it."""
        return bool(name) and hmac.compare_digest(self.token(name).encode(), token.encode())


def _plain(code: str) -> str:
    return "".join(code.split()).replace("-", "").upper()
