"""A party's copy of a channel in a folder, and the key with which it signs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from detente.channel.exchange.delegation import Delegation
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.stores import FILE, open_store
from detente.channel.problems import ChannelError
from detente.channel.record.key_file import read_keys
from detente.channel.record.moment import now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.channel.record.opening import Opening

__all__ = ["holder_in", "key_of", "make_folder", "remember_key", "sit_down", "unmake_folder"]

_KEY = "key"
"""The note that keeps where the key lies."""


def make_folder(folder: Path, opening: Opening, key: Path) -> Holder:
    """Make a copy of a channel in a new folder, for the holder of a key.

    Raises ``ChannelError`` where there is a copy already, or the folder cannot be made.
    """
    if (folder / FILE).exists():
        raise ChannelError(f"{folder}: there is a copy of a channel already")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ChannelError(f"{folder}: the folder cannot be made ({error.strerror})") from error
    store = open_store(folder / FILE, make=True)
    store.admit(opening)
    holder = Holder(store, opening)
    remember_key(holder, folder, key)
    return holder


def unmake_folder(folder: Path) -> None:
    """Remove a copy that was just made and could not be joined with, so that joining can be tried again."""
    for left in folder.glob(f"{FILE}*"):
        left.unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def holder_in(folder: Path) -> Holder:
    """Return the copy in a folder, for reading and for taking in what others wrote; no key is needed.

    Raises ``ChannelError`` where there is none.
    """
    return Holder.of(open_store(folder))


def key_of(holder: Holder, folder: Path) -> Path:
    """Return where the key of a copy's owner lies.

    Raises ``ChannelError`` where that was never said.
    """
    kept = holder.store.note(holder.opening.id, _KEY)
    if kept is None:
        raise ChannelError("it is not known where the key of this copy lies; name it with --key")
    return folder / kept


def remember_key(holder: Holder, folder: Path, key: Path) -> None:
    """Keep in mind where the key of a copy's owner lies, as seen from the copy, so that both can be moved."""
    try:
        kept = os.path.relpath(key.resolve(), folder.resolve())
    except ValueError:  # on another drive
        kept = str(key.resolve())
    holder.store.put_note(holder.opening.id, _KEY, kept)


def sit_down(
    folder: Path, passphrase: str, key: Path | None = None, clock: Callable[[], str] = now
) -> Delegation:
    """Open the copy in a folder and the key that goes with it, so that its owner can write.

    Raises ``ChannelError`` where the key cannot be read, or is of nobody in this channel.
    """
    holder = holder_in(folder)
    path = key or key_of(holder, folder)
    return Delegation(holder, read_keys(path, passphrase), path, clock)
