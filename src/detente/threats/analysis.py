"""The threats analysis: what experts of every side fear, together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.problems import CaseError
from detente.threats.result import Threats

if TYPE_CHECKING:
    from detente.case.case import Case

__all__ = ["analyse"]


def analyse(case: Case, *, draws: int = 0, seed: int = 0) -> Threats:
    """Return the joint assessment of threats of a case; it is computed as it is asked for.

    ``draws``: over how many draws it is judged which joint work is worth most; ``seed``: of these, and of all
    intervals.

    Raises ``CaseError`` for a case without a section ``threats``, and ``ValueError`` for a negative number.
    """
    if case.threats is None:
        raise CaseError.of("the case has no section 'threats'")
    if draws < 0 or seed < 0:
        raise ValueError("draws and seed are 0 or more")
    return Threats(case, case.threats, draws, seed)
