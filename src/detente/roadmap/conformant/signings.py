"""What it takes that blocks are signed in every world, by which others have been delivered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from typing import TYPE_CHECKING

from detente.outcomes.rungs import NONE, Inputs, supports
from detente.roadmap.conformant.worlds import TooInvolvedError
from detente.roadmap.consent import CaseConsent
from detente.roadmap.delivered import members_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from detente.roadmap.conformant.worlds import Worlds
    from detente.roadmap.problem import Problem
    from detente.roadmap.terms import Gain, Terms

__all__ = ["Coalition", "Signings"]

MOST_MATTERING = 8
"""Blocks that matter to the signatures of another up to which all their sets are looked at."""

Coalition = frozenset[tuple[Inputs, ...]]
"""What it takes that a coalition is willing: of each list of sets of inputs, one set held."""
Blocks = frozenset[int]


@dataclass(frozen=True)
class Signings:
    """The signatures that each block takes; red lines, demands and rules stand in the worst world.

    Raises ``TooInvolvedError`` where too many blocks matter to a signature, a value of no agreement is
    declared, or a gain depends on what is not looked at.
    """

    problem: Problem
    worlds: Worlds

    @cached_property
    def each(self) -> tuple[Mapping[Blocks, frozenset[Coalition]], ...]:
        """For each block what it takes, by which of those stand that matter to it.

        Of several coalitions one must be willing; where there is none, the block is never signed. Only those
        sets are listed that may stand at all.
        """
        return tuple(
            {
                standing: frozenset(self._willing(block, standing))
                for standing in _sets_of(self.mattering(block))
                if self._may_stand(block, standing)
            }
            for block in range(len(self.problem.blocks))
        )

    def mattering(self, block: int) -> tuple[int, ...]:
        """Return the blocks that matter to the signatures of one."""
        found = tuple(one for one in members_of(int(self._consent.matters[block])) if one != block)
        if len(found) > MOST_MATTERING:
            raise TooInvolvedError(f"{len(found)} blocks matter to one signature")
        return found

    def only_helped(self, block: int, other: int) -> bool:
        """Tell whether a block is signed at least as easily once another has been delivered."""
        each = self.each[block]
        return all(
            any(asked <= coalition for asked in each[standing | {other}])
            for standing, coalitions in each.items()
            if standing | {other} in each
            for coalition in coalitions
        )

    def _may_stand(self, block: int, standing: Blocks) -> bool:
        """Tell whether these blocks may stand, of those that matter to one, before that one does."""
        return not standing or any(
            self._may_be_signed(last, standing - {last}, {block, *self.mattering(block)})
            and self._may_stand(block, standing - {last})
            for last in standing
        )

    def _may_be_signed(self, block: int, standing: Blocks, known: AbstractSet[int]) -> bool:
        """Tell whether a block may be signed where of those that are known these stand, and any others."""
        return any(
            self._open(block, one) for one in _sets_of(self.mattering(block)) if one & known == standing & one
        )

    def _willing(self, block: int, standing: Blocks) -> Iterator[Coalition]:
        terms = self._terms(block, standing)
        if terms is None:
            yield Coalition()
            return
        for coalition in self._open(block, standing):
            asked = (self._no_loss(gain) for _, holder, gain in terms.gains if holder in coalition)
            yield Coalition(one for one in asked if one != (NONE,))

    def _open(self, block: int, standing: Blocks) -> tuple[frozenset[str], ...]:
        """Return the coalitions that no rule, red line or demand keeps from signing."""
        terms = self._terms(block, standing)
        if terms is None:
            return (frozenset(),)
        crossed = {holder for _, holder in terms.crossed}
        return () if terms.rules else tuple(one for one in terms.coalitions if not crossed & one)

    def _terms(self, block: int, standing: Blocks) -> Terms | None:
        """Return on what a block is signed; None for one that settles nothing, and needs no signature."""
        if not self._consent.sets(block):
            return None
        terms = self._consent.terms(block, sum(1 << one for one in standing))
        if terms is None:
            raise TooInvolvedError("a value of no agreement is declared")
        return terms

    def _no_loss(self, gain: Gain) -> tuple[Inputs, ...]:
        """Return the sets of inputs one of which is to be held so that nobody loses."""
        if gain not in self._no_losses:
            worlds = self.worlds
            paths = (*chain.from_iterable(gain.steps), *(path for path, _ in gain.together))
            found = supports(worlds.inputs(paths), lambda held: worlds.least_gain(gain, held) >= 0)
            if found != (NONE,):
                worlds.note_gain(gain)
            self._no_losses[gain] = found
        return self._no_losses[gain]

    @cached_property
    def _no_losses(self) -> dict[Gain, tuple[Inputs, ...]]:
        return {}

    @property
    def _consent(self) -> CaseConsent:
        consent = self.problem.consent
        assert isinstance(consent, CaseConsent)
        return consent


def _sets_of(blocks: Sequence[int]) -> Iterator[Blocks]:
    sizes = range(len(blocks) + 1)
    return map(Blocks, chain.from_iterable(combinations(blocks, size) for size in sizes))
