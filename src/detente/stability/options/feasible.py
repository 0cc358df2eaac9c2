"""The feasible states of a conflict in option form: combinations of options that can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.case.problems import TooLargeError
from detente.stability.options.conditions import bits_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from detente.stability.options.conditions import Condition

__all__ = ["MOST_OPTIONS", "MOST_STATES", "feasible_codes"]

MOST_OPTIONS = 62
"""As many as have a bit each in a number that a processor handles whole."""
MOST_STATES = 2**22
MOST_COMPARED = 10**9
"""States times what is infeasible: about ten seconds' work."""


def feasible_codes(options: int, infeasible: Iterable[Condition]) -> npt.NDArray[np.int64]:
    """Return the feasible states in ascending order, as codes: (states,).

    A code has a bit for each option, set where it is chosen; that of the first option is the least. Options
    are taken one after the other, and what is infeasible is left out once its last option is there, so that
    there may be many options where they exclude each other.

    Raises ``ValueError`` where there are more than 62 options, where some of them leave more than 4,194,304
    states (2 to the power of 22), and where there are too many conditions for so many states.

    >>> from detente.stability.options.conditions import Condition
    >>> feasible_codes(3, [Condition.of("YY-")]).tolist()
    [0, 1, 2, 4, 5, 6]
    """
    if options > MOST_OPTIONS:
        raise TooLargeError(f"there are {options:,} options, and at most {MOST_OPTIONS} are analysed")
    codes = np.zeros(1, dtype=np.int64)
    compared = 0
    excluded = _by_last_option(infeasible)
    for option in range(options):
        if option not in excluded and 2 * len(codes) > MOST_STATES:
            raise _too_many(options, option, 2 * len(codes))
        codes = np.concatenate([codes, codes | 1 << option])
        for among, chosen in excluded.get(option, ()):
            compared += len(codes)
            if compared > MOST_COMPARED:
                raise TooLargeError(
                    f"too many conditions on what is infeasible are compared with {len(codes):,} states and"
                    " more: leave out options, or join conditions that speak of the same options"
                )
            codes = codes[(codes & among) != chosen]
        if len(codes) > MOST_STATES:
            raise _too_many(options, option, len(codes))
    return codes


def _too_many(options: int, option: int, states: int) -> ValueError:
    first = f"the first {option + 1} of them" if option + 1 < options else "they"
    return ValueError(
        f"there are {options} options, and {first} leave {states:,} feasible states; at most"
        f" {MOST_STATES:,} are analysed: leave out options, or say which combinations are infeasible"
    )


def _by_last_option(infeasible: Iterable[Condition]) -> dict[int, dict[tuple[int, int], None]]:
    """Return the bits of all that is infeasible, each once, by the last option of which they speak."""
    found: dict[int, dict[tuple[int, int], None]] = {}
    for condition in infeasible:
        for choices in condition.any_of:
            bits = bits_of(choices)
            if bits is not None:
                found.setdefault(bits[0].bit_length() - 1, {})[bits] = None
    return found
