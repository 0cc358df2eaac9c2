"""Bytes as text in base64, of which each has one text: no letter of it is free."""

from __future__ import annotations

from base64 import b64decode, b64encode

__all__ = ["from_base64", "to_base64"]


def to_base64(raw: bytes) -> str:
    """Return the text of bytes.

    >>> to_base64(b"a")
    'YQ=='
    """
    return b64encode(raw).decode()


def from_base64(text: str) -> bytes:
    """Return the bytes of a text.

    Raises ``ValueError`` for any other text, also where it would be read as the same: the last letter may
    have bits that say nothing.

    >>> from_base64("YQ==")
    b'a'
    >>> from_base64("YR==")
    Traceback (most recent call last):
    ValueError: this is not the base64 text of what it says
    """
    raw = b64decode(text, validate=True)
    if to_base64(raw) != text:
        raise ValueError("this is not the base64 text of what it says")
    return raw
