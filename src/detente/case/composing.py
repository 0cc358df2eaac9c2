"""From a text to the nodes of its YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.resolver import BaseResolver

from detente.case.document import MOST_NESTED
from detente.case.problems import CaseError, Place, quoted

if TYPE_CHECKING:
    from ruamel.yaml.events import Event
    from ruamel.yaml.nodes import Node

    from detente.case.document import Document

__all__ = ["TOO_DEEP", "composed"]

TOO_DEEP = f"nested too deeply to be a case file: more than {MOST_NESTED} levels"

_TOO_NARROW = ("found unexpected ':'", "did not find expected ',' or")
"""Where the fast parser says this, it may be that it knows no colon or question mark in a text in braces."""
_HALF_CHARACTER = re.compile(r"\\(u|U0000)[dD][89a-fA-F]")
"""An escape that only the slow parser lets pass, and that no file can hold."""


def composed(document: Document) -> Node | None:
    """Return the nodes of a text, or None where it is empty.

    The fast parser refuses some sound texts, such as ``{url: https://example.org}``; there the slow one
    decides.

    Raises ``YAMLError`` for a text that is not YAML, and ``CaseError`` for one that is nested too deeply
    or has an anchor twice.
    """
    try:
        return _composed(document, pure=False)
    except MarkedYAMLError as error:
        narrow = any(words in (error.problem or "") for words in _TOO_NARROW)
        if not narrow or _HALF_CHARACTER.search(document.text):
            raise
        refused = error
    try:
        return _composed(document, pure=True)
    except MarkedYAMLError as error:
        # Only past what the fast parser refused does the slow one know better what is wrong.
        raise (error if _line(error) > _line(refused) else refused) from None
    except (ValueError, ArithmeticError):  # an escape for a character that there is not
        raise refused from None


def _composed(document: Document, *, pure: bool) -> Node | None:
    _check_events(document, pure=pure)
    node: Node | None = _yaml(pure=pure).compose(document.text)
    return node


class _Words(BaseResolver):
    """Takes every plain word for a text, as what it stands for is settled when the tree is made.

    Looking for numbers and dates in each word is what takes the fast parser most of its time.
    """

    def __init__(self, version: object = None, loadumper: object = None) -> None:  # noqa: ARG002 - all take it
        super().__init__(loadumper)


def _yaml(*, pure: bool) -> YAML:
    yaml = YAML(typ="safe", pure=pure)
    if not pure:
        yaml.Resolver = _Words
    return yaml


def _check_events(document: Document, *, pure: bool) -> None:
    """Refuse deep nesting before it is composed, which is done by recursion, and an anchor used twice."""
    depth = 0
    anchors: set[str] = set()
    for event in _yaml(pure=pure).parse(document.text):
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            depth += 1
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            depth -= 1
        anchor = getattr(event, "anchor", None)
        if depth > MOST_NESTED:
            raise _refused(document, event, TOO_DEEP)
        if anchor and not isinstance(event, AliasEvent):
            if anchor in anchors:
                raise _refused(document, event, f"the anchor {quoted(f'&{anchor}')} is written twice")
            anchors.add(anchor)


def _refused(document: Document, event: Event, message: str) -> CaseError:
    place = Place(event.start_mark.line + 1, event.start_mark.column + 1)
    return CaseError([document.problem_at(place, message)])


def _line(error: MarkedYAMLError) -> int:
    return error.problem_mark.line if error.problem_mark is not None else 0
