"""Numbers an analyst may write: a value, a range, one with its most likely value, or a word for a weight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from detente.case.forms import ReadBy
from detente.case.problems import WordError, closest, quoted

__all__ = [
    "AMOUNT_SCHEMA",
    "DECIMALS",
    "LARGEST",
    "LEVEL_SCHEMA",
    "MILLION",
    "POINTS_SCHEMA",
    "VOTES_SCHEMA",
    "WEIGHT_WORDS",
    "Amount",
    "Duration",
    "Level",
    "Numeral",
    "Points",
    "Probability",
    "Range",
    "Resting",
    "Scale",
    "Votes",
    "WalkAway",
    "Weight",
    "WeightWord",
    "WholeNumber",
    "no_number",
    "not_negative",
    "number_meant",
    "number_written",
    "parse_range",
    "whole_of",
]

WEIGHT_WORDS = ("vital", "important", "minor")
"""Words for weights; the case's ``scales`` say which range each stands for."""
WeightWord = str
LARGEST = 10**9
"""No number of a case may be larger, so that sums of values stay exact integers."""
DECIMALS = 6
"""No number of a case may have more decimal places, for the same reason."""
MILLION = 10**DECIMALS
"""Steps of the finest grid within one point."""
MOST_DIGITS_SHOWN = 30
"""A number with more digits than this is not repeated in full."""
MOST_BITS_SHOWN = 1000
"""An integer with more bits than this is shown as a power of ten."""


class Numeral(Decimal):
    """A number as it was written, which is also its exact value.

    >>> Numeral("1_500.50").written, Numeral("1_500.50") == Decimal("1500.5")
    ('1_500.50', True)
    """

    written: str

    def __new__(cls, written: str) -> Self:
        """Read the number; raises ``decimal.InvalidOperation`` for a text that is none."""
        numeral = super().__new__(cls, written.replace("_", ""))
        numeral.written = written
        return numeral

    def __str__(self) -> str:
        """Return the number as it was written."""
        return self.written

    def __reduce__(self) -> tuple[type[Numeral], tuple[str]]:
        """Keep the writing in copies."""
        return Numeral, (self.written,)


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


