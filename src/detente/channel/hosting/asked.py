"""Reading what is asked of a host: bodies of a bounded length, and numbers within bounds."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect

from detente.channel.hosting.refusal import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["LARGEST_BODY", "body_of", "number", "texts", "word"]

LARGEST_BODY = 1 << 22
"""Bytes of a body that brings entries."""
_PATIENCE = 60
"""Seconds in which a body must have arrived."""
_NUMBER = re.compile("[0-9]{1,15}")


async def body_of(request: Request, keys: set[str], most: int) -> dict[str, Any]:
    """Return the mapping that the body of a request holds.

    Raises ``Refusal`` where it is too long, too slow, or something else.
    """
    length = request.headers.get("content-length", "0")
    if not _NUMBER.fullmatch(length) or int(length) > most:
        raise Refusal(413, f"a body has at most {most:,} bytes: send less at once")
    text = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE):
            async for chunk in request.stream():
                text += chunk
                if len(text) > most:
                    raise Refusal(413, f"a body has at most {most:,} bytes: send less at once")
    except TimeoutError:
        raise Refusal(408, f"the body did not arrive within {_PATIENCE} seconds: send less at once") from None
    except ClientDisconnect:
        raise Refusal(400, "the body was not sent to its end") from None
    try:
        found = json.loads(bytes(text))
    except (ValueError, RecursionError):
        raise Refusal(400, "the body is not JSON") from None
    if not isinstance(found, dict) or set(found) != keys:
        raise Refusal(400, f"the body is a mapping with {', '.join(sorted(keys))}")
    return found


def word(value: object, name: str) -> str:
    """Return a text that a body holds; raises ``Refusal`` for anything else."""
    if not isinstance(value, str):
        raise Refusal(400, f"{name} is a text")
    return value


def texts(value: object, name: str, most: int) -> list[bytes]:
    """Return a list of texts that a body holds; raises ``Refusal`` for anything else."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Refusal(400, f"{name} is a list of texts")
    if len(value) > most:
        raise Refusal(413, f"{name} holds at most {most}: send the others after those")
    return [one.encode("utf-8", "replace") for one in value]


def number(request: Request, name: str, *, default: int | None = None) -> int:
    """Return a whole number that the query names; raises ``Refusal`` for anything else."""
    written = request.query_params.get(name)
    if written is None and default is not None:
        return default
    if written is None or not _NUMBER.fullmatch(written):
        raise Refusal(400, f"{name} is a whole number, such as 12, of at most 15 digits")
    return int(written)
