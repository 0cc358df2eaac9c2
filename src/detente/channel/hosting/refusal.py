"""What a host does not do, with the status of HTTP and the sentence that it answers."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

__all__ = ["Refusal", "answer"]


class Refusal(Exception):  # noqa: N818 - it is an answer
    """A request that is refused."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence

    @property
    def answer(self) -> Response:
        """What is answered."""
        headers = {"WWW-Authenticate": "Bearer"} if self.status == 401 else {}  # noqa: PLR2004 - of HTTP
        return answer({"error": self.sentence}, self.status, headers)


def answer(value: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return an answer as JSON; half of a character, which UTF-8 cannot hold, as JSON escapes it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    return Response(text, status, {"Cache-Control": "no-store", **(headers or {})}, "application/json")
