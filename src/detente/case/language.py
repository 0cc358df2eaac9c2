"""The small language of a case file, parsed by a grammar and never evaluated as Python.

Three kinds of text are written in it: *formulas* over packages (rules, red lines, interactions),
*rankings* (stances, weights), and *expressions* over the quantities that analyses publish (claims).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from lark import (
    Lark,
    Token,
    Transformer,
    UnexpectedCharacters,
    UnexpectedEOF,
    UnexpectedInput,
    UnexpectedToken,
)
from lark.exceptions import VisitError

from detente.case.formula import Formula, Is, at_least, conjunction, disjunction, implication, negation

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "RESERVED",
    "Arithmetic",
    "Call",
    "Comparison",
    "Connective",
    "Expression",
    "LanguageError",
    "Number",
    "Ranking",
    "parse_expression",
    "parse_formula",
    "parse_ranking",
    "position_of",
]

RESERVED = frozenset({"and", "or", "not", "implies", "is", "in", "at", "least", "of"})
"""Words of the language, which therefore name no party, issue or option."""


class LanguageError(ValueError):
    """A text of the small language cannot be read; ``offset`` is the character at which reading stopped."""

    def __init__(self, message: str, offset: int) -> None:
        """Keep the message and the place in the text."""
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True)
class Ranking:
    """Options, or issues, from best to worst in classes of equals, and those right of the bar."""

    classes: tuple[tuple[str, ...], ...]
    beyond: frozenset[str]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that is ranked, best first."""
        return tuple(name for group in self.classes for name in group)


@dataclass(frozen=True)
class Number:
    """A number as written."""

    value: Fraction


@dataclass(frozen=True)
class Call:
    """A published quantity with its arguments: formulas or names, and named options such as ``variant``."""

    name: str
    arguments: tuple[Formula | str, ...]
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Arithmetic:
    """Two numbers joined by ``+``, ``-``, ``*`` or ``/``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Comparison:
    """Two numbers compared by ``<``, ``<=``, ``=``, ``!=``, ``>=`` or ``>``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Connective:
    """Statements joined by ``and``, ``or`` or ``not``."""

    operator: str
    parts: tuple[Expression, ...]


Expression = Number | Call | Arithmetic | Comparison | Connective


def parse_formula(text: str) -> Formula:
    """Read a formula over packages.

    Raises ``LanguageError`` with the place where reading stopped.

    >>> str(parse_formula("veto is full implies order in (open, shared)"))
    'not veto is full or order in (open, shared)'
    """
    formula: Formula = _parsed("formula", text)
    return formula


def parse_ranking(text: str) -> Ranking:
    """Read a rank order: ``>`` is better, ``=`` is equal, and right of ``|`` lies a red line.

    Raises ``LanguageError`` for a text that is no rank order, or one that names something twice.

    >>> parse_ranking("none > consultation | full").classes
    (('none',), ('consultation',), ('full',))
    """
    ranking: Ranking = _parsed("ranking", text)
    return ranking


def parse_expression(text: str) -> Expression:
    """Read a statement about published quantities, such as ``signable(veto is full) = 0``.

    Raises ``LanguageError`` also where a number stands in place of a statement, or the reverse.
    """
    expression: Expression = _parsed("expression", text)
    _require_statement(expression, text)
    return expression


def position_of(word: str, text: str) -> int | None:
    """Return where a word first stands in a text, so that a problem can point at it."""
    found = re.search(rf"\b{re.escape(word)}\b", text)
    return found.start() if found else None


@cache
def _parser() -> Lark:
    grammar = files("detente.case").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", start=["formula", "ranking", "expression"], maybe_placeholders=False)


def _parsed(start: str, text: str) -> Any:
    if not text.strip():
        raise LanguageError(f"the {start} is empty", 0)
    try:
        return _Builder().transform(_parser().parse(text, start=start))
    except UnexpectedInput as error:
        raise _explained(error, start, text) from None
    except VisitError as error:
        if isinstance(error.orig_exc, LanguageError):
            raise error.orig_exc from None
        raise
    except RecursionError:
        raise LanguageError(f"the {start} is nested too deeply", 0) from None


MOST_EXPECTED = 8
"""Things that could follow, past which naming them helps nobody."""

_SAYS: dict[str, str] = {
    "NAME": "a name", "INT": "a number", "DECIMAL": "a number", "LPAR": "'('", "RPAR": "')'", "COMMA": "','",
    "VBAR": "'|'", "MORETHAN": "'>'", "EQUAL": "'='", "COMPARE": "a comparison (<, <=, =, !=, >=, >)",
    "PLUS": "'+'", "MINUS": "'-'", "TIMES": "'*'", "OVER": "'/'", "$END": "the end",
}  # fmt: skip


