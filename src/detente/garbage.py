"""How often Python looks for garbage that reference counts do not find."""

from __future__ import annotations

import gc

__all__ = ["look_rarely"]

MADE = 50_000
"""Things that may hold each other, made and not yet done with, before it looks among the newest."""
ROUNDS = 20
"""Looks among the newest before it looks among those that are older as well."""


def look_rarely() -> None:
    """Look for garbage as rarely as suits a command that makes much and keeps most of it to its end.

    Otherwise a tenth of the time of a long command goes into looking in vain.
    """
    gc.set_threshold(MADE, ROUNDS, ROUNDS)
