"""Statements that are true or false in each state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["truths"]


def truths(statements: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Return whether each statement is true in each state, as it was given: (statements, states).

    Raises ``ValueError`` for what is no table of truths.
    """
    true = np.asarray(statements)
    if true.ndim != 2 or true.dtype != np.bool_:  # noqa: PLR2004 - a table
        raise ValueError("statements are a table of truths: a row for each, a column for each state")
    return true
