"""Numbers an analyst may write: a value, a range, one with a most likely value, or a word for a weight."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

__all__ = ["WEIGHT_WORDS", "Level", "Points", "Range", "Weight", "WeightWord", "parse_range"]

WEIGHT_WORDS = ("vital", "important", "minor")
"""Words for weights; the case's ``scales`` say which range each stands for."""
WeightWord = str
LARGEST = 10**9
"""No number of a case may be larger, so that sums of values stay exact integers."""
DECIMALS = 6
"""No number of a case may have more decimal places, for the same reason."""
HUGE = 20
"""Powers of ten beyond which a number is refused before it is made exact."""


@dataclass(frozen=True)
class Range:
    """A number known to lie from ``low`` to ``high``, most likely at ``mode`` where that is given."""

    low: Fraction
    high: Fraction
    mode: Fraction | None = None

    @property
    def certain(self) -> bool:
        """Whether the range is a single value."""
        return self.low == self.high

    @property
    def nominal(self) -> Fraction:
        """The mode, or else the midpoint."""
        return (self.low + self.high) / 2 if self.mode is None else self.mode

    def __str__(self) -> str:
        """Return the range as an analyst reads it."""
        if self.certain:
            return _shown(self.low)
        mode = "" if self.mode is None else f", most likely {_shown(self.mode)}"
        return f"{_shown(self.low)} to {_shown(self.high)}{mode}"


def parse_range(value: Any) -> Range:
    """Read ``3``, ``[low, high]`` or ``{low, mode, high}``.

    Raises ``ValueError`` with a sentence that says what is wrong.
    """
    match value:
        case Range():
            return value
        case [low, high]:
            return _ordered(_number(low), None, _number(high))
        case {"low": low, "high": high, **rest} if set(rest) <= {"mode"}:
            return _ordered(_number(low), _number(rest["mode"]) if "mode" in rest else None, _number(high))
        case list() | tuple() | dict():
            raise ValueError("a number is written as 3, as [low, high], or as {low: 1, mode: 2, high: 3}")
        case _:
            number = _number(value)
            return Range(number, number)


def _number(value: Any) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        raise ValueError(f"{_quoted(value)} is not a number")  # noqa: TRY004 - pydantic reads ValueError
    number = value if isinstance(value, Fraction) else _exact(value)
    if abs(number) > LARGEST:
        raise ValueError(f"{value} is too large: no number may be beyond {LARGEST:,}")
    if (number * 10**DECIMALS).denominator != 1:
        raise ValueError(f"{value} has more than {DECIMALS} decimal places")
    return number


def _exact(value: float | Decimal) -> Fraction:
    decimal = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not decimal.is_finite():
        raise ValueError(f"{value} is not a number")
    if decimal and decimal.adjusted() > HUGE:
        raise ValueError(f"{value} is too large: no number may be beyond {LARGEST:,}")
    if decimal and decimal.adjusted() < -HUGE:
        raise ValueError(f"{value} has more than {DECIMALS} decimal places")
    return Fraction(decimal)


def _ordered(low: Fraction, mode: Fraction | None, high: Fraction) -> Range:
    if low > high:
        raise ValueError(f"the range is upside down: {_shown(low)} is more than {_shown(high)}")
    if mode is not None and not low <= mode <= high:
        raise ValueError(f"the most likely value {_shown(mode)} lies outside {_shown(low)} to {_shown(high)}")
    return Range(low, high, mode)


def _weight(value: Any) -> Range | WeightWord:
    if isinstance(value, str):
        if value not in WEIGHT_WORDS:
            raise ValueError(
                f"{value!r} is no weight: write a number, a range, or one of {', '.join(WEIGHT_WORDS)}"
            )
        return value
    weight = parse_range(value)
    if weight.low < 0:
        raise ValueError(f"a weight cannot be negative, and {_shown(weight.low)} is")
    return weight


def _level(value: Any) -> Range:
    level = parse_range(value)
    if level.low < 0 or level.high > 1:
        raise ValueError("trust goes from 0 (none) to 1 (full)")
    return level


def _quoted(value: Any) -> str:
    return "nothing" if value is None else repr(str(value))


def _shown(number: Fraction) -> str:
    return f"{float(number):g}"


def _written(value: Range | WeightWord) -> Any:
    if isinstance(value, str):
        return value
    low, high = _plain(value.low), _plain(value.high)
    if value.certain:
        return low
    if value.mode is None:
        return [low, high]
    return {"low": low, "mode": _plain(value.mode), "high": high}


def _plain(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)


_NUMBER_SCHEMA: dict[str, Any] = {"type": "number"}
_RANGE_FORMS: list[dict[str, Any]] = [
    _NUMBER_SCHEMA,
    {"type": "array", "items": _NUMBER_SCHEMA, "minItems": 2, "maxItems": 2, "description": "[low, high]"},
    {
        "type": "object",
        "properties": {"low": _NUMBER_SCHEMA, "mode": _NUMBER_SCHEMA, "high": _NUMBER_SCHEMA},
        "required": ["low", "high"],
        "additionalProperties": False,
    },
]

Points = Annotated[
    Range, PlainValidator(parse_range), PlainSerializer(_written), WithJsonSchema({"anyOf": _RANGE_FORMS})
]
Weight = Annotated[
    Range | WeightWord,
    PlainValidator(_weight),
    PlainSerializer(_written),
    WithJsonSchema({"anyOf": [{"enum": list(WEIGHT_WORDS)}, *_RANGE_FORMS]}),
]
Level = Annotated[
    Range, PlainValidator(_level), PlainSerializer(_written), WithJsonSchema({"anyOf": _RANGE_FORMS})
]
