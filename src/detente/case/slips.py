"""Slips within braces that YAML lets pass: a comma in a number, and a colon without a blank."""

from __future__ import annotations

import re
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

__all__ = ["Entry", "entries", "without_blank"]

_DIGITS = re.compile(r"\d+", re.ASCII)
_GLUED = re.compile(r"([^\W\d]\w*):(.*)", re.DOTALL)


class Entry(NamedTuple):
    """An entry of a mapping; ``split`` is the number that a comma cut in two or more, if one did."""

    key: Node
    value: Node
    split: str = ""


def entries(node: MappingNode) -> list[Entry]:
    """Return the entries of a mapping; of ``{weight: 3,000}``, which YAML reads as two, one."""
    found: list[Entry] = []
    for key, value in node.value:
        if node.flow_style and found and _is_rest(key, value) and _is_digits(found[-1].value):
            last = found[-1]
            found[-1] = last._replace(split=f"{last.split or last.value.value},{key.value}")
        else:
            found.append(Entry(key, value))
    return found


def without_blank(node: MappingNode, entry: Entry) -> tuple[str, str] | None:
    """Return key and value of an entry such as ``{weight:3}``, which YAML reads as a key without a value."""
    key = entry.key
    if not node.flow_style or not isinstance(key, ScalarNode) or key.style or not _is_empty(entry.value):
        return None
    found = _GLUED.fullmatch(str(key.value))
    return (found[1], found[2]) if found else None


def _is_rest(key: Node, value: Node) -> bool:
    return _is_digits(key) and _is_empty(value)


def _is_digits(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.style and _DIGITS.fullmatch(str(node.value)) is not None


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.style and not node.value
