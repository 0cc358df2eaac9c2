"""What in a case is allowed and yet deserves a second look."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.numbers import Range
from detente.case.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.document import Path_
    from detente.case.issues import Stance

__all__ = ["warnings_of"]

NEGLIGIBLE = Fraction(1, 100)
"""An interaction or a value of no agreement below this share of what is at stake hardly counts."""
SPAN = 100
"""The span of points of a stance that is given as a rank order."""


def warnings_of(case: Case) -> list[Problem]:
    """Return what an analyst may have overlooked, with its place in the file."""
    found = [*_negligible(case), *_silent_issues(case), *_untested_claims(case)]
    return [replace(problem, severity=Severity.WARNING) for problem in found]


def _negligible(case: Case) -> Iterator[Problem]:
    for section in ("parties", "blocs", "camps"):
        for key, holder in getattr(case, section).items():
            stake = _stake(case, key)
            if not stake:
                continue
            for index, interaction in enumerate(holder.worth):
                if _largest(interaction.points) < NEGLIGIBLE * stake:
                    yield _too_small(case, (section, key, "worth", index, "points"), stake)
            if isinstance(holder.walk_away, Range) and 0 < _largest(holder.walk_away) < NEGLIGIBLE * stake:
                yield _too_small(case, (section, key, "walk_away"), stake)


def _too_small(case: Case, path: Path_, stake: Fraction) -> Problem:
    message = (
        f"negligible: the issues are worth up to {float(stake):,.0f} here, in units of weight times points"
    )
    return case.document.problem(path, message)


def _stake(case: Case, holder: str) -> Fraction:
    """Return the greatest sum of weight times points that a holder's own stances leave open."""
    stances = [issue.stances[holder] for issue in case.issues.values() if holder in issue.stances]
    section = next(one for one in (case.parties, case.blocs, case.camps) if holder in one)
    if section[holder].weights is not None:
        return Fraction(100 * SPAN) if stances else Fraction(0)
    return sum((_weight(case, stance) * _span(stance) for stance in stances), Fraction(0))


def _weight(case: Case, stance: Stance) -> Fraction:
    if stance.weight is None:
        return Fraction(1)
    scale = getattr(case.scales, stance.weight) if isinstance(stance.weight, str) else stance.weight
    return _largest(scale)


def _span(stance: Stance) -> Fraction:
    if stance.points is None:
        return Fraction(SPAN if stance.order is not None and len(stance.order.meaning.classes) > 1 else 0)
    return max(one.high for one in stance.points.values()) - min(one.low for one in stance.points.values())


def _largest(source: Range) -> Fraction:
    return max(abs(source.low), abs(source.high))


def _silent_issues(case: Case) -> Iterator[Problem]:
    for key, issue in case.issues.items():
        if not issue.stances:
            yield case.document.problem(("issues", key), f"nobody has a stance on {key!r}", at_key=True)


def _untested_claims(case: Case) -> Iterator[Problem]:
    for index, claim in enumerate(case.claims):
        if claim.holds_if is None and not claim.waits_for:
            yield case.document.problem(("claims", index, "id"), f"claim {claim.id!r} has no test (holds_if)")
