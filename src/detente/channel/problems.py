"""What cannot be done in a channel, in one sentence that tells what to do instead."""

from __future__ import annotations

__all__ = ["ChannelError", "RecordError"]


class ChannelError(ValueError):
    """Something that cannot be done in a channel as it stands."""


class RecordError(ChannelError):
    """Something that is no part of a record: altered, cut off, signed by another, or against its form."""
