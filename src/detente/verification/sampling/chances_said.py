"""Probabilities and numbers in words, so that a reader sees on which side of the level they lie."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["chance_says", "counted", "exactly", "number_says", "share_says"]

MOST_DECIMALS = 10
"""Decimals of a percentage at most."""
LONGEST_DECIMAL = 30
"""Decimals of an exact number that is written out."""
LONGEST_FRACTION = 200
"""Characters of a fraction that is written out."""


def chance_says(
    chance: Fraction | float, level: Fraction | None = None, *, above: bool = True, down: bool = False
) -> str:
    """Return a probability in per cent, with as many decimals as it takes to see on which side of a level.

    ``above``: whether it reaches the level; it says so where no number of decimals does. ``down``: whether
    it is rounded down, as what is said to be the least must be.

    >>> level = Fraction(19, 20)
    >>> chance_says(Fraction(95049, 100000), level), chance_says(Fraction(19, 20), level)
    ('95.05%', '95%')
    >>> chance_says(Fraction(95049, 100000), level, down=True)
    '95.04%'
    >>> chance_says(Fraction(66666, 10**5), Fraction(2, 3), above=False)
    '66.666%'
    >>> chance_says(Fraction(9499999, 10**7), level, above=False), chance_says(1.0)
    ('94.99999%', 'practically 100%')
    >>> chance_says(1 - Fraction(1, 10**20), level), chance_says(level + Fraction(1, 10**20), level)
    ('practically 100%', 'a trace above 95%')
    """
    if isinstance(chance, Fraction) and chance in {0, 1, level}:
        return share_says(chance)
    exact, shown = Fraction(chance), Fraction(0)
    for decimals in range(2, MOST_DECIMALS + 1):
        shown = _cut(exact * 100, decimals) if down else round(exact * 100, decimals)
        right = level is None or (shown != level * 100 and (shown > level * 100) == above)
        if shown not in {0, 100} and right:
            return f"{_plain(shown, decimals)}%"
    if shown in {0, 100}:
        return "practically 100%" if exact > Fraction(1, 2) else "next to 0%"
    assert level is not None
    return f"a trace {'above' if above else 'below'} {share_says(level)}"


def share_says(share: Fraction) -> str:
    """Return an exact share in per cent where that is a short decimal, else as a fraction.

    >>> share_says(Fraction(19, 20)), share_says(Fraction(2, 3))
    ('95%', '2/3')
    """
    per_cent = number_says(share * 100)
    return number_says(share) if "/" in per_cent else f"{per_cent}%"


def _cut(number: Fraction, decimals: int) -> Fraction:
    return Fraction(number * 10**decimals // 1, 10**decimals)


def _plain(number: Fraction, decimals: int) -> str:
    text = f"{number * 10**decimals // 1:0{decimals + 1}d}"
    return f"{text[:-decimals]}.{text[-decimals:]}".rstrip("0").rstrip(".")


def number_says(number: Fraction) -> str:
    """Return an exact number as a decimal where that is short, else as a fraction.

    >>> number_says(Fraction(95)), number_says(Fraction(5, 2)), number_says(Fraction(1, 3))
    ('95', '2.5', '1/3')
    """
    for decimals in range(LONGEST_DECIMAL + 1):
        scaled = number * 10**decimals
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**decimals)
            return f"{whole:,}" + (f".{rest:0{decimals}d}" if decimals else "")
    return f"{number.numerator:,}/{number.denominator:,}"


def exactly(chance: Fraction | float | None) -> str | None:
    """Return a probability as a fraction; None where there is none, or it is too long to be written out.

    >>> exactly(Fraction(2, 3)), exactly(0.5)
    ('2/3', None)
    """
    if not isinstance(chance, Fraction) or chance.denominator.bit_length() > 3 * LONGEST_FRACTION // 2:
        return None
    return str(chance)


def counted(number: int, one: str, several: str) -> str:
    """Return a number with what it counts.

    >>> counted(1, "item", "items"), counted(1000, "item", "items")
    ('1 item', '1,000 items')
    """
    return f"{number:,} {one if number == 1 else several}"
