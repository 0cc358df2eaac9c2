"""What is found out about verdicts as plain values, which can be written as JSON, and back."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from detente.claims.explained import Explained
from detente.claims.flips.flip import Change, Flip, Flips, Kind
from detente.claims.flips.tornado import Swing, Tornado
from detente.claims.sufficient import Sufficient

__all__ = ["plain", "unplain"]

KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (Change, Explained, Flip, Flips, Fraction, Kind, Sufficient, Swing, Tornado)
}
"""Everything else is a text, a number, a truth value, nothing, or several of all these."""
IS = "is"


def plain(found: object) -> object:
    """Return something that was found as plain values.

    >>> plain((Fraction(1, 3), None, Kind.ORDER))
    [{'is': 'Fraction', 'said': '1/3'}, None, {'is': 'Kind', 'said': 'order'}]
    """
    if isinstance(found, tuple):
        return [plain(one) for one in found]
    if isinstance(found, Fraction):
        return {IS: "Fraction", "said": str(found)}
    if isinstance(found, Enum):
        return {IS: type(found).__name__, "said": found.value}
    if is_dataclass(found):
        said = {one.name: plain(getattr(found, one.name)) for one in fields(found)}
        return {IS: type(found).__name__, **said}
    return found


def unplain(said: object) -> object:
    """Return what plain values say.

    Raises ``KeyError``, ``TypeError`` or ``ValueError`` where they say nothing that could have been found.

    >>> unplain(plain(Flip((Change("x", Kind.NUMBER, Fraction(1), None, Fraction(1, 2)),)))).distance
    Fraction(1, 2)
    """
    if isinstance(said, list):
        return tuple(map(unplain, said))
    if not isinstance(said, dict):
        return said
    kind = KINDS[said[IS]]
    if "said" in said:
        return kind(said["said"])
    return kind(**{name: unplain(one) for name, one in said.items() if name != IS})
