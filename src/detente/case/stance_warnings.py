"""Warnings about who wants what: issues without stances, deciders without a view, stances that clash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.conflict_warnings import who_decides
from detente.case.following import followed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.case.case import Case
    from detente.case.document import Path_
    from detente.case.issues import Issue, Stance
    from detente.case.model import CaseFile
    from detente.case.parties import Holder
    from detente.case.problems import Problem

__all__ = ["stance_warnings"]


def stance_warnings(case: Case) -> Iterator[Problem]:
    """Yield what is doubtful in stances, and in who has none."""
    follows = {party: followed(case, party) for party in case.parties}
    valued = {party: _valued(case, holders) for party, holders in follows.items()}
    for key, issue in case.issues.items():
        if _preferred(case, key, issue):
            continue
        if not issue.stances:
            yield case.document.problem(("issues", key), f"nobody has a stance on {key!r}", at_key=True)
            continue
        silent = [
            party
            for party in _deciding(case, issue)
            if not issue.stances.keys() & set(follows[party]) and key not in valued[party]
        ]
        if silent:
            listed = ", ".join(silent)
            message = f"on {key!r} decide, without a stance and so indifferent: {listed}"
            yield case.document.problem(("issues", key, "decided_by"), message)
        for holder, stance in issue.stances.items():
            yield from _of_stance(case, ("issues", key, "stances", holder), issue, stance)
    yield from _idle(case, follows)


def _preferred(case: CaseFile, key: str, issue: Issue) -> bool:
    """Tell whether the conflict says what all want who decide on an issue without stances."""
    conflict = case.conflict
    if conflict is None or issue.stances or (conflict.issues is not None and key not in conflict.issues):
        return False
    return who_decides(issue) <= conflict.preferences.keys()


def _of_stance(case: Case, path: Path_, issue: Issue, stance: Stance) -> Iterator[Problem]:
    beyond = set(stance.never) | (stance.order.meaning.beyond if stance.order else set())
    holder = path[-1]
    if issue.today in beyond:
        message = f"today's option {issue.today!r} is beyond the red line of {holder!r}"
        yield case.document.problem(path, message, at_key=True)
    if beyond >= issue.options.keys():
        yield case.document.problem(path, f"{holder!r} signs no option of this issue", at_key=True)
    demanded = set(stance.demands.option) if stance.demands else set()
    if demanded and demanded <= beyond:
        message = f"{holder!r} demands what lies beyond its own red line"
        yield case.document.problem((*path, "demands"), message)
    if stance.order is None and stance.points is None:
        message = f"the stance of {holder!r} has neither an order nor points, so it is indifferent"
        yield case.document.problem(path, message, at_key=True)


def _valued(case: CaseFile, holders: Iterable[str]) -> frozenset[str]:
    """Return the issues that interactions of some holders are about."""
    sections: dict[str, Holder] = {**case.parties, **case.blocs, **case.camps}
    worth = (interaction for holder in holders for interaction in sections[holder].worth)
    return frozenset().union(*(interaction.when.meaning.issues for interaction in worth))


def _deciding(case: CaseFile, issue: Issue) -> list[str]:
    """Return the parties that decide on some change of an issue, those within blocs included."""
    named = [key for key in (*case.parties, *case.blocs) if key in who_decides(issue)]
    parties: dict[str, None] = {}
    while named:
        key = named.pop(0)
        if key in case.blocs:
            named += case.blocs[key].members
        else:
            parties[key] = None
    return list(parties)


def _idle(case: Case, follows: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Yield the parties that decide nothing, sign nothing, vote on nothing and want nothing."""
    speaking = {holder for issue in case.issues.values() for holder in issue.stances}
    playing = {party for issue in case.issues.values() for party in _deciding(case, issue)}
    playing.update(case.negotiation.signatories or (), *(power.to for power in case.powers))
    playing.update(*(body.members for body in case.bodies.values()))
    playing.update(*(block.decided_by or () for block in case.blocks.values()))
    playing.update(*(agreement.between for agreement in case.agreements.values()))
    playing.update(*(procedure.parties for procedure in case.procedures.values()))
    for party, holders in follows.items():
        if party not in playing and not speaking.intersection(holders) and len(holders) == 1 and case.issues:
            message = f"{party!r} plays no part: it decides on nothing, belongs to nothing and wants nothing"
            yield case.document.problem(("parties", party), message, at_key=True)
