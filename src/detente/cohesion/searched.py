"""Sets of packages that are too many to write out, put to the constraint solver."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.package_search.package_model import PackageModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from detente.cohesion.region import Region
    from detente.cohesion.sizes import Sizes

__all__ = ["Searched"]


@dataclass(frozen=True, eq=False)
class Searched:
    """The packages that can exist, as a model in which constraints are literals.

    What is asked for later is added to the model itself, so everything is asked for before it is cloned.
    """

    sizes: Sizes
    _met: dict[Constraint, BoolVarT] = field(default_factory=dict)

    @cached_property
    def packages(self) -> PackageModel:
        """The model of the packages."""
        return PackageModel(self.sizes.domain)

    @property
    def model(self) -> CpModel:
        """The model of the solver."""
        return self.packages.model

    def meets(self, constraint: Constraint) -> BoolVarT:
        """Return a literal that is true exactly of the packages that meet a red line, demand or floor."""
        if constraint not in self._met:
            self._met[constraint] = self._literal(constraint)
        return self._met[constraint]

    def _literal(self, constraint: Constraint) -> BoolVarT:
        if constraint.kind is not ConstraintKind.FLOOR:
            assert constraint.requires is not None, "only a floor asks for points instead of a formula"
            return self.packages.truth(constraint.requires)
        column, floor = self.sizes.valued.column_of(constraint), self.sizes.valued.floors[constraint]
        reached = self.model.new_bool_var("")
        self.packages.worth({column: 1}).require_at_least(self.model, floor, [reached])
        self.packages.worth({column: -1}).require_at_least(self.model, 1 - floor, [~reached])
        return reached

    def all_of(self, literals: list[BoolVarT]) -> BoolVarT:
        """Return a literal that is true exactly where all of some literals are."""
        together = self.model.new_bool_var("")
        for one in literals:
            self.model.add_implication(together, one)
        self.model.add_bool_or([*(~one for one in literals), together])
        return together

    def require(self, region: Region) -> None:
        """Require that a package is in a region."""
        self.model.add_bool_or(
            [
                self.all_of([self.meets(one) for one in sorted(asked, key=lambda one: one.id)])
                for asked in region.alternatives
            ]
        )

    def named(self, package: tuple[int, ...]) -> Mapping[str, str]:
        """Return a package by the names of its issues and options."""
        return self.sizes.domain.named(package)
