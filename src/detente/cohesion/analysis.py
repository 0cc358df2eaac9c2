"""Would it split an alliance: the whole analysis of cohesion of one negotiation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.case import Case
from detente.cohesion.result import Cohesion
from detente.outcomes.negotiation import negotiation_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.case.uncertainty import CertainCase

__all__ = ["analyse"]


def analyse(  # noqa: PLR0913 - each is one choice of the analyst
    case: Case | CertainCase,
    *,
    bloc: str | None = None,
    others: Sequence[str] | None = None,
    issues: Sequence[str] | None = None,
    signatories: Sequence[str] | None = None,
    alpha: float = 1.0,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> Cohesion:
    """Return what each bloc could sign, what would split it, and what would close the split.

    Looked at are the bloc named, or all blocs that decide on something on the table and whose members do not
    all want the same. On the other side are the ``others``, or the signatories that share no member with the
    bloc. ``issues`` and ``signatories`` replace those of the case's negotiation; ``alpha`` is the weight of
    alikeness in polarisation, and ``seed`` is for estimates of sets too large to be counted. Parts of the
    result are found when they are asked for; with ``progress``, which is told in words what is being found,
    all of them at once.

    Raises ``CaseError`` for a party, a bloc or an issue that the case does not have and for somebody who
    would be on both sides, and ``ValueError`` for an alpha that is not above 0 and at most 1.6.

    >>> from detente.case.case import load
    >>> result = analyse(load("nato-russia-2010", "reduced_demands"))
    >>> result["nato"].agreement.now.value, result["nato"].wedges.listed[0].crossed["sceptics"][0].id
    (2190, 'no-new-treaty')
    """
    certain = case.nominal if isinstance(case, Case) else case
    negotiation = negotiation_of(certain, issues=issues, signatories=signatories)
    result = Cohesion(
        negotiation, bloc, None if others is None else tuple(dict.fromkeys(others)), alpha, seed
    )
    if progress is not None:
        result.find_all(progress)
    return result
