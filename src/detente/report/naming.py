"""Names as readers know them: of parties, alone and in groups, of options and of packages."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from detente.case.naming import option_name, spaced, together, within
from detente.outcomes.counts_said import counted
from detente.outcomes.holders import members
from detente.outcomes.naming import name_of
from detente.outcomes.rules_said import decision_rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from detente.case.model import CaseFile

__all__ = [
    "changes",
    "deciders_say",
    "grouped",
    "ordinal",
    "percent",
    "percents",
    "plainly",
    "short_name",
]

LEAST_PERCENT = 0.1
"""The smallest share that is written out, in per cent."""
TWO_DIGITS = range(10, 100)
LONGEST_SHORT_NAME = 24
"""Characters of a name, past which a narrow column shows the key of the case file instead."""


def short_name(case: CaseFile, key: str) -> str:
    """Return a name for a narrow column: the name where it is short, else the key with its words apart."""
    name = name_of(case, key)
    return name if len(name) <= LONGEST_SHORT_NAME else spaced(key).capitalize()


def ordinal(number: int) -> str:
    """Return a place in an order.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    endings = {} if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{endings.get(number % 10, 'th')}"


def percent(share: float) -> str:
    """Return a share in per cent that is never rounded to all or to nothing.

    >>> [percent(share) for share in (0, 0.0004, 0.017, 0.653, 0.9997, 1)]
    ['0%', 'under 0.1%', '1.7%', '65%', 'over 99.9%', '100%']
    """
    if share in {0, 1}:
        return f"{share:.0%}"
    hundredths = 100 * share
    if hundredths < LEAST_PERCENT:
        return f"under {LEAST_PERCENT}%"
    if hundredths > 100 - LEAST_PERCENT:
        return f"over {100 - LEAST_PERCENT}%"
    decimals = 0 if round(hundredths) in TWO_DIGITS else 1
    # Halves go up, so that 5/8 and 3/8 are treated alike.
    return f"{math.floor(hundredths * 10**decimals + 0.5) / 10**decimals:.{decimals}f}%"


def percents(shares: Iterable[float]) -> list[str]:
    """Return shares that stand beside each other in per cent, all with as many decimals.

    >>> percents([0.97, 0.029]), percents([0.6, 0.4])
    (['97.0%', '2.9%'], ['60%', '40%'])
    """
    listed = list(shares)
    fine = any("." in percent(share) for share in listed)
    return [
        f"{share:.1%}" if fine and share not in {0, 1} and said[0].isdigit() else said
        for share, said in ((share, percent(share)) for share in listed)
    ]


def plainly(case: CaseFile, deciders: Iterable[str]) -> str:
    """Return who decides, by name alone."""
    return together(within(name_of(case, key)) for key in deciders)


def grouped(case: CaseFile, parties: Iterable[str], apart: Collection[str] = ()) -> list[str]:
    """Return names for some parties; a whole bloc or camp comes under its own name, with its size.

    Those in ``apart`` are named by themselves, and a group to which they belong as its other members.
    """
    left = dict.fromkeys(parties)
    alone = [party for party in left if party in apart]
    whole, others = [], []
    groups = [(key, members(case, key)) for key in case.blocs] + [
        (key, camp.members) for key, camp in case.camps.items()
    ]
    for key, group in sorted(groups, key=lambda one: -len(one[1])):
        folded = [party for party in group if party not in alone]
        if len(folded) > 1 and all(party in left for party in group):
            of = within(name_of(case, key))
            if len(folded) == len(group):
                whole.append(f"{of} ({counted(len(group), 'member')})")
            else:
                others.append(f"the other {counted(len(folded), 'member')} of {of}")
            for party in folded:
                del left[party]
    rest = [party for party in left if party not in alone]
    return [*whole, *_named(case, alone), *others, *_named(case, rest)]


def _named(case: CaseFile, keys: Iterable[str]) -> list[str]:
    return [within(name_of(case, key)) for key in keys]


def deciders_say(case: CaseFile, deciders: Iterable[str]) -> str:
    """Return who decides, with the rule by which a bloc does."""
    return together(_decider(case, key) for key in deciders)


def _decider(case: CaseFile, key: str) -> str:
    name = within(name_of(case, key))
    return f"{name} ({decision_rule(case, key)})" if key in case.blocs else name


def changes(case: CaseFile, package: Mapping[str, str], today: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a package changes from today: the name of each issue, and that of its new option."""
    return [
        (name_of(case, issue), option_name(case, issue, option))
        for issue, option in package.items()
        if today.get(issue) != option
    ]
