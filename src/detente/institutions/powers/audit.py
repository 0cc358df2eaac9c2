"""The powers audit: which moves of each party a draft lets others block, delay by consultation, or begin.

A party's moves are its changes of one issue from today, as the case has them without any variant and any
clause. A move becomes blockable by another where it needed no consent of that other before, and does here:
because a clause grants it, or because a variant makes it a decider. A member can block what its bloc can,
where the bloc cannot sign without it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from detente.case.powers import PowerKind
from detente.institutions.powers.consent import (
    bound_moves,
    deciding_here,
    free_moves,
    granting,
    own_moves,
    those_who_need,
)
from detente.outcomes.holders import blocs_behind, members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.model import CaseFile
    from detente.outcomes.moves import Move

__all__ = ["PartyPowers", "PowerOver", "powers_audit"]


@dataclass(frozen=True)
class PowerOver:
    """What another may do about one move, and the clauses that grant it, by their ids.

    There is no clause where a variant makes the other a decider. ``through``: the blocs that can block the
    move and cannot sign without the holder, where it can block the move by their rules alone.
    """

    holder: str
    move: Move
    kind: PowerKind
    clauses: tuple[str, ...]
    through: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartyPowers:
    """What others may do about the moves of one party or bloc.

    ``free``: for each other, how many of the moves needed no consent of it before.
    """

    party: str
    moves: tuple[Move, ...]
    free: dict[str, int]
    powers: tuple[PowerOver, ...]

    @cached_property
    def blockable(self) -> tuple[Move, ...]:
        """The moves that become blockable by somebody."""
        blocked = {one.move for one in self.powers if one.kind is PowerKind.BLOCK}
        return tuple(move for move in self.moves if move in blocked)

    @property
    def share(self) -> Fraction | None:
        """The share of the moves that become blockable; None where there are no moves."""
        return Fraction(len(self.blockable), len(self.moves)) if self.moves else None

    def by(self, kind: PowerKind) -> dict[str, int]:
        """Return for how many moves each other has a power."""
        return dict(Counter(one.holder for one in self.powers if one.kind is kind))

    def share_of(self, holder: str) -> Fraction | None:
        """Return the share of the moves free of another's consent that it can block; None without any."""
        free = self.free.get(holder, 0)
        return Fraction(self.by(PowerKind.BLOCK).get(holder, 0), free) if free else None


def powers_audit(case: CaseFile) -> dict[str, PartyPowers]:
    """Return for each party and bloc that makes a move what others may do about its moves.

    >>> from detente.case.case import load
    >>> audit = powers_audit(load("nato-russia-2010", "draft_treaty"))
    >>> audit["nato"].share_of("russia") == audit["nato"].share_of("eu")
    False
    """
    keys = (*case.parties, *case.blocs)
    audited = ((key, own_moves(case, key)) for key in keys)
    return {key: _audit(case, key, moves) for key, moves in audited if moves}


def _audit(case: CaseFile, party: str, moves: tuple[Move, ...]) -> PartyPowers:
    named = {holder for power in case.powers for holder in power.to}
    named.update(*(deciding_here(case, move) for move in moves))
    behind = {member for key in named for member in _part_of(case, key)}
    others = [
        key for key in (*case.parties, *case.blocs) if key in behind and not _together(case, party, key)
    ]
    free = {other: len(free_moves(case, other, party)) for other in others}
    found = [one for other in others for one in (*_blocks(case, party, other), *_others(case, moves, other))]
    return PartyPowers(party, moves, free, tuple(found))


def _together(case: CaseFile, party: str, other: str) -> bool:
    """Tell whether one of two belongs to the other: what holds within a bloc is the matter of its rule."""
    ours, theirs = set(members(case, party)), set(members(case, other))
    return ours <= theirs or theirs <= ours


def _part_of(case: CaseFile, key: str) -> tuple[str, ...]:
    """Return one and, of a bloc, those within it: parties, and blocs."""
    return tuple(dict.fromkeys((key, *members(case, key), *blocs_behind(case, (key,)))))


def _blocks(case: CaseFile, party: str, other: str) -> Iterator[PowerOver]:
    for move in bound_moves(case, other, party):
        needing = those_who_need(case, other, deciding_here(case, move))
        through = tuple(key for key in needing if other in _part_of(case, key))
        if through:  # else only somebody within it can block the move
            itself = other in through
            yield PowerOver(
                other, move, PowerKind.BLOCK, granting(case, other, move), () if itself else through
            )


def _others(case: CaseFile, moves: tuple[Move, ...], other: str) -> Iterator[PowerOver]:
    """Yield what clauses grant besides blocking: to be consulted on a move, and to begin it."""
    for move in moves:
        for kind in (PowerKind.CONSULT, PowerKind.INITIATE):
            clauses = tuple(
                power.id
                for power in case.powers
                if power.grants is kind
                and other in power.to
                and power.covers(move.issue, move.after, move.deciders)
            )
            if clauses and other not in move.deciders:
                yield PowerOver(other, move, kind, clauses)