def _explained(error: UnexpectedInput, start: str, text: str) -> LanguageError:
    accepted: set[str] = set()
    found, offset = f"the end of the {start}", len(text.rstrip()) - 1
    if isinstance(error, UnexpectedCharacters):
        offset = int(error.pos_in_stream or 0)  # type: ignore[redundant-expr]  # lark types it as None
        found = repr(text[offset])
        accepted = set(error.allowed)
    elif isinstance(error, UnexpectedToken):
        accepted = set(error.accepts or error.expected)
        if error.token.type != "$END":
            found, offset = repr(str(error.token)), error.token.start_pos or 0
    elif isinstance(error, UnexpectedEOF):
        accepted = set(error.expected)
    expected = sorted(
        {_SAYS.get(kind, f"'{kind.lower()}'") for kind in accepted if not kind.startswith("__")}
    )
    message = f"{found} is not expected here"
    if 0 < len(expected) <= MOST_EXPECTED:
        message += f"; {' or '.join(expected)} could follow"
    return LanguageError(f"cannot read this {start}: {message}", offset)


class _Builder(Transformer[Token, Any]):
    """Builds formulas, rankings and expressions from the parse tree; a method per rule of the grammar."""

    def NAME(self, token: Token) -> str:  # noqa: N802 - lark calls it by the terminal's name
        return str(token)

    def formula(self, parts: list[Formula]) -> Formula:
        return parts[0]

    def implies(self, parts: list[Formula]) -> Formula:
        return implication(parts[0], parts[1])

    def disjunction(self, parts: list[Formula]) -> Formula:
        return disjunction(parts)

    def conjunction(self, parts: list[Formula]) -> Formula:
        return conjunction(parts)

    def not_(self, parts: list[Formula]) -> Formula:
        return negation(parts[0])

    def is_(self, names: list[str]) -> Formula:
        return Is(names[0], frozenset(names[1:]))

    def is_not(self, names: list[str]) -> Formula:
        return negation(Is(names[0], frozenset(names[1:])))

    in_ = is_

    def at_least(self, parts: list[Any]) -> Formula:
        return at_least(int(parts[0]), parts[1:])

    def class_(self, names: list[str]) -> tuple[str, ...]:
        return tuple(names)

    def classes(self, groups: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        return groups

    def ranking(self, sides: list[list[tuple[str, ...]]]) -> Ranking:
        groups = [group for side in sides for group in side]
        names = [name for group in groups for name in group]
        for name in names:
            if names.count(name) > 1:
                raise LanguageError(f"{name!r} is ranked twice", 0)
        beyond = frozenset(name for side in sides[1:] for group in side for name in group)
        return Ranking(tuple(groups), beyond)

    def expression(self, parts: list[Expression]) -> Expression:
        return parts[0]

    def any_of(self, parts: list[Expression]) -> Expression:
        return Connective("or", tuple(parts))

    def all_of(self, parts: list[Expression]) -> Expression:
        return Connective("and", tuple(parts))

    def denial(self, parts: list[Expression]) -> Expression:
        return Connective("not", tuple(parts))

    def comparison(self, parts: list[Any]) -> Expression:
        return Comparison(str(parts[1]), parts[0], parts[2])

    def product(self, parts: list[Any]) -> Expression:
        return Arithmetic(str(parts[1]), parts[0], parts[2])

    sum = product

    def negative(self, parts: list[Expression]) -> Expression:
        return Arithmetic("-", Number(Fraction(0)), parts[0])

    def number(self, parts: list[Token]) -> Expression:
        return Number(Fraction(str(parts[0])))

    def option(self, names: list[str]) -> tuple[str, str]:
        return (names[0], names[1])

    def condition(self, parts: list[Formula]) -> Formula:
        return parts[0]

    def word(self, names: list[str]) -> str:
        return names[0]

    def quantity(self, parts: list[Any]) -> Expression:
        positional = tuple(part for part in parts[1:] if not isinstance(part, tuple))
        named = tuple(sorted(part for part in parts[1:] if isinstance(part, tuple)))
        return Call(parts[0], positional, named)


def _require_statement(expression: Expression, text: str) -> None:
    """Check that statements stand where statements belong and numbers where numbers do."""
    match expression:
        case Connective(parts=parts):
            for part in parts:
                _require_statement(part, text)
        case Comparison(left=left, right=right):
            for side in (left, right):
                _require_number(side, text)
        case _:
            raise LanguageError("this is a number, not a statement: compare it, as in 'signable() > 0'", 0)


def _require_number(expression: Expression, text: str) -> None:
    match expression:
        case Arithmetic(left=left, right=right):
            for side in (left, right):
                _require_number(side, text)
        case Comparison() | Connective():
            raise LanguageError("a statement stands where a number is needed", 0)
        case _:
            return


def walk(expression: Expression, visit: Callable[[Call], None]) -> None:
    """Call ``visit`` for every quantity that an expression uses."""
    match expression:
        case Call():
            visit(expression)
        case Arithmetic(left=left, right=right) | Comparison(left=left, right=right):
            walk(left, visit)
            walk(right, visit)
        case Connective(parts=parts):
            for part in parts:
                walk(part, visit)
        case Number():
            return
