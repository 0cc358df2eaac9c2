"""What collides when nothing can be signed, and what is the least to drop.

A *conflict* is a minimal set of red lines, demands and floors that no package satisfies: without any one of
them, some package satisfies the others. A *concession* is a minimal set of demands whose dropping lets a
package be signed. Rules always hold, and red lines are not dropped unless asked for. Floors are never
dropped; where they stand in the way, the least that is missing is given.

Sources: R. Reiter, "A theory of diagnosis from first principles", Artificial Intelligence 32 (1987);
M. H. Liffiton, A. Previti, A. Malik and J. Marques-Silva, "Fast, flexible MUS enumeration", Constraints 21
(2016).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.conflicts.dispute import dispute_of
from detente.bargaining.conflicts.investigation import Investigation
from detente.bargaining.conflicts.results import Concession, Conflict, Conflicts, Shortfall, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.outcomes.constraints import Constraint
    from detente.outcomes.domain import Domain

__all__ = ["Concession", "Conflict", "Conflicts", "Shortfall", "Verdict", "conflicts", "stream"]


def conflicts(  # noqa: PLR0913 - a domain, what is contested, and four choices
    domain: Domain,
    constraints: Iterable[Constraint],
    *,
    alternatives: Sequence[frozenset[str]] | None = None,
    drop_red_lines: bool = False,
    seconds: float | None = 60.0,
    most: int = 10_000,
) -> Conflicts:
    """Return all minimal conflicts, all minimal concessions and the least shortfalls of floors.

    ``domain``: its requirements and floors are the background, which always holds. ``constraints``: the
    red lines, demands and floors; rules among them join the background. ``alternatives``: the minimal sets
    of holders whose constraints together suffice for a signature (all holders, by default).
    ``drop_red_lines``: offer red lines for dropping like demands. Past ``seconds``, or past ``most``
    conflicts and concessions, the result is incomplete and says so; what it holds is right all the same.

    Packages are listed while there are at most two million that the rules allow; past that they are searched
    for by a constraint solver. Every package is checked in integers.

    Raises ``ValueError`` for constraints that make no sense, such as two with one id.

    >>> import numpy as np
    >>> from detente.case.formula import Is
    >>> from detente.outcomes.constraints import Constraint, ConstraintKind
    >>> from detente.outcomes.domain import NO_FLOOR, Domain
    >>> domain = Domain(
    ...     issues=("veto",),
    ...     options=(("none", "full"),),
    ...     columns=("nato", "russia"),
    ...     objectives=2,
    ...     points=(np.array([[5, 0], [0, 5]]),),
    ...     floors=np.array([NO_FLOOR, NO_FLOOR]),
    ... )
    >>> line = Constraint("nato.veto", ConstraintKind.RED_LINE, "nato", Is("veto", frozenset({"none"})))
    >>> demand = Constraint("russia.veto", ConstraintKind.DEMAND, "russia", Is("veto", frozenset({"full"})))
    >>> found = conflicts(domain, [line, demand])
    >>> [[member.id for member in conflict.members] for conflict in found.conflicts]
    [['nato.veto', 'russia.veto']]
    >>> [([one.id for one in concession.drop], concession.opens) for concession in found.concessions]
    [(['russia.veto'], {'veto': 'none'})]
    """
    last: Conflicts | None = None
    for found in stream(
        domain,
        constraints,
        alternatives=alternatives,
        drop_red_lines=drop_red_lines,
        seconds=seconds,
        most=most,
    ):
        if isinstance(found, Conflicts):
            last = found
    assert last is not None
    return last


def stream(  # noqa: PLR0913 - as above
    domain: Domain,
    constraints: Iterable[Constraint],
    *,
    alternatives: Sequence[frozenset[str]] | None = None,
    drop_red_lines: bool = False,
    seconds: float | None = 60.0,
    most: int = 10_000,
) -> Iterator[Conflict | Concession | Shortfall | Conflicts]:
    """Go through conflicts, concessions and shortfalls as they are found, and end with the ``Conflicts``.

    A conflict comes first, then a cheapest concession, then shortfalls, then the rest in no order. The
    arguments and errors are those of ``conflicts``.
    """
    dispute = dispute_of(domain, constraints, alternatives)
    yield from Investigation(dispute, drop_red_lines=drop_red_lines, seconds=seconds, most=most).findings()
