"""Limited-move stability: who looks some moves ahead does better to stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.stability.ways.anticipation import anticipate

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from detente.stability.graph.graph_model import GraphModel

__all__ = ["limited_move"]


def limited_move(model: GraphModel, focal: int, horizon: int) -> npt.NDArray[np.bool_]:
    """Return in which states a decision maker that looks h moves ahead stays: (states,).

    A state s is limited-move stable with horizon h, for i, one of two decision makers, if i stays at s where
    it moves first, the two move in turn, at most h times in all, whoever stays ends it, and each sees ahead
    what the other will do: G_h(i, s) = s, as ``anticipate`` says. With h = 1 that is Nash stability.
    ``focal``: the number of i; ``horizon``: h.

    A state is stable here if i stays however ties are broken; ``anticipate`` tells of the states at which
    that matters (``may_stay``), and where play ends. Who is as well off by staying stays.

    Raises ``ValueError`` as ``anticipate`` does, and where the horizon is below 1.

    Sources: D. M. Kilgour, "Anticipation and stability in two-person non-cooperative games", in M. D. Ward
    and U. Luterbacher (eds), *Dynamic Models of International Conflict*, Lynne Rienner 1985; F. C. Zagare,
    "Limited-move equilibria in 2 × 2 games", Theory and Decision 16 (1984); D. M. Kilgour, K. W. Hipel and
    L. Fang, "The graph model for conflicts", Automatica 23 (1987); L. Fang, K. W. Hipel and D. M. Kilgour,
    *Interactive Decision Making: The Graph Model for Conflict Resolution*, Wiley 1993.

    >>> from detente.stability.examples import DILEMMA
    >>> limited_move(DILEMMA, 0, 1).tolist(), limited_move(DILEMMA, 0, 3).tolist()
    ([False, False, True, True], [True, False, True, True])
    """
    if horizon < 1:
        raise ValueError(f"who looks ahead looks at least 1 move ahead, and not {horizon}")
    return anticipate(model, focal, horizon).stays