def whole_of(number: Fraction, source: Range) -> int:
    """Return the whole number that a number drawn from a range stands for.

    Every whole number of the range, whose ends are whole, stands for an equal part of it.

    >>> [whole_of(Fraction(tenth, 10), parse_range([1, 3])) for tenth in (10, 16, 17, 23, 24, 30)]
    [1, 1, 2, 2, 3, 3]
    """
    low, width = source.low.numerator, (source.high - source.low).numerator
    if not width:
        return low
    # In whole numbers: fractions take ten times as long, and this is asked for in every world of a claim.
    above = number.numerator - low * number.denominator
    return low + min(above * (width + 1) // (number.denominator * width), width)


def not_negative(cost: Range | None) -> Range | None:
    """Return a cost that is not negative, or nothing; raises ``ValueError`` for one that is."""
    if cost is not None and cost.low < 0:
        raise ValueError(f"a cost cannot be negative, and {_shown(cost.low)} is")
    return cost


def parse_range(value: object) -> Range:
    """Read ``3``, ``[low, high]`` or ``{low, mode, high}``.

    Raises ``ValueError`` with a sentence that says what is wrong.

    >>> str(parse_range([0.1, 0.35]))
    '0.1 to 0.35'
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


def _number(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        suggestion = number_meant(value) if isinstance(value, str) else ""
        raise WordError(no_number(value), suggestion)
    number = _exact(value) if isinstance(value, float | Decimal) else Fraction(value)
    if abs(number) > LARGEST:
        raise ValueError(_too_large(value))
    if (number * MILLION).denominator != 1:
        raise ValueError(_too_fine(value))
    return number


def _exact(value: float | Decimal) -> Fraction:
    decimal = Decimal(value) if isinstance(value, Decimal) else Decimal(repr(value))
    if not decimal.is_finite():
        raise ValueError(f"{value} is not a number")
    # Before a fraction is made of it: 1e999999999 would fill the memory.
    if decimal and decimal.adjusted() > len(str(LARGEST)):
        raise ValueError(_too_large(value))
    if decimal and decimal.adjusted() < -DECIMALS:
        raise ValueError(_too_fine(value))
    return Fraction(decimal) if decimal else Fraction(0)


_MEANT = (
    (re.compile(r"([\d.]+)\s*[-–—]\s*([\d.]+)"), r"[\1, \2]"),
    (re.compile(r"([\d.]+)\s*%"), r"\1"),
    (re.compile(r"([-+]?\d+),(\d{1,2}|\d{4,})"), r"\1.\2"),
)
"""What is written where a number should stand, and how the number is written."""
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(,\d{3})+")


def number_meant(written: str) -> str:
    """Return how a number is written that was written in another way, or nothing.

    >>> number_meant("60-90"), number_meant("60%"), number_meant("3,000"), number_meant("60,5")
    ('[60, 90]', '60', '3000', '60.5')
    """
    written = written.strip()
    if _THOUSANDS.fullmatch(written):
        return written.replace(",", "")
    meant = (form.sub(number, written) for form, number in _MEANT if form.fullmatch(written))
    return next(meant, "")


def no_number(value: object) -> str:
    """Say that a value is not a number."""
    if value is None:
        return "a number is missing here"
    if isinstance(value, list | tuple | dict):
        return "a list or a mapping is not a number"
    if isinstance(value, str) and _reads_as_number(value):
        return f"{quoted(value)} is a text: write it without quotation marks"
    return f"{quoted(value)} is not a number"


def _reads_as_number(written: str) -> bool:
    try:
        return Numeral(written).is_finite()
    except InvalidOperation:
        return False


def _too_large(value: Decimal | Fraction | float) -> str:
    return f"{_shortened(value)} is too large: no number may be beyond {LARGEST:,}"


def _too_fine(value: Decimal | Fraction | float) -> str:
    return f"{_shortened(value)} has more than {DECIMALS} decimal places"


def _shortened(value: Decimal | Fraction | float) -> str:
    # Python does not write out integers of thousands of digits.
    long = isinstance(value, int) and value.bit_length() > MOST_BITS_SHOWN
    words = f"{Decimal(value):e}" if isinstance(value, int) and long else str(value)
    return words if len(words) <= MOST_DIGITS_SHOWN else f"{words[:MOST_DIGITS_SHOWN]}…"


def _ordered(low: Fraction, mode: Fraction | None, high: Fraction) -> Range:
    if low > high:
        raise ValueError(f"the range is upside down: {_shown(low)} is more than {_shown(high)}")
    if mode is not None and not low <= mode <= high:
        raise ValueError(f"the most likely value {_shown(mode)} lies outside {_shown(low)} to {_shown(high)}")
    return Range(low, high, mode)


def _scale(value: object) -> Range:
    scale = parse_range(value)
    if scale.low < 0:
        raise ValueError(f"a weight cannot be negative, and {_shown(scale.low)} is")
    return scale


def _votes(value: object) -> Range:
    votes = parse_range(value)
    if not votes.certain:
        raise ValueError("votes are counted: write a single number, not a range")
    if votes.low < 0:
        raise ValueError(f"votes cannot be negative, and {_shown(votes.low)} is")
    return votes


def _weight(value: object) -> Range | WeightWord:
    if not isinstance(value, str):
        return _scale(value)
    if _reads_as_number(value):
        raise ValueError(no_number(value))
    if value not in WEIGHT_WORDS:
        possible = f"write a number, a range, or one of {', '.join(WEIGHT_WORDS)}"
        suggestion = number_meant(value) or closest(value, WEIGHT_WORDS)
        raise WordError(f"{quoted(value)} is no weight: {possible}", suggestion)
    return value


def _level(value: object) -> Range:
    return _share(value, "trust goes from 0 (none) to 1 (full)")


def _probability(value: object) -> Range:
    return _share(value, "a probability goes from 0 (never) to 1 (certain)")


def _share(value: object, bounds: str) -> Range:
    percent = re.fullmatch(r"(\d{1,3})\s*%", value) if isinstance(value, str) else None
    if percent:
        raise WordError(no_number(value), f"{int(percent[1]) / 100:g}")
    level = parse_range(value)
    if level.low < 0 or level.high > 1:
        raise ValueError(bounds)
    return level


def _resting(value: object) -> Range | Literal["today"]:
    if value == "today":
        return "today"
    if isinstance(value, str) and not _reads_as_number(value):
        suggestion = number_meant(value) or closest(value, ["today"])
        raise WordError(f"{quoted(value)} is not possible here; it is today, or a level of trust", suggestion)
    return _level(value)


def _duration(value: object) -> Range:
    duration = parse_range(value)
    ends = (duration.low, duration.high, duration.nominal if duration.mode is not None else duration.low)
    if any(end.denominator != 1 for end in ends):
        raise ValueError("periods are counted: write whole numbers")
    if duration.low < 1:
        raise ValueError("it takes at least one period")
    return duration


def _amount(value: object) -> Range:
    amount = parse_range(value)
    if any(end.denominator != 1 for end in (amount.low, amount.high)):
        raise ValueError("these are counted: write whole numbers")
    if amount.low < 0:
        raise ValueError(f"there cannot be {_shown(amount.low)} of them: write 0 or more")
    return amount


def _walk_away(value: object) -> Range | Literal["today"]:
    if not isinstance(value, str):
        return parse_range(value)
    if _reads_as_number(value):
        raise ValueError(no_number(value))
    if value != "today":
        suggestion = number_meant(value) or closest(value, ["today"])
        raise WordError(f"{quoted(value)} is not possible here; it is today, or points", suggestion)
    return "today"


def whole_number(value: object) -> int:
    """Read a whole number; raises ``ValueError`` with a sentence for anything else."""
    number = _number(value)
    if number.denominator != 1:
        raise ValueError(f"{_shown(number)} is not a whole number")
    return number.numerator


def _shown(number: Fraction) -> str:
    return f"{float(number):.15g}"


def number_written(value: Range | WeightWord) -> object:
    """Return how a number stands in a case file."""
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


def _range_forms(least: int, most: int) -> list[dict[str, Any]]:
    number = {"type": "number", "minimum": least, "maximum": most}
    return [
        number,
        {"type": "array", "items": number, "minItems": 2, "maxItems": 2, "description": "[low, high]"},
        {
            "type": "object",
            "properties": {"low": number, "mode": number, "high": number},
            "required": ["low", "high"],
            "additionalProperties": False,
        },
    ]


POINTS_SCHEMA = {"anyOf": _range_forms(-LARGEST, LARGEST)}
AMOUNT_SCHEMA = {"anyOf": _range_forms(0, LARGEST)}
LEVEL_SCHEMA = {"anyOf": _range_forms(0, 1)}
VOTES_SCHEMA = {"type": "number", "minimum": 0, "maximum": LARGEST}

Points = Annotated[Range, ReadBy(parse_range, POINTS_SCHEMA, number_written)]
"""A value that may be negative."""
Weight = Annotated[
    Range | WeightWord,
    ReadBy(_weight, {"anyOf": [{"enum": list(WEIGHT_WORDS)}, AMOUNT_SCHEMA]}, number_written),
]
Scale = Annotated[Range, ReadBy(_scale, AMOUNT_SCHEMA, number_written)]
"""What a word for a weight means."""
Votes = Annotated[Range, ReadBy(_votes, VOTES_SCHEMA, number_written)]
Level = Annotated[Range, ReadBy(_level, LEVEL_SCHEMA, number_written)]
"""Trust, from 0 to 1."""
Probability = Annotated[Range, ReadBy(_probability, LEVEL_SCHEMA, number_written)]
"""A probability, from 0 to 1."""
WalkAway = Annotated[
    Range | Literal["today"],
    ReadBy(_walk_away, {"anyOf": [{"const": "today"}, POINTS_SCHEMA]}, number_written),
]
"""The value of no agreement: ``today``, or points."""
Resting = Annotated[
    Range | Literal["today"], ReadBy(_resting, {"anyOf": [{"const": "today"}, LEVEL_SCHEMA]}, number_written)
]
"""The level of trust to which it returns: ``today``'s, or one from 0 to 1."""
Duration = Annotated[Range, ReadBy(_duration, {"anyOf": _range_forms(1, LARGEST)}, number_written)]
"""A number of periods."""
Amount = Annotated[Range, ReadBy(_amount, AMOUNT_SCHEMA, number_written)]
"""A number of things, 0 or more."""
WholeNumber = Annotated[int, ReadBy(whole_number, {"type": "integer"})]
