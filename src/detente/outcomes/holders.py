"""Whose stance counts as whose: parties, their camps and their blocs.

A member without a stance takes its camp's, else its bloc's. Members who end up with the same stances, lines
and points are one *voice*: one constraint, counted by number in means and votes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.following import followed
from detente.case.numbers import Range
from detente.outcomes.per_case import per_case

if TYPE_CHECKING:
    from detente.case.formula import Formula
    from detente.case.issues import Stance
    from detente.case.model import CaseFile
    from detente.case.parties import Bloc, Camp, Party

__all__ = [
    "VOICE",
    "Voice",
    "blocs_behind",
    "interactions_of",
    "members",
    "red_options",
    "section_of",
    "stance_holder",
    "voices",
    "walk_away_path",
]

VOICE = re.compile(r"(?P<first>\w+)_and_(?P<count>\d+)_like_it")
"""The key of a voice that is neither a party nor a camp nor a bloc."""


@dataclass(frozen=True)
class Voice:
    """Parties that want the same.

    ``key`` names them in results; ``stances`` gives, for each issue on which they have one, the holder whose
    stance it is; ``lines`` are the holders whose red lines across issues they share; ``worth`` and
    ``walk_away`` the holder whose interactions and whose value of no agreement count, if any.
    """

    key: str
    parties: tuple[str, ...]
    stances: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    worth: str | None
    walk_away: str | None


def section_of(case: CaseFile, holder: str) -> tuple[str, Party | Bloc | Camp]:
    """Return in which section of a case a party, bloc or camp stands, and what it says there."""
    if holder in case.parties:
        return "parties", case.parties[holder]
    return ("blocs", case.blocs[holder]) if holder in case.blocs else ("camps", case.camps[holder])


@per_case
def walk_away_path(case: CaseFile, holder: str | None) -> str | None:
    """Return where a number stands that no agreement is worth to a holder; None where that is today."""
    if holder is None:
        return None
    section, given = section_of(case, holder)
    return f"{section}.{holder}.walk_away" if isinstance(given.walk_away, Range) else None


@per_case
def interactions_of(case: CaseFile, holder: str | None) -> tuple[tuple[str, Formula], ...]:
    """Return where the points of each interaction of a holder stand, and when it holds."""
    if holder is None:
        return ()
    section, given = section_of(case, holder)
    return tuple(
        (f"{section}.{holder}.worth.{index}.points", interaction.when.meaning)
        for index, interaction in enumerate(given.worth)
    )


@per_case
def members(case: CaseFile, key: str) -> tuple[str, ...]:
    """Return the parties behind a party or a bloc, each once, those of blocs within blocs included."""
    if key not in case.blocs:
        return (key,)
    return tuple(
        dict.fromkeys(party for member in case.blocs[key].members for party in members(case, member))
    )


@per_case
def blocs_behind(case: CaseFile, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the blocs among the given parties and blocs, and those within them, in the order of the case."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key in case.blocs and key not in found:
            found.add(key)
            waiting += case.blocs[key].members
    return tuple(key for key in case.blocs if key in found)


def stance_holder(case: CaseFile, party: str, issue: str) -> str | None:
    """Return whose stance on an issue a party follows: its own, its camp's, its bloc's, or nobody's."""
    stances = case.issues[issue].stances
    return next((holder for holder in followed(case, party) if holder in stances), None)


@per_case
def voices(case: CaseFile, keys: tuple[str, ...]) -> tuple[Voice, ...]:
    """Return the parties behind the given ones, grouped into voices; nobody is grouped across those given."""
    behind: dict[str, list[str]] = {}
    for key in keys:
        for party in members(case, key):
            behind.setdefault(party, []).append(key)
    agreeing = _agreeing_blocs(case)
    groups: dict[tuple[object, ...], list[str]] = {}
    for party, given in behind.items():
        bound = tuple(key for key in agreeing if party in members(case, key))
        groups.setdefault(((*given, bound), *_signature(case, party)), []).append(party)
    return tuple(
        Voice(_label(case, tuple(group)), tuple(group), *signature)  # type: ignore[arg-type]
        for (_, *signature), group in groups.items()
    )


@per_case
def _agreeing_blocs(case: CaseFile) -> tuple[str, ...]:
    """Return the blocs that hold or have agreed a red line, which their members then share."""
    stances = [(holder, stance) for issue in case.issues.values() for holder, stance in issue.stances.items()]
    found = {stance.agreed_by or holder for holder, stance in stances if red_options(stance)}
    for section in (case.parties, case.blocs, case.camps):
        for holder, given in section.items():
            found.update(line.agreed_by or holder for line in given.red_lines)
    return tuple(key for key in case.blocs if key in found)


def red_options(stance: Stance) -> frozenset[str]:
    """Return the options that a stance never signs: right of the bar, or named under ``never``."""
    return frozenset(stance.never) if stance.order is None else stance.order.meaning.beyond


def _signature(case: CaseFile, party: str) -> tuple[object, ...]:
    holders = followed(case, party)
    stances = tuple(
        (key, holder)
        for key, issue in case.issues.items()
        if (holder := next((one for one in holders if one in issue.stances), None)) is not None
    )
    sections = {**case.parties, **case.blocs, **case.camps}
    lines = tuple(key for key in holders if sections[key].red_lines)
    worth = next((key for key in holders if sections[key].worth), None)
    counted = (key for key in holders if key not in case.blocs or _follows_only(key, stances, worth))
    walk_away = next((key for key in counted if sections[key].walk_away is not None), None)
    return stances, lines, worth, walk_away


def _follows_only(bloc: str, stances: tuple[tuple[str, str], ...], worth: str | None) -> bool:
    """Tell whether all that packages are worth to a party is what they are worth to its bloc.

    Only then can the bloc's value of no agreement be the party's: else the two have different yardsticks.
    """
    return {holder for _, holder in stances} == {bloc} and worth in {None, bloc}


def _label(case: CaseFile, parties: tuple[str, ...]) -> str:
    if len(parties) == 1:
        return parties[0]
    for section in (case.camps, case.blocs):
        for key in section:
            group = case.camps[key].members if key in case.camps else members(case, key)
            if set(group) == set(parties):
                return key
    return f"{parties[0]}_and_{len(parties) - 1}_like_it"
