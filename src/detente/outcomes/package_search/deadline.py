"""Time limits of searches that may take long."""

from __future__ import annotations

import time

__all__ = ["UndecidedError", "deadline_in", "remaining"]


class UndecidedError(Exception):
    """The time allowed ran out before a question was decided: the answer is unknown, neither yes nor no."""


def deadline_in(seconds: float | None) -> float | None:
    """Return the moment on the clock of ``time.monotonic`` so many seconds from now; None is never."""
    return None if seconds is None else time.monotonic() + seconds


def remaining(deadline: float | None) -> float | None:
    """Return the seconds left until a moment on the clock of ``time.monotonic``; None is no limit.

    Raises ``UndecidedError`` when it has passed.
    """
    if deadline is None:
        return None
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise UndecidedError
    return seconds
