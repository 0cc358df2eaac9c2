"""Texts that others wrote, shown so that they can only be read: nothing invisible, nothing turned round."""

from __future__ import annotations

import unicodedata

__all__ = ["harmless", "harmless_json", "in_a_line"]

_KEPT = frozenset("\n\t\u200c\u200d")
"""Line ends, tabs, and what joins letters in the scripts that need it."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def harmless(text: str) -> str:
    r"""Return a text with what cannot be seen, or changes the direction of others, named in its place.

    >>> harmless("to\u202efrom")
    'to⟨U+202E⟩from'
    """
    if text.isprintable():  # which none of these is
        return text
    return "".join(f"⟨U+{ord(one):04X}⟩" if _misleads(one) else one for one in text.replace("\r\n", "\n"))


def in_a_line(text: str) -> str:
    r"""Return a text made harmless that ends no line, so that nobody writes lines in the name of others.

    >>> in_a_line("a.csv\nrussia:4 replies")
    'a.csv⟨U+000A⟩russia:4 replies'
    """
    return harmless(text).replace("\n", "⟨U+000A⟩")


def harmless_json(text: str) -> str:
    r"""Return a text in JSON with the same written as JSON escapes it, so that it says what it said.

    >>> harmless_json('"to\u202efrom"')
    '"to\\u202efrom"'
    """
    return "".join(_escaped(one) if _misleads(one) else one for one in text)


def _misleads(one: str) -> bool:
    return unicodedata.category(one) in _UNSEEN and one not in _KEPT


def _escaped(one: str) -> str:
    units = one.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[start : start + 2].hex()}" for start in range(0, len(units), 2))
