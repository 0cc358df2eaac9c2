"""With whom the members of a bloc have agreements: the partner to whom somebody may stand in between."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from detente.outcomes.holders import members

if TYPE_CHECKING:
    from detente.case.model import CaseFile

__all__ = ["partner_of", "partners_of"]


def partners_of(case: CaseFile, bloc: str) -> dict[str, int]:
    """Return those outside a bloc with whom it or its members have agreements, and how many, most first.

    >>> from detente.case.case import load
    >>> partners_of(load("nato-russia-2010"), "csto")
    {'nato': 7}
    """
    ours = {bloc, *members(case, bloc)}
    found: Counter[str] = Counter()
    for agreement in case.agreements.values():
        if ours.isdisjoint(agreement.between):
            continue
        found.update(one for one in agreement.between if ours.isdisjoint({one, *members(case, one)}))
    return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))


def partner_of(case: CaseFile, bloc: str) -> str | None:
    """Return the one partner with whom a bloc and its members have most agreements; None where several do."""
    partners = partners_of(case, bloc)
    most = [partner for partner, count in partners.items() if count == max(partners.values())]
    return most[0] if len(most) == 1 else None
