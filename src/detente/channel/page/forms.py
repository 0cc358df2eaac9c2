"""What a browser sends: the fields of a form, read within bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from detente.channel.record.entry import LARGEST_ENTRY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

__all__ = ["NOTHING", "BadFormError", "Form", "read_form"]

_LONGEST = 4 * LARGEST_ENTRY
"""Bytes of a form, in which a letter may take several."""
_MOST_FIELDS = 1_000


class BadFormError(Exception):
    """What was sent is none of the page's forms; ``status`` is that of the answer."""

    def __init__(self, says: str, status: int = 400) -> None:
        super().__init__(says)
        self.status = status


@dataclass(frozen=True)
class Form:
    """The fields of a form, each with all its values."""

    fields: Mapping[str, list[str]]

    def one(self, name: str) -> str:
        """Return the value of a field; empty where it was not sent."""
        return self.fields.get(name, [""])[-1]

    def several(self, name: str) -> tuple[str, ...]:
        """Return all values of a field, each once."""
        return tuple(dict.fromkeys(one for one in self.fields.get(name, []) if one))

    def words(self, name: str) -> str:
        """Return a text of several lines, with line ends as records have them."""
        return self.one(name).replace("\r\n", "\n")


NOTHING = Form({})
"""A form in which nothing has been typed yet."""


async def read_form(request: Request) -> Form:
    """Return what a browser has sent.

    Raises ``BadFormError`` where it is too long or no form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise BadFormError("The page takes its own forms alone.", 415)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST:
            raise BadFormError(
                "This is more than goes into one entry: send the document by another way.", 413
            )
    try:
        text = body.decode("ascii")
        fields = parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise BadFormError("What was sent is none of the page's forms.") from None
    return Form(fields)
