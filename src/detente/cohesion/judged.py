"""Which of many packages meet what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.evaluation import holds, values

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.case.formula import Formula
    from detente.cohesion.region import Region
    from detente.cohesion.valued import Valued
    from detente.outcomes.constraints import Constraint

__all__ = ["Judged"]


@dataclass(frozen=True, eq=False)
class Judged:
    """Packages as rows of option numbers, (packages, issues), and what each of them meets."""

    valued: Valued
    packages: NDArray[np.integer]
    _met: dict[Constraint, NDArray[np.bool_]] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of packages."""
        return len(self.packages)

    @cached_property
    def values(self) -> NDArray[np.int64]:
        """What they are worth: (packages, columns), integer steps."""
        return values(self.valued.domain, self.packages)

    def where(self, formula: Formula) -> NDArray[np.bool_]:
        """Tell in which packages a formula over the issues on the table holds: (packages,)."""
        return holds(formula, self.valued.domain, self.packages)

    def meet(self, constraint: Constraint) -> NDArray[np.bool_]:
        """Tell which packages meet a red line, a demand or a floor: (packages,)."""
        if constraint not in self._met:
            self._met[constraint] = self._judged(constraint)
        return self._met[constraint]

    def _judged(self, constraint: Constraint) -> NDArray[np.bool_]:
        if constraint.kind is ConstraintKind.FLOOR:
            column = self.valued.column_of(constraint)
            reached: NDArray[np.bool_] = self.values[:, column] >= self.valued.floors[constraint]
            return reached
        assert constraint.requires is not None, "only a floor asks for points instead of a formula"
        return self.where(constraint.requires)

    def within(self, region: Region) -> NDArray[np.bool_]:
        """Tell which packages are in a region: (packages,)."""
        found = np.zeros(len(self), dtype=np.bool_)
        for alternative in region.alternatives:
            met = np.ones(len(self), dtype=np.bool_)
            for constraint in alternative:
                met &= self.meet(constraint)
            found |= met
        return found
