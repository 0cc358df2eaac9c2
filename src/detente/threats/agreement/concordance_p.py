"""The chance of so much concordance among raters who have nothing in common, and how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from detente.threats.agreement.friedman_chi_squared import friedman_p
from detente.threats.agreement.permutation_p import MOST_STEPS, permutation_p

if TYPE_CHECKING:
    from detente.threats.agreement.kendall_w import Concordance
    from detente.threats.agreement.ratings import Number

__all__ = ["ChanceMethod", "ConcordanceChance", "concordance_p"]


class ChanceMethod(Enum):
    """How a chance was found."""

    PERMUTATIONS = "exact, over all orders"
    CHI_SQUARED = "chi-squared approximation"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class ConcordanceChance:
    """The chance of at least the W that was found, or None where W is undefined; and how it was found."""

    value: Number | None
    method: ChanceMethod


def concordance_p(found: Concordance, most: int = MOST_STEPS) -> ConcordanceChance:
    """Return the exact chance where it takes at most so many steps, else the approximation.

    That is the chance if each rater orders the items at random, by itself. A small one says that raters share
    something, not that they are right.

    >>> from detente.threats.agreement.kendall_w import kendall_w
    >>> found = concordance_p(kendall_w([[1, 2, 3], [1, 2, 3], [1, 3, 2]]))
    >>> found.value, str(found.method)
    (Fraction(7, 36), 'exact, over all orders')
    """
    exact = permutation_p(found, most)
    if exact is not None:
        return ConcordanceChance(exact, ChanceMethod.PERMUTATIONS)
    return ConcordanceChance(friedman_p(found), ChanceMethod.CHI_SQUARED)
