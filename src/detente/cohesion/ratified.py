"""How likely a bloc with a silence procedure lets pass what its members do not reject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, within
from detente.cohesion.silence_procedure import Ratification, silence_procedure
from detente.outcomes.holders import members
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from detente.case.numbers import Range
    from detente.case.uncertainty import CertainCase

__all__ = ["Ratified", "ratified", "ratified_says"]


@dataclass(frozen=True)
class Ratified:
    """The chance that nobody breaks silence over a draft that no member rejects outright.

    ``low`` and ``high`` are its ends over the ranges that the case gives: it falls with every chance to break
    silence and rises with their correlation, so both lie at ends of ranges.
    """

    found: Ratification
    low: Fraction
    high: Fraction


def ratified(certain: CertainCase, bloc: str) -> Ratified | None:
    r"""Return the chance that a draft passes, None where the bloc's rule is not a silence procedure.

    >>> import detente
    >>> text = "detente: 1\ntitle: A pact\nas_of: 2020-01-01\nparties: {a: , b: }\n"
    >>> text += "blocs: {pact: {members: [a, b], decides_by: {silence: {breaks: 0.1}}}}\n"
    >>> found = ratified(detente.Case.from_text(text).nominal, "pact")
    >>> str(found.found.probability)
    '81/100'
    """
    given = certain.case.blocs.get(bloc)  # a party may stand in for a bloc
    silence = None if given is None else given.decides_by.silence
    if silence is None:
        return None
    path, parties = f"blocs.{bloc}.decides_by.silence", members(certain.case, bloc)

    def passes(number: Callable[[str, Range], Fraction], common: Fraction) -> Ratification:
        usual = number(f"{path}.breaks", silence.breaks)
        own = {
            party: number(f"{path}.by.{key}", chance)
            for key, chance in silence.by.items()
            for party in members(certain.case, key)
        }
        return silence_procedure({party: own.get(party, usual) for party in parties}, common)

    return Ratified(
        passes(lambda where, _: certain.number(where), certain.number(f"{path}.correlation")),
        passes(lambda _, given: given.high, silence.correlation.low).probability,
        passes(lambda _, given: given.low, silence.correlation.high).probability,
    )


def ratified_says(certain: CertainCase, bloc: str, one: Ratified) -> str:
    """Say how likely a draft passes under silence."""
    chance, low, high = (f"{float(value):.0%}" for value in (one.found.probability, one.low, one.high))
    ranged = "" if low == high else f" ({low} to {high} over the ranges given)"
    name = capitalised(within(name_of(certain.case, bloc)))
    passes = f"passes with a chance of {chance}{ranged}"
    return f"{name} decides under silence: what no member rejects outright {passes}."
