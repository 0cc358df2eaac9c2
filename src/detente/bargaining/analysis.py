"""What could they sign: the whole bargaining analysis of one negotiation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.bargaining.result import Bargaining
from detente.bargaining.zone import Zone
from detente.case.case import Case
from detente.outcomes.negotiation import negotiation_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.case.uncertainty import CertainCase

__all__ = ["analyse"]


def analyse(
    case: Case | CertainCase,
    *,
    issues: Sequence[str] | None = None,
    signatories: Sequence[str] | None = None,
    drop_red_lines: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Bargaining:
    """Return what can be signed, why nothing else can, and what would change that.

    Parts of the result are found when they are asked for; with ``progress``, which is told in words what is
    being found, all of them at once. ``issues`` and ``signatories`` replace those of the case's negotiation.
    ``drop_red_lines`` offers red lines for dropping as well as demands.

    Raises ``CaseError`` for an issue or a party that the case does not have.

    >>> from detente.case.case import load
    >>> result = analyse(load("panama-canal"))
    >>> result.zone.signable.value, len(result.frontier)
    (1024, 20)
    """
    certain = case.nominal if isinstance(case, Case) else case
    result = Bargaining(Zone(negotiation_of(certain, issues=issues, signatories=signatories)), drop_red_lines)
    if progress is not None:
        result.find_all(progress)
    return result
