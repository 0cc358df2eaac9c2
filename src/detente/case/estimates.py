"""Estimates as experts give them: quantiles of what they are unsure of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any

from detente.case.forms import ReadBy
from detente.case.numbers import number_meant, parse_range
from detente.case.problems import WordError, quoted

__all__ = [
    "Estimate",
    "Quantile",
    "crossing",
    "decimals_meant",
    "estimate_written",
    "read_estimate",
    "read_quantile",
]


@dataclass(frozen=True)
class Estimate:
    """What an expert believes of a number: ``values`` that it stays below with the ``levels``.

    ``levels`` are the probabilities of the quantiles, or None where they are those that were asked for.
    """

    values: tuple[Fraction, ...]
    levels: tuple[Fraction, ...] | None = None

    def at(self, asked: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        """Return the levels of the quantiles, where ``asked`` are those that were asked for."""
        return asked if self.levels is None else self.levels


def read_quantile(value: object) -> Fraction:
    """Read the probability of a quantile: 0.05, or 5 % as text.

    Raises ``ValueError`` for what does not lie between 0 and 1.

    >>> read_quantile(0.05), read_quantile("95%")
    (Fraction(1, 20), Fraction(19, 20))
    """
    if isinstance(value, str) and value.strip().endswith("%"):
        return _between(_number(value.strip()[:-1].strip()) / 100, value)
    return _between(_number(value), value)


def read_estimate(value: object) -> Estimate:
    """Read ``[low, middle, high]``, at the quantiles that are asked for, or ``{0.1: low, 0.9: high}``.

    Raises ``ValueError`` with a sentence that says what is wrong.

    >>> read_estimate([1, 2.5, 4]).values
    (Fraction(1, 1), Fraction(5, 2), Fraction(4, 1))
    >>> read_estimate({0.9: 4, 0.1: 1}).levels
    (Fraction(1, 10), Fraction(9, 10))
    """
    if isinstance(value, Estimate):
        return value
    if isinstance(value, dict) and value:
        pairs = sorted((read_quantile(level), _number(number)) for level, number in value.items())
        levels = tuple(level for level, _ in pairs)
        if len(set(levels)) < len(levels):
            raise ValueError("the same quantile is given twice")
        return Estimate(_rising(number for _, number in pairs), levels)
    if isinstance(value, list | tuple) and value:
        return Estimate(_rising(_number(number) for number in value))
    raise ValueError(
        f"an estimate is a list of quantiles, such as [2, 5, 9], or a mapping {{0.1: 2, 0.9: 9}}, not"
        f" {quoted(value)}"
    )


def estimate_written(estimate: Estimate) -> object:
    """Return how an estimate stands in a case file."""
    values = [_plain(value) for value in estimate.values]
    if estimate.levels is None:
        return values
    return {float(level): value for level, value in zip(estimate.levels, values, strict=True)}


def crossing(before: Fraction | float, after: Fraction | float) -> str:
    """Say that a quantile is not greater than the one before it."""
    low, high = _plain(Fraction(before)), _plain(Fraction(after))
    return f"the quantiles cross: {high} comes after {low}; each must be greater than the one before"


def decimals_meant(value: object, count: int) -> str:
    """Return the list of ``count`` numbers that was meant where commas stand for decimal points, or nothing.

    >>> decimals_meant([0, 1, 0, 2, 0, 3], 3), decimals_meant([1, 2, 3], 3)
    ('[0.1, 0.2, 0.3]', '')
    """
    if not isinstance(value, list) or len(value) != 2 * count or not all(map(_whole, value)):
        return ""
    pairs = zip(value[::2], value[1::2], strict=True)
    return f"[{', '.join(f'{whole!s}.{decimals!s}' for whole, decimals in pairs)}]"


def _whole(value: object) -> bool:
    return not isinstance(value, str | bool) and str(value).isdecimal()


def _number(value: object) -> Fraction:
    if isinstance(value, str):
        written = value
        try:
            value = float(written)
        except ValueError:
            raise _no_number(written) from None
    found = parse_range(value)
    if not found.certain:
        raise ValueError("a quantile is one number, not a range")
    return found.low


def _no_number(written: str) -> WordError:
    if written.endswith("%"):
        return WordError(f"{quoted(written)} is no number; a chance of 10% is written 0.1")
    return WordError(f"{quoted(written)} is no number", number_meant(written))


def _between(level: Fraction, written: object) -> Fraction:
    if not 0 < level < 1:
        raise ValueError(f"a quantile lies between 0 and 1, such as 0.05, and {quoted(written)} does not")
    return level


def _rising(values: Any) -> tuple[Fraction, ...]:
    found = tuple(values)
    for before, after in pairwise(found):
        if after <= before:
            raise ValueError(crossing(before, after))
    return found


def _plain(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)


_VALUES = {"type": "array", "items": {"type": "number"}, "minItems": 1}
_BY_LEVEL = {"type": "object", "additionalProperties": {"type": "number"}, "minProperties": 1}
EstimateText = Annotated[Estimate, ReadBy(read_estimate, {"anyOf": [_VALUES, _BY_LEVEL]}, estimate_written)]
"""Quantiles of a number."""
Quantile = Annotated[
    Fraction,
    ReadBy(read_quantile, {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}, _plain),
]
"""The probability of a quantile."""
