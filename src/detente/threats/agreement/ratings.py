"""Answers of raters to items, checked and read exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from numbers import Rational

from detente.threats.agreement.level import Level

__all__ = ["Answer", "Number", "Ratings", "Table", "read_ratings"]

Answer = int | float | Fraction | str
"""What a rater may answer; words for nominal data alone."""

Table = Sequence[Sequence[Answer | None]]
"""Rows are raters, columns items; None where a rater gave no answer."""

Number = Fraction | float
"""Exact where every answer is a whole number, a fraction or a word; else rounded once, at the end."""


@dataclass(frozen=True)
class Ratings:
    """A checked table: ``rows`` of raters (raters, items), and whether it holds no float."""

    rows: tuple[tuple[Fraction | str | None, ...], ...]
    exact: bool

    @property
    def items(self) -> tuple[tuple[Fraction | str | None, ...], ...]:
        """The same answers item by item: (items, raters)."""
        return tuple(zip(*self.rows, strict=True))

    @property
    def numbers(self) -> tuple[tuple[Fraction | None, ...], ...]:
        """The rows where no answer is a word, which all levels but the nominal one make sure of."""
        return tuple(tuple(one for one in row if not isinstance(one, str)) for row in self.rows)

    def rounded(self, value: Fraction) -> Number:
        """Return a number as it is, or as a float where an answer was one."""
        return value if self.exact else float(value)


def read_ratings(ratings: Table, level: Level | str) -> Ratings:
    """Return the answers as exact numbers, or as words.

    A float counts as the decimal that it is printed as. Raises ``ValueError`` for no rater or no item, a
    ragged table, a number that is not finite, a word where the level is not nominal, and a negative number
    where it is ratio.

    >>> read_ratings([[1, 0.5], [None, 2]], "interval").rows
    ((Fraction(1, 1), Fraction(1, 2)), (None, Fraction(2, 1)))
    """
    kind = Level.of(level)
    if not len(ratings) or not len(ratings[0]):
        raise ValueError("agreement needs a table of at least one rater and one item")
    width = len(ratings[0])
    for number, row in enumerate(ratings, 1):
        if len(row) != width:
            raise ValueError(
                "every rater has an entry for every item, None where no answer was given: "
                f"rater 1 has {width}, rater {number} has {len(row)}"
            )
    exact = not any(isinstance(one, float) for row in ratings for one in row)
    return Ratings(tuple(tuple(_answer(one, kind) for one in row) for row in ratings), exact)


def _answer(answer: Answer | None, level: Level) -> Fraction | str | None:
    if answer is None:
        return None
    if isinstance(answer, str):
        if level is not Level.NOMINAL:
            raise ValueError(f"{answer!r} is a word, and {level} data are numbers")
        return answer
    if isinstance(answer, Rational):
        number = Fraction(int(answer.numerator), int(answer.denominator))
    elif isfinite(answer):
        number = Fraction(str(float(answer)))
    else:
        raise ValueError(f"an answer is a finite number, and {answer} is not; None stands for no answer")
    if level is Level.RATIO and number < 0:
        raise ValueError(f"ratio data have a true zero and no negative number, and {answer} is negative")
    return number
