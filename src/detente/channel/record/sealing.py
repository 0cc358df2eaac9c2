"""Words for some parties only: sealed to their keys, while that there are such words stays to be seen.

The words are encrypted once with a key of their own (XSalsa20-Poly1305), and that key is sealed to each
reader (Bernstein's crypto_box_seal). The entry commits to key and words together, so that its author cannot
let two readers read different words. Their length shows only in steps of 256 bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

from detente.channel.problems import RecordError
from detente.channel.record.base64_text import from_base64, to_base64
from detente.channel.record.canonical import canonical, read_canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.channel.record.keys import SecretKeys

__all__ = ["Sealed", "seal", "unseal"]

_STEP = 256


@dataclass(frozen=True)
class Sealed:
    """Sealed words: by reader the sealed key, the encrypted words, and the commitment to both."""

    to: Mapping[str, str]
    words: str
    commitment: str

    def to_json(self) -> dict[str, Any]:
        """Return it as a record writes it."""
        return {"to": dict(self.to), "words": self.words, "commitment": self.commitment}


def seal(content: Mapping[str, Any], readers: Mapping[str, str]) -> Sealed:
    """Seal a content to readers, given by name with their public keys.

    Raises ``RecordError`` where a key is one to which nothing can be sealed.
    """
    key = random(SecretBox.KEY_SIZE)
    text = canonical(dict(content))
    padded = text + b"\0" * (-len(text) % _STEP)  # JSON never ends in zeros
    return Sealed(
        {name: _sealed_key(key, name, public) for name, public in sorted(readers.items())},
        to_base64(SecretBox(key).encrypt(padded)),
        _commitment(key, padded),
    )


def _sealed_key(key: bytes, name: str, public: str) -> str:
    try:
        return to_base64(SealedBox(PublicKey(bytes.fromhex(public))).encrypt(key))
    except CryptoError as error:
        raise RecordError(
            f"nothing can be sealed for {name}, whose key is none; leave it out, or have it change its keys"
        ) from error


def unseal(sealed: Sealed, reader: str, keys: Iterable[SecretKeys]) -> dict[str, Any] | None:
    """Return the content as a reader finds it with one of its keys; None where it is not for this reader.

    Raises ``RecordError`` where it is for this reader, and yet cannot be read.
    """
    if reader not in sealed.to:
        return None
    for one in keys:
        try:
            key = SealedBox(one.opens).decrypt(from_base64(sealed.to[reader]))
        except (CryptoError, ValueError):
            continue
        return _opened(sealed, key)
    raise RecordError("sealed for this reader, but with none of the keys at hand")


def _opened(sealed: Sealed, key: bytes) -> dict[str, Any]:
    try:
        padded = SecretBox(key).decrypt(from_base64(sealed.words))
    except (CryptoError, ValueError) as error:
        raise RecordError("its author sealed it so that this reader cannot read it") from error
    if _commitment(key, padded) != sealed.commitment:
        raise RecordError("its author sealed other words for this reader than it has committed to")
    found = read_canonical(padded.rstrip(b"\0"))
    if not isinstance(found, dict):
        raise RecordError("its author sealed no words")
    return found


def _commitment(key: bytes, padded: bytes) -> str:
    return hashlib.sha256(b"detente channel 1 sealed\n" + key + padded).hexdigest()
