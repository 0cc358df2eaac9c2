"""What is wrong with a text that is not YAML, in the analyst's words."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["sentence_of"]


class _Sentence(NamedTuple):
    """What we say where the parser says something in some context, and whether the context is the place."""

    parser_says: str
    sentence: str
    where: str = ""
    at_context: bool = False


_OPEN_QUOTE = "the quotation mark that opens here is never closed"
_MISFIT = "this does not fit the lines above; check the indentation and the colons"
_STRAY = "a bracket or brace that is never closed, or a stray comma"
_COLON_IN_BRACES = "within braces, a blank follows a colon; a text that holds one stands in quotes"
_SENTENCES = (
    _Sentence(
        "mapping values are not allowed",
        "a colon does not fit here: put a text that holds one in quotes, or check the indentation above",
    ),
    _Sentence("could not find expected ':'", "a colon is missing after this", at_context=True),
    _Sentence("did not find expected key", _MISFIT),
    _Sentence("expected <block end>", _MISFIT),
    _Sentence(
        "did not find expected '-' indicator", "an item of a list starts with '- '; check the indentation"
    ),
    _Sentence("expected ',' or ']'", "a ',' or a ']' is missing before this"),
    _Sentence("expected ',' or '}'", "a ',' or a '}' is missing before this"),
    _Sentence("found unexpected ':'", _COLON_IN_BRACES),
    _Sentence("expected node content", _STRAY),
    _Sentence("expected the node content", _STRAY),
    _Sentence("unexpected end of stream", _OPEN_QUOTE, where="quoted", at_context=True),
    _Sentence("unexpected document indicator", _OPEN_QUOTE, where="quoted", at_context=True),
    _Sentence("undefined alias", "an alias (*name) for something that is nowhere marked (&name)"),
    _Sentence("expected alphabetic", "a text that starts with * or & must stand in quotes", at_context=True),
    _Sentence("unknown escape", "in double quotes a backslash begins an escape; use single quotes"),
    _Sentence("but found another document", "a second document starts here (---), and a case file holds one"),
    _Sentence("expected comment or line break", "a text after | or > begins on the next line"),
    _Sentence("incompatible", "a version of YAML that cannot be read"),
)


def sentence_of(problem: str, context: str, found: str) -> tuple[str, bool]:
    """Return a sentence on what a YAML parser reports, and whether the place of its context shows it better.

    ``found`` is the character at which the parser stopped.

    >>> sentence_of("found unexpected end of stream", "while scanning a quoted scalar", "")
    ('not valid YAML: the quotation mark that opens here is never closed', True)
    """
    if "cannot start any token" in problem or "tab character" in problem:
        tab = "a tab cannot indent a line; use spaces"
        tabbed = found == "\t" or "tab character" in problem
        words = tab if tabbed else f"a text that starts with {found!r} must stand in quotes"
        return f"not valid YAML: {words}", False
    for one in _SENTENCES:
        if one.parser_says in problem and one.where in context:
            return f"not valid YAML: {one.sentence}", one.at_context
    return f"not valid YAML: {problem}" + (f" ({context})" if context else ""), False
