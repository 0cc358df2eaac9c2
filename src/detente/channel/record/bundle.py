"""Bundles: entries in a file, to be carried by mail or on a stick, in any order, more than once, or in part.

A bundle is plain text: a head that counts and hashes what follows, the opening, and an entry a line. Whoever
carries it can read what is not sealed, and can withhold it; what is changed or cut off is refused as a whole.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.channel.problems import RecordError
from detente.channel.record.canonical import canonical, read_canonical
from detente.channel.record.opening import Opening
from detente.channel.record.statements import SignedHead

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.channel.record.copy import Copy
    from detente.channel.record.entry import SignedEntry

__all__ = ["Bundle", "lacking", "read_bundle", "write_bundle"]

_KEYS = {"detente_bundle", "channel", "entries", "heads", "hash"}
LARGEST_BUNDLE = 1 << 29
"""Bytes. More than that goes in several bundles."""


@dataclass(frozen=True)
class Bundle:
    """What a bundle holds: the opening, entries as they are sent, and heads that parties have signed."""

    opening: Opening
    lines: tuple[bytes, ...]
    heads: tuple[SignedHead, ...]


def lacking(copy: Copy, party: str | None = None) -> list[SignedEntry]:
    """Return what a party has not shown to have: everything but what its last entry had seen.

    Everything there is, where no party is named, and where its own log is not one: either may be another's.
    What waits for other entries goes along.
    """
    entries = [*copy.entries(), *copy.waiting]
    log = copy.logs.get(party or "")
    if log is None or not log.longest.entries or len(log.branches) > 1:
        return entries
    shown = {one.leaf for one in log.longest.entries}
    for other, head in log.longest.entries[-1].entry.seen.items():
        branch = copy.logs[other].branch_of(head)
        shown |= {one.leaf for one in branch.entries[: head.size]} if branch else set()
    return [one for one in entries if one.leaf not in shown]


def write_bundle(opening: Opening, entries: Iterable[SignedEntry], heads: Iterable[SignedHead] = ()) -> bytes:
    """Return the text of a bundle."""
    lines = [one.line for one in entries]
    rest = b"".join(line + b"\n" for line in (opening.text, *lines))
    head = {
        "detente_bundle": 1,
        "channel": opening.id,
        "entries": len(lines),
        "heads": [one.to_json() for one in heads],
    }
    return canonical({**head, "hash": _hash(head, rest)}) + b"\n" + rest


def _hash(head: dict[str, object], rest: bytes) -> str:
    """Return the hash over all of a bundle but itself."""
    return hashlib.sha256(canonical(head) + b"\n" + rest).hexdigest()


def read_bundle(text: bytes) -> Bundle:
    """Return what a bundle holds. Whether its entries are what they claim is for the copy to find.

    Raises ``RecordError`` where it is no bundle, or not the whole of one.
    """
    first, _, rest = text.partition(b"\n")
    if len(text) > LARGEST_BUNDLE or not first.startswith(b"{"):
        raise RecordError("this is no bundle of a channel")
    head = read_canonical(first)
    if set(head) != _KEYS or head["detente_bundle"] != 1 or not isinstance(head["heads"], list):
        raise RecordError("this is no bundle that this version can read")
    hashed = head.pop("hash")
    opening, *lines = rest.split(b"\n")[:-1] or [b""]
    if _hash(head, rest) != hashed or len(lines) != head["entries"]:
        raise RecordError("the bundle is cut off or altered; ask for it again")
    found = Opening.read(opening)
    if found.id != head["channel"]:
        raise RecordError("the bundle names another channel than the one it opens")
    return Bundle(found, tuple(lines), tuple(SignedHead.from_json(one) for one in head["heads"]))
