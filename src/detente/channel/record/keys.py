"""The keys of a party: one signs what it says, the other opens what is for it alone.

Signatures are Ed25519 (RFC 8032), made by one library and checked by another: libsodium takes half the time,
and refuses what is no canonical key or signature. Entries for some parties only are sealed to Curve25519
keys. What a key signs starts with what it is signed as, so that no signature can be passed off as one over
something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.signing import VerifyKey

from detente.channel.problems import RecordError

__all__ = ["PublicKeys", "SecretKeys", "is_key", "signed_by"]

_DOMAIN = b"detente channel 1 "
_KEY = re.compile("[0-9a-f]{64}")


def is_key(text: object) -> bool:
    """Tell whether something is a public key as records write it: 64 hexadecimal digits."""
    return isinstance(text, str) and _KEY.fullmatch(text) is not None


@dataclass(frozen=True)
class PublicKeys:
    """What others know of a party's keys: ``sign`` checks what it signs, ``seal`` seals what is for it.

    ``recovery``, which only a party has, checks the one kind of entry that takes a lost key out of use.
    """

    sign: str
    seal: str
    recovery: str = ""

    def to_json(self) -> dict[str, str]:
        """Return them as a record writes them."""
        found = {"sign": self.sign, "seal": self.seal}
        return found | {"recovery": self.recovery} if self.recovery else found

    @classmethod
    def from_json(cls, value: object, *, recovery: bool = False) -> PublicKeys:
        """Return the keys that a record writes.

        Raises ``RecordError`` where something else stands there.
        """
        names = {"sign", "seal", "recovery"} if recovery else {"sign", "seal"}
        if not isinstance(value, dict) or set(value) != names or not all(map(is_key, value.values())):
            raise RecordError(f"keys are {', '.join(sorted(names))}, each of 64 hexadecimal digits")
        return cls(**value)


@lru_cache(maxsize=1024)
def _public(key: str) -> VerifyKey:
    return VerifyKey(bytes.fromhex(key))


def signed_by(key: str, purpose: str, message: bytes, signature: str) -> bool:
    """Tell whether a signature over a message, for a purpose, is by the holder of a public key."""
    try:
        _public(key).verify(_DOMAIN + purpose.encode() + b"\n" + message, bytes.fromhex(signature))
    except (CryptoError, ValueError):
        return False
    return True


class SecretKeys:
    """The keys that only a party itself has. They are never shown, not even in the text of an error."""

    __slots__ = ("_seal", "_sign")

    def __init__(self, sign: Ed25519PrivateKey, seal: PrivateKey) -> None:
        self._sign, self._seal = sign, seal

    @classmethod
    def make(cls) -> SecretKeys:
        """Return new keys, drawn by the system."""
        return cls(Ed25519PrivateKey.generate(), PrivateKey.generate())

    @classmethod
    def from_bytes(cls, raw: bytes) -> SecretKeys:
        """Return the keys of which ``raw`` was made by ``to_bytes``."""
        return cls(Ed25519PrivateKey.from_private_bytes(raw[:32]), PrivateKey(raw[32:]))

    def to_bytes(self) -> bytes:
        """Return both keys as they are, to be encrypted."""
        return self._sign.private_bytes_raw() + bytes(self._seal)

    @property
    def public(self) -> PublicKeys:
        """What others may know."""
        return PublicKeys(
            self._sign.public_key().public_bytes_raw().hex(), bytes(self._seal.public_key).hex()
        )

    def signature(self, purpose: str, message: bytes) -> str:
        """Return the signature over a message, for a purpose."""
        return self._sign.sign(_DOMAIN + purpose.encode() + b"\n" + message).hex()

    @property
    def opens(self) -> PrivateKey:
        """The key that opens what is sealed to this party."""
        return self._seal

    def __repr__(self) -> str:
        return f"<secret keys of {self.public.sign[:8]}…>"
