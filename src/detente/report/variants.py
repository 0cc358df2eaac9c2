"""The variants of a case beside it: what each changes, and what can be signed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.comparison.column import Column
from detente.report.collisions import Collision, collision_of
from detente.roadmap.chance_of import note_solution
from detente.roadmap.exact.exact_solution import Exact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.bargaining.points import Point
    from detente.case.case import Case
    from detente.outcomes.counting.counting import Count
    from detente.outcomes.negotiation import Negotiation
    from detente.roadmap.result import Roadmap

__all__ = ["Varied", "chances_in", "variants_of"]

MOST_STATES = 20_000_000
"""States of the roadmap, once for each variant, up to which the chance of the goal is found in each."""


@dataclass(frozen=True)
class Varied:
    """One variant with what ``detente compare`` finds in it; ``collision`` is None where it finds none."""

    column: Column
    extends: tuple[str, ...]
    collision: Collision | None

    @property
    def name(self) -> str:
        """Its short name."""
        return str(self.case.variant)

    @property
    def says(self) -> str:
        """What it changes, in the words of the case."""
        return self.column.says

    @property
    def case(self) -> Case:
        """The case in it."""
        return self.column.case

    @property
    def negotiation(self) -> Negotiation | None:
        """What is negotiated in it; None where that cannot be analysed."""
        return None if self.column.bargaining is None else self.column.bargaining.negotiation

    @property
    def feasible(self) -> Count | None:
        """How many packages can exist."""
        return None if self.column.bargaining is None else self.column.bargaining.zone.feasible

    @property
    def signable(self) -> Count | None:
        """How many can be signed."""
        return None if self.column.bargaining is None else self.column.bargaining.zone.signable

    @property
    def solution(self) -> Point | None:
        """The package that the Nash solution picks, the first of several; None where none is known."""
        return self.column.nash[0] if self.column.nash else None

    @property
    def problem(self) -> str:
        """Why the variant could not be analysed; empty where it could."""
        return self.column.missing.get("bargaining", "")


def variants_of(case: Case, seed: int, progress: Callable[[str], None]) -> tuple[Varied, ...]:
    """Analyse every variant of a case; a case that is a variant itself has none.

    Raises ``CaseError`` for a variant that does not fit the case.
    """
    if case.variant is not None:
        return ()
    found = []
    for name, patch in case.variants.items():
        progress(f"the variant {name}")
        extends = patch.get("extends") or []
        listed = (extends,) if isinstance(extends, str) else tuple(map(str, extends))
        found.append(_varied(Column(case.with_variant(name), case, seed), listed))
    return tuple(found)


def chances_in(
    variants: Sequence[Varied], roadmap: Roadmap | None, progress: Callable[[str], None]
) -> dict[str, float]:
    """Return the greatest chance of the goal in each variant, by name; nothing where that takes long."""
    if not variants or roadmap is None or not isinstance(roadmap.solution, Exact):
        return {}
    if len(roadmap.solution.graph.cells.states) * len(variants) > MOST_STATES:
        return {}
    note_solution(roadmap.certain, roadmap.solution)
    found = {}
    for one in variants:
        progress(f"the chance of the goal in the variant {one.name}")
        if one.column.chance is not None:
            found[one.name] = one.column.chance
    return found


def _varied(column: Column, extends: tuple[str, ...]) -> Varied:
    _ = column.nash
    conflicts, bargaining = column.conflicts, column.bargaining
    if bargaining is None or conflicts is None:
        return Varied(column, extends, None)
    return Varied(column, extends, collision_of(bargaining.negotiation, conflicts))
