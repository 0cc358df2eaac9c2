"""Non-myopic stability: who looks as far ahead as one likes does better to stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.ways.anticipation import at_once, earlier, other_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.ways.anticipation import Anticipation

__all__ = ["NonMyopic", "non_myopic"]


@dataclass(frozen=True, eq=False)
class NonMyopic:
    """What becomes of limited-move stability as the horizon grows, for each state; (states,) each.

    ``stable``: stays from some horizon on; ``unstable``: moves away from some horizon on; ``unsettled``: does
    the one and the other again and again, however ties are broken; ``tied``: how ties are broken decides
    which of these holds. Each state is one of the four, and none where nothing is known.

    ``period``: after so many moves more all is as before, exactly; ``None`` where that was not seen up to
    ``horizon``, the furthest one looked at, and then nothing is known.
    """

    stable: npt.NDArray[np.bool_]
    unstable: npt.NDArray[np.bool_]
    unsettled: npt.NDArray[np.bool_]
    tied: npt.NDArray[np.bool_]
    period: int | None
    horizon: int


def non_myopic(model: GraphModel, focal: int, furthest: int = 1000) -> NonMyopic:
    """Return in which states a decision maker stays for every horizon that is long enough.

    A state s is non-myopically stable for i, one of two, if there is a t such that it is limited-move stable
    for each horizon h that is at least t. What is anticipated at h depends on what is at h - 1 alone, so it
    repeats itself some time, and what holds in the part that repeats itself holds for ever. It is found by
    R. P. Brent's method, in memory for two horizons. ``focal``: the number of i; ``furthest``: as far as is
    looked. Ties are treated as ``anticipate`` says.

    S. J. Brams and D. Wittman's trees of moves end where play is back at its beginning, after four moves in a
    2 × 2 game, so that their verdicts can differ from these, which are Kilgour's.

    Raises ``ValueError`` as ``anticipate`` does.

    Sources: D. M. Kilgour, "Equilibria for far-sighted players", Theory and Decision 16 (1984); S. J. Brams
    and D. Wittman, "Nonmyopic equilibria in 2 × 2 games", Conflict Management and Peace Science 6 (1981);
    L. Fang, K. W. Hipel and D. M. Kilgour, *Interactive Decision Making: The Graph Model for Conflict
    Resolution*, Wiley 1993; that it need not settle: L. C. Rêgo and others, "Classifying limited-move
    stability cycles in 2 × 2 games", Games 16 (2025).

    >>> from detente.stability.examples import DILEMMA
    >>> found = non_myopic(DILEMMA, 0)
    >>> found.stable.tolist(), found.unstable.tolist(), found.period
    ([True, False, True, True], [False, True, False, False], 1)
    """
    other = other_of(model, focal)
    mine = theirs = kept_mine = kept_theirs = at_once(model)
    kept_at, period = 0, None
    always, never, ever_sure = _nothing_seen(model.states)
    for horizon in range(1, furthest + 1):
        mine, theirs = earlier(model, focal, theirs), earlier(model, other, mine)
        always &= mine.stays
        never &= ~mine.may_stay
        ever_sure |= np.stack([mine.stays, ~mine.may_stay])
        if _same(mine, kept_mine) and _same(theirs, kept_theirs):
            period = horizon - kept_at
            break
        if horizon & (horizon - 1) == 0:
            kept_mine, kept_theirs, kept_at = mine, theirs, horizon
            always, never, ever_sure = _nothing_seen(model.states)
    known = period is not None
    unsettled = known & ever_sure[0] & ever_sure[1]
    return NonMyopic(
        stable=known & always,
        unstable=known & never,
        unsettled=unsettled,
        tied=known & ~(always | never | unsettled),
        period=period,
        horizon=horizon if furthest > 0 else 0,
    )


def _nothing_seen(
    states: int,
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    return np.ones(states, np.bool_), np.ones(states, np.bool_), np.zeros((2, states), np.bool_)


def _same(first: Anticipation, second: Anticipation) -> bool:
    return np.array_equal(first.begins, second.begins) and np.array_equal(first.ends, second.ends)
