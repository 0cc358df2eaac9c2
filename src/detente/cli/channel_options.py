"""Arguments and options that the commands about a channel share."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from detente.terminal import fail, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.channel.exchange.delegation import Delegation
    from detente.channel.keeping.holder import Holder
    from detente.channel.record.entry import SignedEntry

__all__ = [
    "CopyFolder",
    "Key",
    "Moment",
    "PassphraseFile",
    "bytes_of",
    "moment",
    "passphrase_from",
    "read_file",
    "require_extra",
    "seated",
    "the_entry",
]

Read = TypeVar("Read")

LARGEST_FILE = 1 << 29
"""Bytes of a file that is read."""

CopyFolder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="The folder that holds one's own copy of the channel.")
]
Key = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The key to sign with, where it is not the one joined with."),
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="Read the passphrase of the key from the first line of FILE, instead of asking for it.",
    ),
]
Moment = Annotated[
    str | None,
    typer.Option(
        "--time",
        metavar="WHEN",
        help="A date, or a date and time, such as 2010-02-01T15:30; UTC where no zone is named.",
    ),
]


@contextmanager
def require_extra() -> Iterator[None]:
    """End with a sentence where what a channel needs is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.partition(".")[0] == "detente":
            raise
        fail(f"a channel needs {error.name}: install it with 'pip install detente[channel]'")


def passphrase_from(file: Path | None, *, of: str, new: bool = False) -> str:
    """Return a passphrase from a file, or from whoever sits at the terminal."""
    if file is not None:
        lines = bytes_of(file).decode(errors="replace").splitlines()
        return lines[0] if lines else ""
    return str(typer.prompt(f"Passphrase of {of}", hide_input=True, confirmation_prompt=new, err=True))


def bytes_of(path: Path) -> bytes:
    """Return what a file holds; end with a sentence where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            fail(f"{path}: the file is too large to be part of a channel")
        return path.read_bytes()
    except OSError as error:
        fail(f"{path}: the file cannot be read ({error.strerror})")
        raise  # not reached


def read_file(path: Path, read: Callable[[bytes], Read], instead: str) -> Read:
    """Return what a file holds as ``read`` reads it; a refusal names the file, and what to give instead."""
    from detente.channel.problems import RecordError

    text = bytes_of(path)
    try:
        return read(text)
    except RecordError as error:
        raise RecordError(f"{path}: {error}; {instead}") from error


def moment(words: str | None) -> str | None:
    """Return the time that was typed, as a record writes it."""
    from detente.channel.record.moment import read_moment

    return None if words is None else read_moment(words)


def seated(folder: Path, key: Path | None, passphrase_file: Path | None) -> Delegation:
    """Return a party at its copy, with its key open; say what was finished that had been interrupted."""
    from detente.channel.exchange.folder import holder_in, key_of, sit_down

    path = key or key_of(holder_in(folder), folder)
    found = sit_down(folder, passphrase_from(passphrase_file, of=str(path)), path)
    if found.finished is not None:
        number = found.finished.entry.number
        say(f"Entry {number} had been signed when the program ended, and is now in the record.", err=True)
    return found


def the_entry(holder: Holder, reference: str) -> SignedEntry:
    """Return the entry that somebody refers to, as ``nato:3``."""
    party, _, number = reference.rpartition(":")
    log = holder.copy.logs.get(party)
    if log is None or not number.isdecimal() or int(number) >= len(log.longest):
        fail(f"there is no entry {reference!r} here; write its author and number, such as nato:3")
    return holder.copy.logs[party].longest.entries[int(number)]
