"""Verifying the whole copy from what is on the disk, beside everything else that the page does."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import TYPE_CHECKING

from detente.channel.exchange.checking import check_kept
from detente.channel.problems import ChannelError

if TYPE_CHECKING:
    from detente.channel.exchange.checking import Check
    from detente.channel.exchange.delegation import Delegation

__all__ = ["Verification"]


@dataclass
class Verification:
    """The last verification: of when it is, what it found, or why it could not be made."""

    delegation: Delegation
    time: str = ""
    found: Check | None = None
    problem: str = ""
    _running: Thread | None = None
    _lock: Lock = field(default_factory=Lock)

    @property
    def runs(self) -> bool:
        """Whether it is being made now."""
        return self._running is not None and self._running.is_alive()

    def start(self, now: str) -> None:
        """Begin to verify, unless that is being done; each signature is looked at anew."""
        with self._lock:
            if not self.runs:
                self._running = Thread(target=self._verify, args=(now,), daemon=True)
                self._running.start()

    def wait(self, seconds: float) -> None:
        """Wait until it is done, at most so long."""
        if self._running is not None:
            self._running.join(seconds)

    def _verify(self, now: str) -> None:
        try:
            self.found, self.problem = check_kept(self.delegation.holder), ""
        except ChannelError as error:
            self.found, self.problem = None, str(error)
        self.time = now
