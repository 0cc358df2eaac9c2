"""What a party says of the state of a log: so many entries, and the root over them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from detente.channel.problems import RecordError
from detente.channel.record.canonical import canonical
from detente.channel.record.keys import SecretKeys, signed_by

__all__ = ["Head", "SignedHead", "require_hash", "require_size"]

_HEX = re.compile("[0-9a-f]*")
_MOST_ENTRIES = 1 << 40


def require_hash(value: object, digits: int = 64) -> str:
    """Return a hash, or a signature, as records write it.

    Raises ``RecordError`` for anything else.
    """
    if isinstance(value, str) and len(value) == digits and _HEX.fullmatch(value):
        return value
    raise RecordError(f"{digits} hexadecimal digits are needed where a hash, key or signature stands")


def require_size(value: object) -> int:
    """Return a number of entries.

    Raises ``RecordError`` for anything else.
    """
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST_ENTRIES:
        return value
    raise RecordError("a whole number is needed where entries are counted")


@dataclass(frozen=True, slots=True)
class Head:
    """The state of a log: how many entries it has, and the root over them."""

    size: int
    root: str

    def to_json(self) -> dict[str, Any]:
        """Return it as a record writes it."""
        return {"size": self.size, "root": self.root}

    @classmethod
    def from_json(cls, value: object) -> Head:
        """Return the state that a record writes; raises ``RecordError`` for anything else."""
        if not isinstance(value, dict) or set(value) != {"size", "root"}:
            raise RecordError("the state of a log has a size and a root")
        return cls(require_size(value["size"]), require_hash(value["root"]))


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The state of a party's own log, signed by it: the signed tree head of RFC 6962, 3.5."""

    channel: str
    party: str
    head: Head
    signature: str

    @classmethod
    def make(cls, channel: str, party: str, head: Head, keys: SecretKeys) -> SignedHead:
        """Sign the state of one's own log."""
        return cls(channel, party, head, keys.signature("head", _text(channel, party, head)))

    def is_by(self, key: str) -> bool:
        """Tell whether it is signed by the holder of a public key."""
        return signed_by(key, "head", _text(self.channel, self.party, self.head), self.signature)

    def to_json(self) -> dict[str, Any]:
        """Return it as a record writes it."""
        return {
            "channel": self.channel,
            "party": self.party,
            **self.head.to_json(),
            "signature": self.signature,
        }

    @classmethod
    def from_json(cls, value: object) -> SignedHead:
        """Return the signed state that a record writes; raises ``RecordError`` for anything else."""
        if not isinstance(value, dict) or set(value) != {"channel", "party", "size", "root", "signature"}:
            raise RecordError("a signed head has a channel, a party, a size, a root and a signature")
        if not isinstance(value["party"], str):
            raise RecordError("the party of a head is a name")
        return cls(
            require_hash(value["channel"]),
            value["party"],
            Head(require_size(value["size"]), require_hash(value["root"])),
            require_hash(value["signature"], 128),
        )


def _text(channel: str, party: str, head: Head) -> bytes:
    return canonical({"channel": channel, "party": party, **head.to_json()})
