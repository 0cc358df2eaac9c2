"""The few scripts of the page: what stands on it needs none of them, and none loads or sends anything.

The page allows these texts and no others to run, by their checksums.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Script", "policy", "script"]


@dataclass(frozen=True)
class Script:
    """A script as it stands in the page, with the checksum by which the page allows it."""

    text: str

    @property
    def checksum(self) -> str:
        """The checksum as a policy of the page names it."""
        digest = hashlib.sha256(self.text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def script(name: str) -> Script:
    """Return a script by its name."""
    return Script((files("detente.report") / "scripts" / f"{name}.js").read_text(encoding="utf-8"))


def policy(scripts: tuple[Script, ...]) -> str:
    """Return what the page allows itself: its own style, drawings within it, and these scripts."""
    allowed = " ".join(one.checksum for one in scripts)
    return f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {allowed}"
