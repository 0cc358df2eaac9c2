"""Names as readers know them: of parties, alone and in groups, of options and of packages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.bargaining.sentences import joined
from detente.case.wording import in_words
from detente.outcomes.holders import members

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.case.formula import Formula
    from detente.case.model import CaseFile
    from detente.case.numbers import Range
    from detente.case.parties import Bloc, Camp, Party

__all__ = [
    "capitalised",
    "changes",
    "counted",
    "deciders_say",
    "decision_rule",
    "formula_says",
    "grouped",
    "holders_of",
    "name_of",
    "option_name",
    "percent",
    "percents",
    "plainly",
    "section_of",
    "short_name",
    "spaced",
    "together",
    "within",
]

LEAST_PERCENT = 0.1
"""The smallest share that is written out, in per cent."""
TWO_DIGITS = range(10, 100)
LONGEST_SHORT_NAME = 24
"""Characters of a name, past which a narrow column shows the key of the case file instead."""


def name_of(case: CaseFile, key: str) -> str:
    """Return the name of a party, bloc, camp or issue; the key itself where the case has no such thing."""
    known = holders_of(case).get(key) or case.issues.get(key)
    if known is not None:
        return known.name or spaced(key)
    like = re.fullmatch(r"(\w+)_and_(\d+)_like_it", key)
    return f"{name_of(case, like[1])} and {counted(int(like[2]), 'other')} like it" if like else key


def holders_of(case: CaseFile) -> dict[str, Party | Bloc | Camp]:
    """Return everybody who may have a stance, by short name."""
    return {**case.parties, **case.blocs, **case.camps}


def section_of(case: CaseFile, key: str) -> str:
    """Return the section of the case file in which somebody stands."""
    return "parties" if key in case.parties else "blocs" if key in case.blocs else "camps"


def short_name(case: CaseFile, key: str) -> str:
    """Return a name for a narrow column: the name where it is short, else the key with its words apart."""
    name = name_of(case, key)
    return name if len(name) <= LONGEST_SHORT_NAME else spaced(key).capitalize()


def option_name(case: CaseFile, issue: str, option: str) -> str:
    """Return the name of an option."""
    return case.issues[issue].options[option].name or spaced(option)


def formula_says(case: CaseFile, formula: Formula) -> str:
    """Return a formula in words; keys that stand for a name have their words apart, as everywhere."""
    unnamed = {key for key, issue in case.issues.items() if not issue.name}
    unnamed |= {
        key for issue in case.issues.values() for key, option in issue.options.items() if not option.name
    }
    return re.sub(
        r"“(\w+)”",
        lambda found: f"“{spaced(found[1])}”" if found[1] in unnamed else found[0],
        in_words(formula, case),
    )


def spaced(key: str) -> str:
    """Return a key of the case file with its words apart.

    >>> spaced("order_talks")
    'order talks'
    """
    return key.replace("_", " ")


def capitalised(words: str) -> str:
    """Return a sentence with a capital first letter, and the rest as it was.

    >>> capitalised("the EU signs")
    'The EU signs'
    """
    return words[:1].upper() + words[1:]


def within(name: str) -> str:
    """Return a name as it stands within a sentence.

    >>> within("The members before 1999")
    'the members before 1999'
    """
    return f"the {name[4:]}" if name.startswith("The ") else name


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "issue"), counted(1200, "issue"), counted(2, "party", "parties")
    ('1 issue', '1,200 issues', '2 parties')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


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
    return f"{hundredths:.{decimals}f}%"


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


def together(names: Iterable[str]) -> str:
    """Join names as a sentence does, also where a name is made of two.

    >>> together(["NATO", "Georgia and Ukraine"]), together(["Georgia and Ukraine", "NATO"])
    ('NATO, Georgia and Ukraine', 'Georgia and Ukraine, and NATO')
    """
    listed = list(names)
    if not listed[1:] or not any(" and " in name for name in listed):
        return joined(listed)
    link = ", " if " and " in listed[-1] else ", and "
    return f"{', '.join(listed[:-1])}{link}{listed[-1]}"


def plainly(case: CaseFile, deciders: Iterable[str]) -> str:
    """Return who decides, by name alone."""
    return together(within(name_of(case, key)) for key in deciders)


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
    return [within(name) for name in names] + [within(name_of(case, party)) for party in left]


def deciders_say(case: CaseFile, deciders: Iterable[str]) -> str:
    """Return who decides, with the rule by which a bloc does."""
    return together(_decider(case, key) for key in deciders)


def _decider(case: CaseFile, key: str) -> str:
    return f"{name_of(case, key)} ({decision_rule(case, key)})" if key in case.blocs else name_of(case, key)


def decision_rule(case: CaseFile, key: str) -> str:
    """Return the rule by which a bloc decides, to be read after “by”.

    >>> from detente.case.case import load
    >>> decision_rule(load("nato-russia-2010"), "nato")
    'consensus of 28 members'
    """
    bloc = case.blocs[key]
    count, rule = counted(len(bloc.members), "member"), bloc.decides_by
    if rule == "consensus":
        return f"consensus of {count}"
    if rule.at_least is not None:
        needed = f"at least {rule.at_least} of {count}"
    else:
        assert rule.quota is not None
        votes = (f"{within(name_of(case, one))} {_votes(rule.weights[one])}" for one in rule.weights)
        needed = f"at least {_votes(rule.quota)} votes of {count} ({', '.join(votes)})"
    including = together(within(name_of(case, one)) for one in rule.including)
    return f"{needed}, {including} among them" if including else needed


def _votes(given: Range) -> str:
    return f"{float(given.nominal):g}"


def changes(case: CaseFile, package: Mapping[str, str], today: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a package changes from today: the name of each issue, and that of its new option."""
    return [
        (name_of(case, issue), option_name(case, issue, option))
        for issue, option in package.items()
        if today.get(issue) != option
    ]
