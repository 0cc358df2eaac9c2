"""Who must accept for a bloc, or for several signatories together, to sign."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING

from detente.case.problems import TooLargeError
from detente.outcomes.decision_rules import rule_of
from detente.outcomes.holders import Voice, blocs_behind, members
from detente.outcomes.per_case import per_case
from detente.outcomes.rule_tree import accepts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from detente.case.model import CaseFile

__all__ = ["as_a_bloc", "asking", "everybody", "signs", "winning_coalitions"]

MOST_VOICES = 16
"""Voices of one bloc without consensus, past which its winning coalitions are not listed."""
MOST_COALITIONS = 20_000
"""Winning coalitions of all signatories together, past which they are not listed."""


def as_a_bloc(key: str) -> str:
    """Return under which name a bloc within a bloc accepts or refuses by what it itself asks for."""
    return f"{key} as a bloc"


def asking(key: str, issue: str) -> str:
    """Return under which name a bloc within a bloc, and whoever follows it, holds a demand on an issue."""
    return f"{key} asking on {issue}"


def signs(case: CaseFile, key: str, accepting: Iterable[str], judging: frozenset[str] = frozenset()) -> bool:
    """Tell whether a party or bloc signs when the given parties accept.

    ``judging``: blocs within blocs that must also accept themselves, by the name that ``as_a_bloc`` gives.
    """
    accepting = frozenset(accepting)
    if key not in case.blocs:
        return key in accepting
    if key in judging and as_a_bloc(key) not in accepting:
        return False
    bloc = case.blocs[key]
    agreed = {member for member in bloc.members if signs(case, member, accepting, judging)}
    # A rule may count the votes of parties behind members, in a body of their own.
    return bool(agreed) and accepts(rule_of(case, key), agreed | accepting)


@per_case
def winning_coalitions(
    case: CaseFile, signatories: tuple[str, ...], heard: tuple[Voice, ...]
) -> tuple[frozenset[str], ...]:
    """Return the minimal sets of voices whose acceptance lets every signatory sign.

    A bloc within a bloc that has a value of no agreement or a demand of its own is named beside the voices,
    as ``as_a_bloc`` names it. Under consensus there is one set: everybody. Raises ``ValueError`` for a bloc
    that decides by another rule and has too many different voices, or where there are too many coalitions.
    """
    per_signatory = [_coalitions(case, key, heard, _judging(case, key, signatories)) for key in signatories]
    if math.prod(map(len, per_signatory)) > MOST_COALITIONS:
        raise TooLargeError(
            "there are too many ways in which members can outvote each other to analyse them all:"
            f" more than {MOST_COALITIONS:,}"
        )
    joined = {frozenset().union(*choice) for choice in product(*per_signatory)}
    concerned = [frozenset().union(*coalitions) for coalitions in per_signatory]
    # Signatories without a voice in common have minimal sets together as they have alone.
    if sum(map(len, concerned)) > len(frozenset().union(*concerned)):
        joined = {one for one in joined if not any(other < one for other in joined)}
    return tuple(sorted(joined, key=sorted))


@per_case
def everybody(case: CaseFile, signatories: tuple[str, ...], heard: tuple[Voice, ...]) -> frozenset[str]:
    """Return all whose acceptance could matter: the voices, and blocs within blocs that judge themselves."""
    within = (as_a_bloc(one) for key in signatories for one in _judging(case, key, signatories))
    return frozenset(voice.key for voice in heard).union(within)


def _judging(case: CaseFile, key: str, signatories: Sequence[str]) -> frozenset[str]:
    """Return the blocs within one that ask for something themselves, save those that sign anyway."""
    within = (one for one in blocs_behind(case, (key,)) if one not in signatories)
    return frozenset(one for one in within if _judges(case, one))


def _coalitions(
    case: CaseFile, key: str, heard: Sequence[Voice], judging: frozenset[str]
) -> list[frozenset[str]]:
    behind = set(members(case, key))
    own = {voice.key: frozenset(voice.parties) for voice in heard if behind & set(voice.parties)}
    own |= {as_a_bloc(one): frozenset({as_a_bloc(one)}) for one in sorted(judging)}
    if _needs_all(case, key):
        return [frozenset(own)]
    if len(own) > MOST_VOICES:
        raise TooLargeError(
            f"{key!r} has {len(own)} different voices and no consensus rule;"
            f" at most {MOST_VOICES} can be analysed"
        )
    return _minimal_sets(
        tuple(own),
        lambda chosen: signs(case, key, frozenset().union(*(own[one] for one in chosen)), judging),
    )


def _minimal_sets(names: Sequence[str], wins: Callable[[frozenset[str]], bool]) -> list[frozenset[str]]:
    """Return the minimal sets that win, where whatever holds a winning set wins too."""
    found = []
    # Sets are numbers, a bit for each name, so that every set comes after those within it.
    winning = bytearray(1 << len(names))
    bits = [1 << position for position in range(len(names))]
    for number in range(len(winning)):
        if any(number & bit and winning[number ^ bit] for bit in bits):
            winning[number] = 1
            continue
        chosen = frozenset(name for name, bit in zip(names, bits, strict=True) if number & bit)
        if wins(chosen):
            winning[number] = 1
            found.append(chosen)
    return found


def _judges(case: CaseFile, key: str) -> bool:
    """Tell whether a bloc has a value of no agreement, or a demand, of its own."""
    stances = (issue.stances[key] for issue in case.issues.values() if key in issue.stances)
    return case.blocs[key].walk_away is not None or any(stance.demands is not None for stance in stances)


def _needs_all(case: CaseFile, key: str) -> bool:
    if key not in case.blocs:
        return True
    bloc = case.blocs[key]
    return bloc.decides_by.is_everybody and all(_needs_all(case, member) for member in bloc.members)
