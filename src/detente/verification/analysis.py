"""The verification analysis: whether they could verify it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from detente.case.problems import CaseError
from detente.case.written import read_day
from detente.verification.result import Verification

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.case import Case
    from detente.case.model import CaseFile

__all__ = ["analyse"]


def analyse(
    case: CaseFile,
    *,
    regime: str | None = None,
    as_of: str | None = None,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> Verification:
    """Analyse the arms-control regimes of a case: limits, declarations, notifications, and inspections.

    ``regime``: the one to look at, instead of all. ``as_of``: the day for which limits are judged, such as
    ``1999-07-01``; by default that of the case, and where it has none that of the last declaration. ``seed``:
    of the schedule of inspections. With ``progress``, which is told in words what is being found, all of it
    is found now, and else when it is first asked for.

    Raises ``CaseError`` for a regime that the case does not have, and for what is no date.

    >>> from detente.case.case import load
    >>> found = analyse(load("cfe-1990"))
    >>> found.date
    '1999-07-01'
    """
    if regime is not None and regime not in case.regimes:
        if not case.regimes:
            raise CaseError.of("the case has no regimes")
        raise CaseError.unknown("regime", regime, case.regimes)
    if as_of is not None:
        try:
            read_day(as_of)
        except ValueError as error:
            raise CaseError.of(str(error)) from None
    result = Verification(cast("Case", case).nominal, regime, as_of, seed)
    if progress is not None:
        result.find_all(progress)
    return result
