"""The variants of a case beside it: what each changes, and what can be signed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.bargaining.solutions.solution import solved
from detente.bargaining.zone import Zone
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.published import UndefinedQuantityError
from detente.report.collisions import Collision, collision_of
from detente.roadmap.chance_of import chance_of, note_solution
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
    """One variant with what can be signed in it.

    ``solution`` is the Nash solution, None where nothing can be signed; ``collision`` is None where something
    can. ``problem`` says why the variant could not be analysed, and is empty otherwise.
    """

    name: str
    says: str
    extends: tuple[str, ...]
    case: Case
    negotiation: Negotiation
    feasible: Count | None
    signable: Count | None
    solution: Point | None
    collision: Collision | None
    problem: str = ""


def variants_of(case: Case, progress: Callable[[str], None]) -> tuple[Varied, ...]:
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
        found.append(_varied(case.with_variant(name), name, str(patch.get("says") or ""), listed))
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
        try:
            found[one.name] = float(chance_of(one.case.nominal))
        except UndefinedQuantityError:
            continue
    return found


def _varied(case: Case, name: str, says: str, extends: tuple[str, ...]) -> Varied:
    negotiation = negotiation_of(case.nominal)
    try:
        zone = Zone(negotiation)
        feasible, signable = zone.feasible, zone.signable
        picked = solved(zone)["nash"].points if signable.value else ()
        collision = collision_of(negotiation) if signable.exact and not signable.value else None
    except ValueError as error:
        return Varied(name, says, extends, case, negotiation, None, None, None, None, str(error))
    return Varied(
        name, says, extends, case, negotiation, feasible, signable, picked[0] if picked else None, collision
    )
