"""A mix that a leader announces and a follower answers: any small game of two sides, in exact fractions.

V. Conitzer and T. Sandholm, "Computing the optimal strategy to commit to", EC 2006: for each answer of the
follower one linear programme finds the leader's best mix under which that answer is a best one; the best of
these is the strong Stackelberg equilibrium. (Strong: among answers that are equally good for the follower it
gives the one the leader likes best, to which a hair's change of the mix would move it.)
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.verification.sites.exact_simplex import maximise
from detente.verification.sites.problem import exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.verification.sites.problem import Number

__all__ = ["Commitment", "pure_commitment", "strong_stackelberg"]


@dataclass(frozen=True)
class Commitment:
    """What the leader announces, what the follower answers (by number), and what both have of it."""

    mix: tuple[Fraction, ...]
    answer: int
    leader: Fraction
    follower: Fraction


def strong_stackelberg(
    leader: Sequence[Sequence[Number]], follower: Sequence[Sequence[Number]]
) -> Commitment:
    """Return the best mix to announce; payoffs have a row for each move of the leader.

    Each programme has a sum of weights of at most 1 and otherwise only rows with nought at the right, so that
    doing nothing satisfies it; the leader's payoffs are raised above nought, so that the sum is 1 where
    anything else does.

    Raises:
        ValueError: where the tables are empty or of different shapes.

    The example of Conitzer and Sandholm: without announcing the leader has 1, with a pure move 2.

    >>> leader, follower = [[1, 3], [0, 2]], [[1, 0], [0, 1]]
    >>> found = strong_stackelberg(leader, follower)
    >>> found.leader, found.mix, found.answer
    (Fraction(5, 2), (Fraction(1, 2), Fraction(1, 2)), 1)
    >>> pure_commitment(leader, follower).leader
    Fraction(2, 1)

    """
    own, other = _tables(leader, follower)
    moves, answers = range(len(own)), range(len(own[0]))
    raised = 1 - min(min(row) for row in own)
    best: Commitment | None = None
    for answer in answers:
        rows = [[other[move][rival] - other[move][answer] for move in moves] for rival in answers]
        rows.append([Fraction(1) for _ in moves])
        most = [Fraction(0) for _ in answers] + [Fraction(1)]
        value, mix = maximise([own[move][answer] + raised for move in moves], rows, most)
        if value and (best is None or value - raised > best.leader):
            has = sum((weight * other[move][answer] for move, weight in enumerate(mix)), Fraction(0))
            best = Commitment(mix, answer, value - raised, has)
    assert best is not None  # every mix has a best answer
    return best


def pure_commitment(leader: Sequence[Sequence[Number]], follower: Sequence[Sequence[Number]]) -> Commitment:
    """Return the best single move to announce, answered as under a mix.

    Raises:
        ValueError: where the tables are empty or of different shapes.

    """
    own, other = _tables(leader, follower)
    found = []
    for move, row in enumerate(other):
        answers = [answer for answer, payoff in enumerate(row) if payoff == max(row)]
        answer = max(answers, key=own[move].__getitem__)
        mix = tuple(Fraction(int(place == move)) for place in range(len(own)))
        found.append(Commitment(mix, answer, own[move][answer], row[answer]))
    return max(found, key=lambda one: one.leader)


def _tables(
    leader: Sequence[Sequence[Number]], follower: Sequence[Sequence[Number]]
) -> tuple[list[list[Fraction]], list[list[Fraction]]]:
    shapes = [[len(row) for row in table] for table in (leader, follower)]
    if shapes[0] != shapes[1] or len(set(shapes[0])) != 1 or not shapes[0][0]:
        raise ValueError(
            "Give both sides a payoff for each pair of moves: two tables of the same rows and columns."
        )
    own, other = ([[exact(value) for value in row] for row in table] for table in (leader, follower))
    return own, other
