"""From which input of a case a number follows: for ranked points and weights it is the rank order."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from detente.case.uncertainty import inputs
from detente.outcomes.per_case import per_case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.case import Case
    from detente.case.model import CaseFile

__all__ = ["origin_of"]


def origin_of(case: Case, number: str) -> str:
    """Return the path of the input from which a number follows; the number's own where it is one itself.

    >>> from detente.case.case import load
    >>> origin_of(load("nato-russia-2010"), "issues.energy_security.stances.russia.points.open")
    'issues.energy_security.stances.russia.order'
    """
    return _origins(case).get(number, number)


@per_case
def _origins(case: CaseFile) -> Mapping[str, str]:
    return {number: one.path for one in inputs(cast("Case", case)) for number in one.numbers}
