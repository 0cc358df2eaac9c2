"""What a key has signed last, kept beside the key itself and written before an entry is sent anywhere.

Whoever goes on from an old backup of a copy would sign a second log without knowing. The key remembers: a
copy that is older than what its key has signed gets back what it lacks before anything is signed.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from detente.channel.problems import ChannelError, RecordError
from detente.channel.record.entry import SignedEntry

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["last_signed", "remember"]


def _beside(key: Path) -> Path:
    return key.with_name(f"{key.name}.last")


def last_signed(key: Path, channel: str) -> SignedEntry | None:
    """Return the entry that a key has signed last in a channel; None where it has signed none.

    Raises ``ChannelError`` where what is kept cannot be read.
    """
    path = _beside(key)
    try:
        kept = json.loads(path.read_bytes())
        return SignedEntry.read(kept[channel].encode()) if channel in kept else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, AttributeError, RecordError) as error:
        raise ChannelError(
            f"{path}: what this key has signed last cannot be read; bring the file back from a backup, or"
            " remove it once this copy has everything that others hold"
        ) from error


def remember(key: Path, signed: SignedEntry) -> None:
    """Keep an entry as the last that a key has signed in its channel; on the disk when this returns.

    Raises ``ChannelError`` where it cannot be written.
    """
    path = _beside(key)
    try:
        kept = json.loads(path.read_bytes()) if path.exists() else {}
        kept[signed.entry.channel] = signed.line.decode()
        beside = path.with_name(f".{path.name}.new")
        with beside.open("wb") as file:
            file.write(json.dumps(kept).encode())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except (OSError, ValueError) as error:
        raise ChannelError(
            f"{path}: what is signed cannot be kept, so nothing is signed ({error})"
        ) from error
