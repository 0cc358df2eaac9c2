"""States that a case lists one by one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.case.naming import spaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from detente.case.conflict import State
    from detente.case.formula import Formula

__all__ = ["ListedStates"]


@dataclass(frozen=True, eq=False)
class ListedStates:
    """States by their short names, in their order."""

    listed: Mapping[str, State]

    def __len__(self) -> int:
        """Return the number of states."""
        return len(self.listed)

    @cached_property
    def keys(self) -> dict[str, int]:
        """The states by their short names, from 0."""
        return {key: number for number, key in enumerate(self.listed)}

    def label(self, state: int) -> str:
        """Return the name of a state."""
        key = list(self.listed)[state]
        return self.listed[key].name or spaced(key)

    def short(self, state: int) -> str:
        """Return the name of a state."""
        return self.label(state)

    def options(self, state: int) -> Mapping[str, str]:  # noqa: ARG002 - as every kind of states has it
        """Return nothing: these states are not made of options."""
        return {}

    def says(self, issue: str, option: str) -> str:
        """Return in words that an issue is settled by an option, of which these states know none."""
        return f"{issue}: {option}"

    def true_in(self, formula: Formula) -> npt.NDArray[np.bool_]:
        """Tell in which states a formula holds that speaks of no issue: (states,)."""
        return np.full(len(self), formula.holds({}))
