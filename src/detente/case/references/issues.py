"""Checks of issues and stances, of what is on the table, and of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.problems import closest
from detente.case.references.holders import check_agreed
from detente.case.references.names import MISSING
from detente.case.references.regimes import check_detection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.case.document import Path_
    from detente.case.issues import Issue, Stance
    from detente.case.references.names import Names

__all__ = ["check_issues"]


def check_issues(names: Names) -> None:
    """Check that options, deciders and holders exist, and that a stance covers every option."""
    for key, issue in names.case.issues.items():
        _check_issue(names, key, issue)
    negotiation = names.case.negotiation
    names.each_known(negotiation.issues or (), names.issues, "issue", ("negotiation", "issues"))
    names.each_once(negotiation.issues or (), ("negotiation", "issues"))
    names.each_decides(negotiation.signatories or (), ("negotiation", "signatories"))
    for index, rule in enumerate(names.case.rules):
        names.formula(rule.require, ("rules", index, "require"))


def _check_issue(names: Names, key: str, issue: Issue) -> None:
    path: Path_ = ("issues", key)
    names.known_option(issue.today, key, (*path, "today"))
    names.each_decides(issue.decided_by, (*path, "decided_by"))
    _check_kept(names, issue, (*path, "kept_by"))
    for name, option in issue.options.items():
        names.each_decides(option.decided_by or (), (*path, "options", name, "decided_by"))
        if not isinstance(option.irreversible, bool):
            at = (*path, "options", name, "irreversible")
            names.each_known_option(option.irreversible, key, at)
            if name in option.irreversible:
                names.problem(at, f"{name!r} cannot lead back to itself; name other options")
    moves: set[tuple[str, str]] = set()
    for index, move in enumerate(issue.moves):
        here: Path_ = (*path, "moves", index)
        names.known_option(move.from_, key, (*here, "from"))
        names.known_option(move.to, key, (*here, "to"))
        names.each_decides(move.decided_by, (*here, "decided_by"))
        if MISSING in {move.from_, move.to}:
            continue
        if move.from_ == move.to:
            names.problem((*here, "to"), f"a move from {move.from_!r} to {move.to!r} changes nothing")
        elif (move.from_, move.to) in moves:
            names.problem(here, f"the move from {move.from_!r} to {move.to!r} is given twice")
        moves.add((move.from_, move.to))
    for holder, stance in issue.stances.items():
        here = (*path, "stances", holder)
        names.known(holder, names.holders, "party, bloc or camp", here, at_key=True)
        _check_stance(names, key, holder, stance)


def _check_kept(names: Names, issue: Issue, path: Path_) -> None:
    if not isinstance(issue.kept_by, dict):
        names.each_decides(issue.kept_by, path)
        return
    for party, commitment in issue.kept_by.items():
        names.decides(party, (*path, party), at_key=True)
        if isinstance(commitment.detection, str):
            check_detection(names, commitment.detection, (*path, party, "detection"))


def _check_stance(names: Names, key: str, holder: str, stance: Stance) -> None:
    path: Path_ = ("issues", key, "stances", holder)
    if stance.order is not None:
        at = names.written((*path, "order"), path)
        for mention in names.ranked(stance.order):
            names.known_option(mention.word, key, at, offset=mention.offset)
        _check_complete(names, stance.order.meaning.names, key, holder, at)
    if stance.points is not None:
        given = names.keys(
            *path, "points"
        )  # from the tree: points that are no numbers are there all the same
        for name in sorted(given):
            names.known_option(name, key, (*path, "points", name), at_key=True)
        _check_complete(names, given, key, holder, (*path, "points"))
    names.each_known_option(stance.never, key, (*path, "never"))
    if stance.demands is not None:
        demand: Path_ = (*path, "demands")
        names.each_known_option(stance.demands.option, key, names.written((*demand, "option"), demand))
        names.each_known(stance.demands.links, names.issues, "issue", (*demand, "links"))
    check_agreed(names, stance.agreed_by, holder, (*path, "agreed_by"))


def _check_complete(names: Names, given: Iterable[str], key: str, holder: str, path: Path_) -> None:
    """Check that no option is left out, other than those that are only misspelt."""
    options, listed = names.options(key), list(given)
    misspelt = {closest(word, options) for word in listed if word not in options}
    missing = sorted(options.difference(listed, misspelt))
    if missing:
        word = "option" if len(missing) == 1 else "options"
        names.problem(path, f"the stance of {holder!r} omits the {word} {', '.join(map(repr, missing))}")
