"""Names in a text of the small language that a case does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.language import MentionKind
from detente.case.problems import closest, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from detente.case.language import Mention

__all__ = ["unknown_mentions"]


def unknown_mentions(
    mentions: Iterable[Mention],
    options: Mapping[str, Collection[str]],
    blocks: Collection[str] | None = None,
) -> Iterator[tuple[str, int, str]]:
    """Yield for each unknown issue or option what is wrong, where in the text, and what may be meant.

    ``options``: the options of every issue there is; nothing is said of an issue without any. ``blocks``: the
    building blocks there are, or None where none may be named.
    """
    for mention in mentions:
        if mention.kind is MentionKind.BLOCK:
            if blocks is None:
                message = f"'{mention.word} done' speaks of a building block; a package knows only issues"
                yield message, mention.offset, ""
            elif mention.word not in blocks:
                yield f"unknown block {quoted(mention.word)}", mention.offset, closest(mention.word, blocks)
        elif mention.kind is MentionKind.ISSUE and mention.word not in options:
            if mention.word in (blocks or ()):
                message = f"{mention.word!r} is a building block: write '{mention.word} done'"
                yield message, mention.offset, ""
            else:
                yield f"unknown issue {quoted(mention.word)}", mention.offset, closest(mention.word, options)
        elif mention.kind is MentionKind.OPTION:
            known = options.get(mention.of)
            if known and mention.word not in known:
                message = f"unknown option of {mention.of!r}: {quoted(mention.word)}{_listed(known)}"
                yield message, mention.offset, closest(mention.word, known)


MOST_LISTED = 8
"""Options that are listed where none of them was named."""


def _listed(options: Collection[str]) -> str:
    """Return the options there are, as long as they can be taken in at a glance."""
    return f" (options: {', '.join(options)})" if len(options) <= MOST_LISTED else ""
