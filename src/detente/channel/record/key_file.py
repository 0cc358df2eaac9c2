"""Keys in a file: encrypted with a passphrase, readable by their owner alone, never written unencrypted."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from detente.channel.problems import ChannelError
from detente.channel.record.base64_text import from_base64, to_base64
from detente.channel.record.canonical import canonical
from detente.channel.record.keys import SecretKeys

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["KeyFile", "read_keys", "write_keys"]

_COST = {"n": 1 << 16, "r": 8, "p": 1}
"""Of scrypt (RFC 7914): 64 MiB and a fifth of a second for each passphrase that is tried."""
_MOST_COST = {"n": 1 << 20, "r": 16, "p": 4}
_SHORTEST = 8
"""Characters of a passphrase."""


@dataclass(frozen=True)
class KeyFile:
    """All keys that one party has had, the newest first; earlier ones still open what was sealed to them."""

    name: str
    keys: tuple[SecretKeys, ...]

    def with_new(self, new: SecretKeys) -> KeyFile:
        """Return the keys with new ones before them."""
        return KeyFile(self.name, (new, *self.keys))


def write_keys(path: Path, held: KeyFile, passphrase: str, *, overwrite: bool = False) -> None:
    """Write keys to a file that only its owner can read, whole or not at all.

    Raises ``ChannelError`` where the passphrase is too short, and where the file exists already.
    """
    if len(passphrase) < _SHORTEST:
        raise ChannelError(f"a passphrase has at least {_SHORTEST} characters; take a longer one")
    if path.exists() and not overwrite:
        raise ChannelError(f"{path}: there is a key already; a key that is written over is lost")
    salt, nonce = os.urandom(16), os.urandom(12)
    head = {
        "detente_key": 1,
        "name": held.name,
        "sign": held.keys[0].public.sign,
        "scrypt": {**_COST, "salt": to_base64(salt)},
        "nonce": to_base64(nonce),
    }
    raw = b"".join(keys.to_bytes() for keys in held.keys)
    cipher = ChaCha20Poly1305(_stretched(passphrase, salt, **_COST))
    sealed = cipher.encrypt(nonce, raw, canonical(head))
    _write(path, json.dumps({**head, "sealed": to_base64(sealed)}, indent=1).encode() + b"\n")


def _write(path: Path, text: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ChannelError(f"{path}: the key cannot be written ({error.strerror})") from error


def read_keys(path: Path, passphrase: str) -> KeyFile:
    """Read keys from a file.

    Raises ``ChannelError`` where the file holds no key, was altered, or is encrypted with another passphrase.
    """
    try:
        held = json.loads(path.read_bytes())
        head = {key: held[key] for key in ("detente_key", "name", "sign", "scrypt", "nonce")}
        cost = {key: int(head["scrypt"][key]) for key in _COST}
        salt, nonce, sealed = (
            from_base64(one) for one in (head["scrypt"]["salt"], head["nonce"], held["sealed"])
        )
        known = head["detente_key"] == 1 and all(0 < cost[key] <= most for key, most in _MOST_COST.items())
    except OSError as error:
        raise ChannelError(f"{path}: the key cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ChannelError(f"{path}: this file holds no key of a channel") from error
    if not known:
        raise ChannelError(f"{path}: this file holds no key that this version can read")
    try:
        raw = ChaCha20Poly1305(_stretched(passphrase, salt, **cost)).decrypt(nonce, sealed, canonical(head))
    except (InvalidTag, ValueError) as error:
        raise ChannelError(f"{path}: the passphrase does not open it, or the file was altered") from error
    return KeyFile(
        head["name"], tuple(SecretKeys.from_bytes(raw[i : i + 64]) for i in range(0, len(raw), 64))
    )


def _stretched(passphrase: str, salt: bytes, *, n: int, r: int, p: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=n, r=r, p=p).derive(passphrase.encode())
