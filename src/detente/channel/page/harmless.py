"""Texts that others wrote, shown so that they can only be read: nothing invisible, nothing turned round."""

from __future__ import annotations

import unicodedata

from markupsafe import Markup

__all__ = ["harmless", "shown_harmlessly"]

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
    return "".join(
        f"⟨U+{ord(one):04X}⟩" if unicodedata.category(one) in _UNSEEN and one not in _KEPT else one
        for one in text.replace("\r\n", "\n")
    )


def shown_harmlessly(value: object) -> object:
    """Return what a template is to write: texts made harmless, what is markup already as it is."""
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value
