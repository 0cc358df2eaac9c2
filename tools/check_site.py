"""Look whether a page of the built site would fetch anything from elsewhere: a script, a font, a picture.

    python -m tools.check_site build/site

Links that a reader may follow are not looked at, nor what a script does once it runs.
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["foreign"]

FETCHED = {
    "audio": ("src",),
    "base": ("href",),
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
"""What a browser fetches of itself, by element and attribute."""

_FOREIGN = re.compile(r"(?:https?:)?//[^\s,]+", re.IGNORECASE)
_IN_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\s\"')]+)", re.IGNORECASE)


def foreign(file: Path) -> list[str]:
    """Return the addresses elsewhere from which a page or a style sheet would fetch something, in order."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".css":
        return _IN_STYLE.findall(text)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        for name, value in attrs:
            if name in FETCHED.get(tag, ()):
                self.found.extend(_FOREIGN.findall(value or "") if name == "srcset" else _whole(value or ""))
            elif name == "style":
                self.found.extend(_IN_STYLE.findall(value or ""))

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.found.extend(_IN_STYLE.findall(data))


def _whole(address: str) -> list[str]:
    return [address] if _FOREIGN.match(address.strip()) else []


def main(folder: Path) -> int:
    """Name every address elsewhere, and return how many there are; a site without pages is a fault too."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".css"})
    found = [f"{file.relative_to(folder)}: {address}" for file in files for address in foreign(file)]
    for line in found:
        print(line)
    if not any(file.suffix == ".html" for file in files):
        print(f"{folder} has no pages: build them with make site")
        return 1
    if not found:
        print(f"None of the {len(files)} pages and styles fetches anything: {folder / 'index.html'}")
    return len(found)


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1])), 1))
