"""The institutions analysis: who can block, veto, or close the channel."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.problems import CaseError
from detente.institutions.result import Institutions

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.model import CaseFile

__all__ = ["analyse"]


def analyse(
    case: CaseFile,
    *,
    partner: str | None = None,
    probability: Fraction = Fraction(1),
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> Institutions:
    """Analyse the rules, powers, procedures and agreements of a case.

    ``partner``: to whom it is asked who stands between; by default the one with whom each bloc has most
    agreements. ``probability``: with which each party consents to agreements; at 1, the default, only those
    are gatekeepers whose refusal alone closes a route. ``seed`` matters only where there is too much to
    count. With ``progress``, which is told in words what is being found, all of it is found now, and else
    when it is first asked for.

    Raises ``CaseError`` for a partner that the case does not have; for what is no probability, where
    gatekeepers are found.

    >>> from detente.case.case import load
    >>> found = analyse(load("nato-russia-2010"))
    >>> str(found.power["csto"].shapley_shubik["russia"])
    '1/7'
    >>> found.procedures["council_2010"].can_close_alone
    {'nato': True, 'russia': True}
    """
    if partner is not None and partner not in case.parties and partner not in case.blocs:
        raise CaseError.unknown("party or bloc", partner, (*case.parties, *case.blocs))
    result = Institutions(case, partner, probability, seed)
    if progress is not None:
        result.find_all(progress)
    return result
