"""From a text of the small language to what it means: the parser, and the builder of its results."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedToken, v_args
from lark.exceptions import VisitError

from detente.case.expressions import Arithmetic, Call, Comparison, Connective, Expression, Number
from detente.case.formula import Done, Formula, Is, at_least, conjunction, disjunction, implication, negation
from detente.case.language import (
    LONGEST_TEXT,
    RESERVED,
    LanguageError,
    Mention,
    MentionKind,
    Parsed,
    Ranking,
)
from detente.case.problems import closest, quoted

if TYPE_CHECKING:
    from lark.tree import Meta

__all__ = ["parsed"]

DEEPEST = 60
"""Brackets within brackets, past which a text is refused."""


@lru_cache(maxsize=2**14)
def parsed(start: str, text: str) -> Parsed[Any]:
    """Read a text that is a ``formula``, a ``ranking``, an ``expression`` or a ``value``.

    Raises ``LanguageError`` with the place where reading stopped.
    """
    if not text.strip():
        raise LanguageError(f"the {_NAMES[start]} is empty", 0)
    if len(text) > LONGEST_TEXT:
        raise LanguageError(f"the {_NAMES[start]} is longer than {LONGEST_TEXT:,} characters", LONGEST_TEXT)
    _require_shallow(start, text)
    builder = _Builder()
    try:
        meaning = builder.transform(_parser().parse(text, start=start))
    except (UnexpectedCharacters, UnexpectedToken) as error:
        raise _explained(error, start, text) from None
    except VisitError as error:
        if isinstance(error.orig_exc, LanguageError):
            raise error.orig_exc from None
        raise
    except RecursionError:
        raise _too_deep(start) from None
    return Parsed(meaning, tuple(sorted(builder.mentions, key=lambda mention: mention.offset)))


@cache
def _parser() -> Lark:
    grammar = files("detente.case").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(
        grammar,
        parser="lalr",
        start=["formula", "ranking", "expression", "value"],
        maybe_placeholders=False,
        propagate_positions=True,
    )


def _require_shallow(start: str, text: str) -> None:
    depth = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if depth > DEEPEST:
            raise _too_deep(start)


def _too_deep(start: str) -> LanguageError:
    return LanguageError(f"the {_NAMES[start]} is nested too deeply: more than {DEEPEST} levels", 0)


_NAMES = {"formula": "formula", "ranking": "rank order", "expression": "statement", "value": "number"}
_SAYS: dict[str, str] = {
    "NAME": "a name", "INT": "a number", "DECIMAL": "a number", "LPAR": "'('", "RPAR": "')'", "COMMA": "','",
    "VBAR": "'|'", "MORETHAN": "'>'", "EQUAL": "'='", "COMPARE": "a comparison (<, <=, =, !=, >=, >)",
    "PLUS": "'+'", "MINUS": "'-'", "TIMES": "'*'", "OVER": "'/'", "$END": "the end",
}  # fmt: skip
_END = "$END"
_ARITHMETIC = {"PLUS", "MINUS", "TIMES", "OVER"}
MOST_SUGGESTIONS = 6
"""What could follow is listed up to so many possibilities; more would not help."""


def _explained(error: UnexpectedCharacters | UnexpectedToken, start: str, text: str) -> LanguageError:
    at_end = not isinstance(error, UnexpectedCharacters) and error.token.type == _END
    if isinstance(error, UnexpectedCharacters):
        offset: int = getattr(error, "pos_in_stream", 0)
        shown = re.compile(r"\w+").match(text, offset)
        found = quoted(shown[0] if shown else text[offset])
        accepted = set(error.allowed)
    else:
        accepted = set(error.accepts or error.expected)
        offset = len(text.rstrip()) - 1 if at_end else error.token.start_pos or 0
        found = f"the end of the {_NAMES[start]}" if at_end else quoted(str(error.token))
    slip = _slip(start, text, offset)
    if slip is not None:
        return slip
    message = f"cannot read this {_NAMES[start]}: {found} is not expected here"
    if text.count("(", 0, offset) <= text.count(")", 0, offset):
        accepted -= {"RPAR", "COMMA"}  # the parser's table knows no longer that no bracket is open
    done = ", or 'done' where it is a building block" if at_end and "_DONE" in accepted else ""
    accepted -= {"_DONE"}  # few formulas may speak of building blocks
    possible = sorted({_said(kind) for kind in accepted - _ARITHMETIC})
    if 0 < len(possible) <= MOST_SUGGESTIONS:
        message += f"; {' or '.join(possible)} could follow{done}"
    word = re.compile(r"\w*").match(text, offset)
    keywords = RESERVED.intersection(kind.strip("_").lower() for kind in accepted)
    return LanguageError(message, offset, closest(word[0], keywords) if word and not at_end else "")


def _slip(start: str, text: str, offset: int) -> LanguageError | None:
    """Return the problem of a word in capitals, or of a wrong ``=``, where reading stopped."""
    for word in re.finditer(r"\w+", text):
        is_here = word.start() == offset or not text[word.end() : offset].strip()
        if is_here and word.start() <= offset and word[0] != word[0].lower() in RESERVED:
            return _meant(start, word[0], word.start(), word[0].lower())
    if start == "formula" and text.startswith("=", offset):
        return _meant(start, "==" if text.startswith("==", offset) else "=", offset, "is")
    if start == "expression" and text.startswith("==", offset - 1):
        return _meant(start, "==", offset - 1, "=")
    return None


def _meant(start: str, found: str, offset: int, suggestion: str) -> LanguageError:
    message = f"cannot read this {_NAMES[start]}: {found!r} is not expected here"
    return LanguageError(message, offset, suggestion)


def _said(terminal: str) -> str:
    return _SAYS.get(terminal, f"'{terminal.strip('_').lower()}'")


class _Placed(NamedTuple):
    """A part of an expression and where it begins."""

    part: Expression
    offset: int


class _Argument(NamedTuple):
    """An argument of a quantity, where it begins, and the name that it is given under, if any."""

    value: Formula | str
    offset: int
    key: str = ""


class _Builder(Transformer[Token, Any]):
    """Builds formulas, rankings and expressions from the parse tree; a method per rule of the grammar."""

    def __init__(self) -> None:
        super().__init__()
        self.mentions: list[Mention] = []

    def _mention(self, kind: MentionKind, token: Token, of: str = "") -> str:
        word = str(token)
        self.mentions.append(Mention(kind, word, token.start_pos or 0, of))
        return word

    # formulas

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

    def is_(self, names: list[Token]) -> Formula:
        issue = self._mention(MentionKind.ISSUE, names[0])
        return Is(issue, frozenset(self._mention(MentionKind.OPTION, name, issue) for name in names[1:]))

    in_ = is_

    def is_not(self, names: list[Token]) -> Formula:
        return negation(self.is_(names))

    def done(self, names: list[Token]) -> Formula:
        return Done(self._mention(MentionKind.BLOCK, names[0]))

    def at_least(self, parts: list[Any]) -> Formula:
        count, listed = parts[0], parts[1:]
        if not 1 <= int(count) <= len(listed):
            raise LanguageError(f"'at least' takes a number from 1 to {len(listed)} here", count.start_pos)
        return at_least(int(count), listed)

    # rank orders

    def class_(self, names: list[Token]) -> list[Token]:
        return names

    def classes(self, groups: list[list[Token]]) -> list[list[Token]]:
        return groups

    def ranking(self, sides: list[list[list[Token]]]) -> Ranking:
        seen: set[str] = set()
        for token in (token for side in sides for group in side for token in group):
            if token in seen:
                raise LanguageError(f"{str(token)!r} is ranked twice", token.start_pos or 0)
            seen.add(self._mention(MentionKind.RANKED, token))
        groups = tuple(tuple(map(str, group)) for side in sides for group in side)
        return Ranking(groups, frozenset(str(name) for side in sides[1:] for group in side for name in group))

    # expressions

    def expression(self, parts: list[_Placed]) -> Expression:
        return _statement(parts[0])

    def value(self, parts: list[_Placed]) -> Expression:
        return _number(parts[0])

    def any_of(self, parts: list[_Placed]) -> _Placed:
        return _Placed(Connective("or", tuple(map(_statement, parts))), parts[0].offset)

    def all_of(self, parts: list[_Placed]) -> _Placed:
        return _Placed(Connective("and", tuple(map(_statement, parts))), parts[0].offset)

    def denial(self, parts: list[_Placed]) -> _Placed:
        return _Placed(Connective("not", (_statement(parts[0]),)), parts[0].offset)

    def comparison(self, parts: list[Any]) -> _Placed:
        left, operator, right = parts
        return _Placed(Comparison(str(operator), _number(left), _number(right)), left.offset)

    def sum(self, parts: list[Any]) -> _Placed:
        left, operator, right = parts
        return _Placed(Arithmetic(str(operator), _number(left), _number(right)), left.offset)

    product = sum  # noqa: A003 - the rule of the grammar, not the builtin

    def negative(self, parts: list[Any]) -> _Placed:
        sign, part = parts
        return _Placed(Arithmetic("-", Number(Fraction(0)), _number(part)), sign.start_pos)

    def number(self, parts: list[Token]) -> _Placed:
        return _Placed(Number(Fraction(str(parts[0]))), parts[0].start_pos or 0)

    def quantity(self, parts: list[Any]) -> _Placed:
        name, arguments = parts[0], parts[1:]
        self._mention(MentionKind.QUANTITY, name)
        plain = [one for one in arguments if not one.key]
        options = sorted((one for one in arguments if one.key), key=lambda one: (one.key, one.value))
        call = Call(
            str(name),
            tuple(one.value for one in plain),
            tuple((one.key, one.value) for one in options),
            (name.start_pos, *(one.offset for one in (*plain, *options))),
        )
        return _Placed(call, name.start_pos)

    def option(self, names: list[Token]) -> _Argument:
        key = str(names[0])
        return _Argument(self._mention(MentionKind.SETTING, names[1], key), names[0].start_pos or 0, key)

    @v_args(meta=True)
    def condition(self, meta: Meta, parts: list[Formula]) -> _Argument:
        return _Argument(parts[0], meta.start_pos)

    def word(self, names: list[Token]) -> _Argument:
        return _Argument(self._mention(MentionKind.ARGUMENT, names[0]), names[0].start_pos or 0)


def _statement(placed: _Placed) -> Expression:
    if not isinstance(placed.part, Comparison | Connective):
        message = "this is a number, not a statement: compare it, as in 'signable() > 0'"
        raise LanguageError(message, placed.offset)
    return placed.part


def _number(placed: _Placed) -> Expression:
    if isinstance(placed.part, Comparison | Connective):
        raise LanguageError("a statement stands where a number is needed", placed.offset)
    return placed.part
