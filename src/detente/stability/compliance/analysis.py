"""Compliance: which commitments of a package enforce themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from detente.case.free_inputs import FreeNumbers
from detente.case.problems import CaseError
from detente.stability.compliance.commitment_found import CommitmentFound
from detente.stability.compliance.result import Compliance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.case import Case
    from detente.case.model import CaseFile

__all__ = ["compliance", "could_be_breached"]


def compliance(case: CaseFile, package: Mapping[str, str] | None = None) -> Compliance:
    """Return who would keep what a package agrees, and who would breach it.

    Everybody who could breach an issue, as the case says, may keep or breach each issue that the package
    changes. Relative to keeping, a breach is worth (1 - p) gain - p penalty, or gain - p penalty where the
    gain is kept also if the breach is detected, with p the probability of detection. A commitment enforces
    itself if a breach is worth no more than keeping. What is not given is not guessed.

    ``package``: the option of each issue, such as a solution of bargaining; an issue that it leaves out stays
    as it is today. Without a package every issue is judged that somebody could breach.

    Raises ``CaseError`` for an issue or an option that the case does not have.

    Source: R. Avenhaus, B. von Stengel and S. Zamir, "Inspection Games", Handbook of Game Theory 3 (2002).

    >>> from detente.case.case import Case
    >>> visits = {
    ...     "options": ["none", "yearly"], "today": "none", "decided_by": ["a", "b"],
    ...     "kept_by": {"a": {"gain": 3, "penalty": 1, "detection": 0.75}, "b": {"gain": 3, "detection": 1}},
    ... }
    >>> case = Case.from_mapping(
    ...     {"detente": 1, "title": "A pact", "as_of": "2010-02-01", "parties": {"a": {}, "b": {}},
    ...      "issues": {"visits": visits}}
    ... )
    >>> found = compliance(case, {"visits": "yearly"})
    >>> [(one.party, str(one.verdict), one.missing) for one in found.commitments]
    [('a', 'kept', ()), ('b', 'untold', ('penalty',))]
    >>> print(found.commitments[0].threshold)
    3/4
    """
    if package is not None:
        _check(case, package)
    certain = cast("Case", case).nominal
    numbers = FreeNumbers(certain.case)
    found = tuple(
        CommitmentFound(certain, issue, party, option, numbers)
        for issue, option in _judged(case, package)
        for party in case.issues[issue].commitments
    )
    return Compliance(certain, None if package is None else dict(package), found)


def could_be_breached(case: CaseFile) -> bool:
    """Return whether a case names anybody who could later breach what is agreed."""
    return any(issue.commitments for issue in case.issues.values())


def _check(case: CaseFile, package: Mapping[str, str]) -> None:
    for issue, option in package.items():
        if issue not in case.issues:
            raise CaseError.unknown("issue", issue, case.issues)
        if option not in case.issues[issue].options:
            raise CaseError.unknown(f"option of {issue!r}:", option, case.issues[issue].options)


def _judged(case: CaseFile, package: Mapping[str, str] | None) -> Iterator[tuple[str, str | None]]:
    """Yield the issues that are judged, with what the package agrees on each."""
    for key, issue in case.issues.items():
        if package is None:
            yield key, None
        elif package.get(key, issue.today) != issue.today:
            yield key, package[key]
