"""In how many draws something can be signed: in the case, in its variants, and by concessions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.bargaining.signed_in import signed_in
from detente.outcomes.sample import Sample
from detente.report.collisions import MOST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from detente.case.uncertainty import CertainCase
    from detente.outcomes.negotiation import Negotiation
    from detente.report.collisions import Collision

__all__ = ["Drawn", "VariantsAcross", "variants_across"]


@dataclass(frozen=True)
class Drawn:
    """The case, under no name, or a variant of it: what is negotiated, what collides, and its draws."""

    name: str | None
    negotiation: Negotiation
    collision: Collision | None
    drawn: Sequence[CertainCase]


@dataclass(frozen=True)
class VariantsAcross:
    """In how many of ``draws`` certain cases something can be signed.

    ``signable`` for each variant, and under None for the case itself; ``opened`` for each of their first
    concessions, once its demands are dropped. ``collide``: in how many each of their first conflicts is one,
    as nothing can be signed even if nothing else stood in the way. What a variant shares with the case is the
    same in each draw.
    """

    draws: int
    signable: Mapping[str | None, int]
    opened: Mapping[str | None, tuple[int, ...]]
    collide: Mapping[str | None, tuple[int, ...]]


def variants_across(
    draws: int, negotiated: Iterable[Drawn], progress: Callable[[str], None]
) -> VariantsAcross:
    """Count in how many draws something can be signed in a case and its variants."""
    signable, opened, collide = {}, {}, {}
    for one in negotiated:
        if one.name is not None:
            progress(f"the variant {one.name} over draws")
        sample = Sample.of(one.drawn)
        signable[one.name] = _signed(one, sample)
        opened[one.name] = tuple(_opened(one, sample))
        collide[one.name] = tuple(_collide(one, sample))
    return VariantsAcross(draws, signable, opened, collide)


def _opened(one: Drawn, sample: Sample) -> list[int]:
    """Count for each concession of which it was worked out what it opens."""
    openings = one.collision.openings if one.collision is not None else ()
    return [
        _signed(one, sample, frozenset(item.id for item in opening.concession.drop))
        for opening in openings
        if opening.packages is not None
    ]


def _collide(one: Drawn, sample: Sample) -> list[int]:
    """Count for each conflict that is shown in how many draws nothing can be signed because of it alone."""
    conflicts = one.collision.found.conflicts[:MOST_SHOWN] if one.collision is not None else ()
    every = frozenset(item.id for item in one.negotiation.constraints)
    return [
        len(one.drawn) - _signed(one, sample, every.difference(item.id for item in conflict.members))
        for conflict in conflicts
    ]


def _signed(one: Drawn, sample: Sample, dropped: frozenset[str] = frozenset()) -> int:
    """Count the draws in which something can be signed once some demands are dropped as well."""
    left = replace(one.negotiation, dropped=one.negotiation.dropped | dropped)
    return sum(signed_in(left, sample))
