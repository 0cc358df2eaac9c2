"""The frontier and the four solutions of a set of values, each by its definition and with all ties.

Part of the oracle of the tests of whole cases; it works in fractions and shares no code with what it checks.
"""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Value", "solutions_of", "undominated"]

Value = tuple[Fraction, ...]


def solutions_of(gains: Mapping[Value, Value]) -> dict[str, set[Value]]:
    """Return the values that each solution picks.

    ``gains``: for each value, what it adds to no agreement for each signatory, never less than nothing.
    """
    if not gains:
        return {name: set() for name in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")}
    ideal = [max(one) for one in zip(*gains.values(), strict=True)]
    able = [place for place, most in enumerate(ideal) if most > 0]
    shares = {value: tuple(gain[place] / ideal[place] for place in able) for value, gain in gains.items()}
    most = max(sum(gain) for gain in gains.values())
    return {
        "nash": _nash(gains),
        "kalai_smorodinsky": _leximin(shares),
        "egalitarian": _leximin(gains),
        "utilitarian": {value for value, gain in gains.items() if sum(gain) == most},
    }


def undominated(reached: Mapping[Value, list[dict[str, str]]]) -> dict[Value, list[dict[str, str]]]:
    """Return the values that no other value equals or exceeds everywhere.

    What dominates a value has a greater sum; if it is dominated itself, what does that dominates both.
    """
    kept: dict[Value, list[dict[str, str]]] = {}
    for value in sorted(reached, key=sum, reverse=True):
        if not any(all(a >= b for a, b in zip(other, value, strict=True)) for other in kept):
            kept[value] = reached[value]
    return kept


def _nash(gains: Mapping[Value, Value]) -> set[Value]:
    gaining = {
        value: frozenset(place for place, one in enumerate(gain) if one > 0) for value, gain in gains.items()
    }
    most = max(map(len, gaining.values()))
    found: set[Value] = set()
    for together in {one for one in gaining.values() if len(one) == most}:
        products = {
            value: prod(gains[value][place] for place in together)
            for value in gains
            if gaining[value] == together
        }
        found |= {value for value, product in products.items() if product == max(products.values())}
    return found


def _leximin(gains: Mapping[Value, Value]) -> set[Value]:
    best = max(sorted(gain) for gain in gains.values())
    return {value for value, gain in gains.items() if sorted(gain) == best}
