"""What shows that a state is stable for a decision maker, or that it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from detente.stability.concepts import Concept

__all__ = ["Certificate", "Move", "Reply", "Sanction", "Unpunished"]


class Move(NamedTuple):
    """A move: the number of the decision maker that makes it, and the states that it leads from and to."""

    mover: int
    origin: int
    target: int


class Reply(NamedTuple):
    """The best that the focal decision maker can move to once it has been punished.

    ``rank``: the place of that state in its order, from 0 for the worst, as in the model. Of states that are
    equally good the one with the lowest number.
    """

    target: int
    rank: int


@dataclass(frozen=True)
class Sanction:
    """How the others punish an improvement of the focal decision maker.

    ``improvement``: the state that it would move to. ``path``: the moves of the others from there, one at
    least; no shorter path punishes it, and of the shortest it is the first by movers and then by states, move
    by move. ``reply``: the best that the focal one can move to from the end of the path; None if it cannot
    move, and for concepts that do not ask (GMR and SEQ).
    """

    improvement: int
    path: tuple[Move, ...]
    reply: Reply | None


@dataclass(frozen=True)
class Unpunished:
    """An improvement of the focal decision maker that nobody can punish in the way that the concept asks for.

    ``improvement``: the state that it would move to: of all such improvements the one that it likes best, and
    of those that it likes alike the one with the lowest number. ``reached``: how many states the others can
    reach from there, 0 if they cannot move; None for Nash stability, which does not ask.

    ``path``: the moves of the others to the state that is worst for the focal one, and that is still too good
    to punish it; none if there is no such state. Worst is what leaves it least: by its liking of that state
    or, for SMR and SSEQ, of the best that it can move to from there if that is better, and then of the state
    itself; among equals the one that is reached first, by paths as in ``Sanction``. ``reply``: the best that
    it can move to from the end of the path; None as in ``Sanction``.
    """

    improvement: int
    reached: int | None
    path: tuple[Move, ...]
    reply: Reply | None


@dataclass(frozen=True)
class Certificate:
    """Why a state is stable for one decision maker, the focal one, by one concept, or why it is not.

    ``focal``: the number of the decision maker. ``sanctions``: if the state is stable, one for each
    improvement, in the order of states; otherwise, and for Nash stability, none. ``unpunished``: what makes
    the state unstable; None if it is stable.
    """

    focal: int
    state: int
    concept: Concept
    sanctions: tuple[Sanction, ...]
    unpunished: Unpunished | None

    @property
    def stable(self) -> bool:
        """Whether the state is stable."""
        return self.unpunished is None
