"""YAML for a tree that has no text yet."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.representer import RoundTripRepresenter

from detente.case.numbers import Numeral
from detente.case.problems import CaseError
from detente.case.reading import reads_as_text

if TYPE_CHECKING:
    from ruamel.yaml.nodes import ScalarNode, SequenceNode

    from detente.case.document import Tree

__all__ = ["WIDTH", "as_text", "in_line"]

WIDTH = 110
_BREAKS = re.compile("[\n\r\x85\u2028\u2029\ufeff]")
"""Characters that are safe within double quotation marks only, where they are escaped."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def as_text(tree: Mapping[str, Tree]) -> str:
    """Return YAML for a mapping, a key on each line; lists of words stay on one.

    Values are mappings, lists and tuples, texts, numbers, dates, enumerations and None.

    Raises ``CaseError`` for any other, and for a mapping that contains itself.

    >>> print(as_text({"parties": {"a": None}, "level": [0.1, 0.2], "members": ["a", "b"]}))
    parties:
      a:
    level: [0.1, 0.2]
    members: [a, b]
    """
    return _dumped(_plain(tree), flow=False)


def in_line(value: Tree) -> str:
    """Return YAML for a value on a single line.

    >>> in_line({"order": "none > full", "weight": "vital"})
    '{order: none > full, weight: vital}'
    >>> in_line({"order": "none > full"})
    '{order: none > full}'
    """
    return _dumped([_plain(value)], flow=True).strip()[1:-1]


def _dumped(tree: Tree, *, flow: bool) -> str:
    yaml = YAML(typ="rt")
    yaml.Representer = _representer()
    yaml.width = 2**30 if flow else WIDTH
    yaml.default_flow_style = flow
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(tree, stream)
    return stream.getvalue()


def _plain(value: Tree, within: tuple[int, ...] = ()) -> Tree:  # noqa: PLR0911 - one for each kind of value
    """Turn whatever Python holds into what a tree holds; ``within`` are the mappings and lists around it."""
    if id(value) in within:
        raise CaseError.of("a mapping or list that contains itself cannot be written")
    inside = (*within, id(value))
    match value:
        case Mapping():
            return {str(key): _plain(item, inside) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item, inside) for item in value]
        case Enum():
            return _plain(value.value)
        case Fraction():
            return value.numerator if value.denominator == 1 else float(value)
        case Decimal():
            return value if isinstance(value, Numeral) else Numeral(f"{value:f}")
        case dt.date():
            return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    raise CaseError.of(f"a case is made of mappings, lists, texts and numbers, not of {type(value).__name__}")


@cache
def _representer() -> type[RoundTripRepresenter]:
    class Representer(RoundTripRepresenter):
        """Quotes what would be read as something else, and keeps lists of words on a line."""

    def text(representer: RoundTripRepresenter, value: str) -> ScalarNode:
        if _DATE.fullmatch(value):
            return representer.represent_scalar("tag:yaml.org,2002:timestamp", value)
        # Within brackets and braces these two mark a key, whether a blank follows them or not.
        plain = reads_as_text(value) and not {":", "?"}.intersection(value)
        style = '"' if _BREAKS.search(value) else None if plain else "'"
        return representer.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    def numeral(representer: RoundTripRepresenter, value: Numeral) -> ScalarNode:
        kind = "int" if re.fullmatch(r"[-+]?\d[\d_]*", value.written) else "float"
        return representer.represent_scalar(f"tag:yaml.org,2002:{kind}", value.written)

    def listed(representer: RoundTripRepresenter, value: list[Tree]) -> SequenceNode:
        flow = not any(isinstance(item, dict | list) for item in value)
        return representer.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flow or None)

    Representer.add_representer(str, text)
    Representer.add_representer(Numeral, numeral)
    Representer.add_representer(list, listed)
    return Representer
