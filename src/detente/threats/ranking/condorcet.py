"""The alternative that beats every other, and the one that loses to every other, where there are such."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.threats.ranking.pairwise import Pairwise

__all__ = ["condorcet_loser", "condorcet_winner"]


def condorcet_winner(votes: Pairwise) -> str | None:
    """Return the alternative that more votes put above than below each other one, or None.

    A tie with one of the others is not enough. A single alternative is winner and loser.

    Source: Marquis de Condorcet, *Essai sur l'application de l'analyse* (1785).

    >>> from detente.threats.ranking import Profile, pairwise, ranked
    >>> votes = pairwise(Profile(("a", "b", "c"), (ranked("a", "b", "c"), ranked("c", "a"))))
    >>> condorcet_winner(votes), condorcet_loser(votes)
    (None, None)
    >>> condorcet_winner(pairwise(Profile(("a", "b", "c"), (ranked("b", ("a", "c")),))))
    'b'
    """
    for one, row in enumerate(votes.counts):
        if all(ahead > votes.counts[other][one] for other, ahead in enumerate(row) if other != one):
            return votes.alternatives[one]
    return None


def condorcet_loser(votes: Pairwise) -> str | None:
    """Return the alternative that more votes put below than above each other one, or None.

    >>> from detente.threats.ranking import Profile, pairwise, ranked
    >>> condorcet_loser(pairwise(Profile(("a", "b", "c"), (ranked(("a", "c"), "b"),))))
    'b'
    """
    for one, row in enumerate(votes.counts):
        if all(ahead < votes.counts[other][one] for other, ahead in enumerate(row) if other != one):
            return votes.alternatives[one]
    return None
