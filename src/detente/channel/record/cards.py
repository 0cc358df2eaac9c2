"""Cards: what a party gives the others before a channel is opened, its name and its public keys."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from detente.channel.problems import RecordError
from detente.channel.record.canonical import canonical, read_canonical
from detente.channel.record.keys import PublicKeys, SecretKeys, signed_by
from detente.channel.record.statements import require_hash

__all__ = ["Card", "fingerprint"]

_GROUPS, _DIGITS = 8, 4


def fingerprint(hashed: str) -> str:
    """Return the first half of a hash in groups, to be read out and compared.

    >>> fingerprint("0123456789abcdef" * 4)
    '0123 4567 89ab cdef 0123 4567 89ab cdef'
    """
    return " ".join(hashed[start : start + _DIGITS] for start in range(0, _GROUPS * _DIGITS, _DIGITS))


@dataclass(frozen=True)
class Card:
    """A name and the public keys that go with it; signed with them, so that they are shown to be held."""

    name: str
    keys: PublicKeys
    signature: str

    @classmethod
    def make(cls, name: str, secret: SecretKeys, recovery: SecretKeys | None) -> Card:
        """Return the card of a party, or of an observer where there is no recovery key."""
        public = secret.public
        keys = PublicKeys(public.sign, public.seal, recovery.public.sign if recovery else "")
        return cls(name, keys, secret.signature("card", _text(name, keys)))

    @property
    def fingerprint(self) -> str:
        """What the others compare with its owner, by telephone or face to face."""
        return fingerprint(hashlib.sha256(_text(self.name, self.keys)).hexdigest())

    def to_bytes(self) -> bytes:
        """Return the text of the card."""
        held = {"name": self.name, "keys": self.keys.to_json(), "signature": self.signature}
        return canonical({"detente_card": 1, **held}) + b"\n"

    @classmethod
    def read(cls, text: bytes) -> Card:
        """Return the card that a text holds.

        Raises ``RecordError`` where it holds none, or its keys do not sign for it.
        """
        value = read_canonical(text.removesuffix(b"\n"))
        if not isinstance(value, dict) or set(value) != {"detente_card", "name", "keys", "signature"}:
            raise RecordError("this is no card of a party")
        if not isinstance(value["name"], str) or not isinstance(value["keys"], dict):
            raise RecordError("a card has a name and keys")
        if not value["name"].isidentifier():
            raise RecordError("the name on a card is a short one, such as nato")
        keys = PublicKeys.from_json(value["keys"], recovery="recovery" in value["keys"])
        found = cls(value["name"], keys, require_hash(value["signature"], 128))
        if not signed_by(keys.sign, "card", _text(found.name, keys), found.signature):
            raise RecordError("the card is not signed with the key on it")
        return found


def _text(name: str, keys: PublicKeys) -> bytes:
    return canonical([name, keys.to_json()])
