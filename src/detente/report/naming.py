"""Names as readers know them: of parties, alone and in groups, of options and of packages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.bargaining.sentences import joined
from detente.outcomes.holders import members

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.case.model import CaseFile

__all__ = ["capitalised", "changes", "counted", "deciders_say", "grouped", "name_of", "option_name", "short_name"]

LONGEST_SHORT_NAME = 24
"""Characters of a name, past which a narrow column shows the key of the case file instead."""


def name_of(case: CaseFile, key: str) -> str:
    """Return the name of a party, bloc, camp or issue; the key itself where the case has no such thing."""
    for section in (case.parties, case.blocs, case.camps, case.issues):
        if key in section:
            return section[key].name or key  # type: ignore[attr-defined, no-any-return]
    like = re.fullmatch(r"(\w+)_and_(\d+)_like_it", key)
    return f"{name_of(case, like[1])} and {counted(int(like[2]), 'other')} like it" if like else key


def short_name(case: CaseFile, key: str) -> str:
    """Return a name for a narrow column: the name where it is short, else the key with its words apart."""
    name = name_of(case, key)
    return name if len(name) <= LONGEST_SHORT_NAME else key.replace("_", " ").capitalize()


def option_name(case: CaseFile, issue: str, option: str) -> str:
    """Return the name of an option."""
    return case.issues[issue].options[option].name or option


def capitalised(words: str) -> str:
    """Return a sentence with a capital first letter, and the rest as it was.

    >>> capitalised("the EU signs")
    'The EU signs'
    """
    return words[:1].upper() + words[1:]


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "issue"), counted(1200, "issue"), counted(2, "party", "parties")
    ('1 issue', '1,200 issues', '2 parties')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def grouped(case: CaseFile, parties: Iterable[str]) -> list[str]:
    """Return names for some parties; a whole bloc or camp comes under its own name, with its size."""
    left = dict.fromkeys(parties)
    names = []
    groups = [(key, members(case, key)) for key in case.blocs] + [
        (key, camp.members) for key, camp in case.camps.items()
    ]
    for key, group in sorted(groups, key=lambda one: -len(one[1])):
        if len(group) > 1 and all(party in left for party in group):
            names.append(f"{name_of(case, key)} ({counted(len(group), 'member')})")
            for party in group:
                del left[party]
    return names + [name_of(case, party) for party in left]


def deciders_say(case: CaseFile, deciders: Iterable[str]) -> str:
    """Return who decides, with the rule by which a bloc does."""
    return joined(_decider(case, key) for key in deciders)


def _decider(case: CaseFile, key: str) -> str:
    bloc = case.blocs.get(key)
    if bloc is None:
        return name_of(case, key)
    count, rule = counted(len(bloc.members), "member"), bloc.decides_by
    if rule == "consensus":
        return f"{name_of(case, key)} (consensus of {count})"
    if rule.at_least is not None:
        return f"{name_of(case, key)} (at least {rule.at_least} of {count})"
    return f"{name_of(case, key)} (by weighted votes of {count})"


def changes(case: CaseFile, package: Mapping[str, str], today: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a package changes from today: the name of each issue, and that of its new option."""
    return [
        (name_of(case, issue), option_name(case, issue, option))
        for issue, option in package.items()
        if today.get(issue) != option
    ]
