"""Claims that turn on something too large to be found: they are not tested, and all others are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import spaced
from detente.case.problems import CaseError, TooLargeError
from detente.claims.evaluate import calls
from detente.claims.study import expression_of, where
from detente.outcomes.published import UndefinedQuantityError

if TYPE_CHECKING:
    from detente.case.arguments import Claim
    from detente.claims.evaluate import World

__all__ = ["TOO_LARGE", "place_says", "reason_of"]

TOO_LARGE = (CaseError, TooLargeError)
"""What is raised where something is too large to be found; of a quantity without a value the world tells."""


def reason_of(error: Exception) -> str:
    """Return why something is too large, in words that begin a sentence but for the capital.

    >>> reason_of(CaseError.of("there are too many states", "a.yaml"))
    'there are too many states'
    """
    if isinstance(error, CaseError):
        return "; ".join(problem.message for problem in error.problems)
    return str(error)


def place_says(claim: Claim, world: World) -> str:
    """Say in which variant the first quantity of a claim stands that is too large; empty for the case itself.

    Empty as well where none is in this world.
    """
    for call in calls(expression_of(claim)):
        try:
            world.value(call, claim.variant)
        except UndefinedQuantityError:
            continue
        except TOO_LARGE:
            name = where(call, claim)
            return f"in the variant “{spaced(name)}”, " if name else ""
    return ""
