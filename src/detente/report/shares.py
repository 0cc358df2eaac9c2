"""How often each option of an issue is part of a package that can be signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.formula import Is
from detente.case.naming import option_name
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from detente.bargaining.result import Bargaining

__all__ = ["IssueShares", "OptionShare", "shares_of"]


@dataclass(frozen=True)
class OptionShare:
    """An option with the number of signable packages that have it, and their share of all signable ones."""

    name: str
    today: bool
    packages: int
    share: float


@dataclass(frozen=True)
class IssueShares:
    """An issue on the table with its options."""

    name: str
    options: tuple[OptionShare, ...]


def shares_of(result: Bargaining) -> tuple[IssueShares, ...]:
    """Return the shares for every issue on the table.

    Empty where nothing can be signed, and where packages are too many to write out.
    """
    zone, negotiation, case = result.zone, result.negotiation, result.negotiation.case
    total = zone.signable.value
    if not total or zone.written_out is None:
        return ()
    found = []
    for issue in negotiation.issues:
        options = []
        for option in case.issues[issue].options:
            count = zone.signable_where(Is(issue, frozenset({option}))).value
            today = option == negotiation.today[issue]
            options.append(OptionShare(option_name(case, issue, option), today, count, count / total))
        found.append(IssueShares(name_of(case, issue), tuple(options)))
    return tuple(found)
