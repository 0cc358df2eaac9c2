"""A paper as Markdown, with its pictures in files beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from detente.report.paper.parts import Heading, Listed, Paragraph, Pictured, Tabled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.report.paper.paper import Paper
    from detente.report.paper.parts import Part
    from detente.report.tables import Table

__all__ = ["markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>{}|#&~$^@])")
"""What is markup for GitHub or for Pandoc wherever it stands."""
_BEGINS = re.compile(r"^([-+=:%])|^(\(?(?:\d+|[a-zA-Z]|[ivxlcdmIVXLCDM]+))([.)])(?=\s|$)")
"""What is markup at the beginning of a line: of lists, lines across and definitions."""
_ADDRESS = re.compile(r"https?://[^\s<>|`\\]*[^\s<>|`\\.,;:!?)\]'\"]")


def markdown(paper: Paper, folder: str) -> tuple[str, dict[str, bytes]]:
    """Return the text, and the pictures by the names that they need in ``folder``, as PNG.

    Tables are those of GitHub and Pandoc. What the case says stays text, whatever letters are in it.
    """
    pictures = {
        f"{part.picture.name}.png": part.picture.png for part in paper.parts if isinstance(part, Pictured)
    }
    blocks = [f"# {_plain(paper.title)}", f"*{_plain(paper.about)}*"]
    blocks += [block for part in paper.parts for block in _blocks(part, folder)]
    return "\n\n".join(blocks) + "\n", pictures


def _blocks(part: Part, folder: str) -> Iterator[str]:
    match part:
        case Heading():
            yield f"{'#' * (part.level + 1)} {_plain(part.text)}"
        case Paragraph():
            lead = f"**{_plain(part.lead)}.** " if part.lead else ""
            yield f"{lead}{_plain(part.text)}"
        case Listed():
            yield "\n".join(f"{'  ' * depth}- {_plain(says)}" for depth, says in part.items)
        case Tabled():
            yield f"**{_plain(part.table.caption)}**"
            yield _table(part.table)
        case Pictured():
            picture = part.picture
            yield f"![{_plain(picture.alt)}]({quote(f'{folder}/{picture.name}.png')})"
            note = f" {_plain(picture.note)}" if picture.note else ""
            yield f"*{_plain(picture.caption)}.*{note}"


def _table(table: Table) -> str:
    lines = [
        _row(tuple(map(_plain, table.columns))),
        _row(tuple("---:" if column in table.numeric else "---" for column in range(len(table.columns)))),
    ]
    lines += [_row(tuple(map(_plain, row))) for row in table.rows]
    return "\n".join(lines)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Return a text on one line in which nothing is taken for markup but addresses, which become links."""
    line = " ".join(text.split())
    found, done = [], 0
    for address in _ADDRESS.finditer(line):
        found += [_SPECIAL.sub(r"\\\1", line[done : address.start()]), f"<{address[0]}>"]
        done = address.end()
    found.append(_SPECIAL.sub(r"\\\1", line[done:]))
    return _BEGINS.sub(_escaped, "".join(found))


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"
