"""The small language of a case file, parsed by a grammar and never evaluated as Python.

Three kinds of text are written in it: *formulas* over packages (rules, red lines, interactions),
*rankings* (stances, weights), and *expressions* over the quantities that analyses publish (claims).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

from detente.case.expressions import Arithmetic, Call, Comparison, Connective, Expression, Number, walk

if TYPE_CHECKING:
    from detente.case.formula import Formula

__all__ = [
    "LONGEST_TEXT",
    "RESERVED",
    "Arithmetic",
    "Call",
    "Comparison",
    "Connective",
    "Expression",
    "LanguageError",
    "Mention",
    "MentionKind",
    "Number",
    "Parsed",
    "Ranking",
    "parse_expression",
    "parse_formula",
    "parse_ranking",
    "read_expression",
    "read_formula",
    "read_ranking",
    "read_value",
    "walk",
]

RESERVED = frozenset({"and", "or", "not", "implies", "is", "in", "at", "least", "of"})
"""Words of the language, which therefore name no party, issue or option."""
LONGEST_TEXT = 100_000
"""Characters of a text of the language; a formula that names 2,000 issues has fewer."""

Meaning = TypeVar("Meaning")


class LanguageError(ValueError):
    """A text of the small language cannot be read; ``offset`` is the character at which reading stopped."""

    def __init__(self, message: str, offset: int, suggestion: str = "") -> None:
        """Keep the message, the place in the text, and what may have been meant."""
        super().__init__(message)
        self.offset, self.suggestion = offset, suggestion


@dataclass(frozen=True)
class Ranking:
    """Options, or issues, from best to worst in classes of equals, and those right of the bar."""

    classes: tuple[tuple[str, ...], ...]
    beyond: frozenset[str]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that is ranked, best first."""
        return tuple(name for group in self.classes for name in group)


class MentionKind(Enum):
    """What a word in a text of the language stands for."""

    ISSUE = "issue"
    OPTION = "option"
    BLOCK = "block"
    RANKED = "ranked"
    QUANTITY = "quantity"
    ARGUMENT = "argument"
    SETTING = "setting"


@dataclass(frozen=True)
class Mention:
    """A word in a text of the language, and where it stands.

    ``of`` is the issue of an option, and the key of a setting such as ``variant=reduced_demands``.
    """

    kind: MentionKind
    word: str
    offset: int
    of: str = ""


@dataclass(frozen=True)
class Parsed(Generic[Meaning]):
    """What a text of the language means, and the names that it mentions in their order."""

    meaning: Meaning
    mentions: tuple[Mention, ...]


def parse_formula(text: str) -> Formula:
    """Read a formula over packages.

    Raises ``LanguageError`` with the place where reading stopped.

    >>> str(parse_formula("veto is full implies order in (open, shared)"))
    'not veto is full or order in (open, shared)'
    """
    return read_formula(text).meaning


def parse_ranking(text: str) -> Ranking:
    """Read a rank order: ``>`` is better, ``=`` is equal, and right of ``|`` lies a red line.

    Raises ``LanguageError`` for a text that is no rank order, or one that names something twice.

    >>> parse_ranking("none > consultation | full").classes
    (('none',), ('consultation',), ('full',))
    """
    return read_ranking(text).meaning


def parse_expression(text: str) -> Expression:
    """Read a statement about published quantities, such as ``signable(veto is full) = 0``.

    Raises ``LanguageError`` also where a number stands in place of a statement, or the reverse.

    >>> parse_expression("signable() > 0").operator
    '>'
    """
    return read_expression(text).meaning


def read_formula(text: str) -> Parsed[Formula]:
    """Read a formula as ``parse_formula`` does, and say where it mentions which names."""
    from detente.case.syntax import parsed

    return parsed("formula", text)


def read_ranking(text: str) -> Parsed[Ranking]:
    """Read a rank order as ``parse_ranking`` does, and say where it mentions which names."""
    from detente.case.syntax import parsed

    return parsed("ranking", text)


def read_expression(text: str) -> Parsed[Expression]:
    """Read a statement as ``parse_expression`` does, and say where it mentions which names."""
    from detente.case.syntax import parsed

    return parsed("expression", text)


def read_value(text: str) -> Parsed[Expression]:
    """Read a number about published quantities, such as ``signable() / feasible()``, and its mentions.

    Raises ``LanguageError`` also where a statement stands in its place.
    """
    from detente.case.syntax import parsed

    return parsed("value", text)
