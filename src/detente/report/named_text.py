"""Sentences of analyses with the names of the case in place of its short names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.report.inputs_said import input_says
from detente.report.naming import holders_of, name_of, option_name, section_of, within

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.case.model import CaseFile

__all__ = ["carrier_says", "in_names"]

_CARRIER = re.compile(r"(red line|demand|interaction|points|no longer tradeable) ([\w.-]+) \((?=[\d,]+\))")


def in_names(case: Case, sentence: str) -> str:
    """Return a sentence with formulas, carriers of harm and variants under the names that readers know.

    >>> from detente.case.case import load
    >>> in_names(load("panama-canal"), "no package with duration is panama can be signed")
    'no package in which “Duration of the treaty” is “As Panama wants it” can be signed'
    """
    named = sentence
    variant = re.match(r"in (\w+), ", named)
    if variant is not None and variant[1] in case.variants:
        named = f"in the variant “{variant[1].replace('_', ' ')}”, {named[variant.end() :]}"
    named = _CARRIER.sub(lambda found: f"{carrier_says(case, found[1], found[2])} (", named)
    for key in sorted(case.issues, key=len, reverse=True):
        named = _issue_named(case, key, named)
    return re.sub(r"(packages?) with (?=not “|“)", r"\1 in which ", named)


def _issue_named(case: CaseFile, key: str, sentence: str) -> str:
    options = "|".join(
        re.escape(option) for option in sorted(case.issues[key].options, key=len, reverse=True)
    )
    single = re.compile(rf"(?<![\w“])(not )?{re.escape(key)} (is|to) ({options})\b(?!”)")
    several = re.compile(rf"(?<![\w“])(not )?{re.escape(key)} in \(((?:{options})(?:, (?:{options}))*)\)")

    def say(found: re.Match[str]) -> str:
        verb = f"{found[2]} not" if found[1] else found[2]
        return f"“{name_of(case, key)}” {verb} “{option_name(case, key, found[3])}”"

    def say_several(found: re.Match[str]) -> str:
        names = " or ".join(f"“{option_name(case, key, option)}”" for option in found[2].split(", "))
        return f"“{name_of(case, key)}” is {'not ' if found[1] else ''}{names}"

    return several.sub(say_several, single.sub(say, sentence))


def carrier_says(case: CaseFile, kind: str, id_: str) -> str:
    """Name what carries a harm: a holder, a red line by its words, or a demand."""
    if id_.startswith("rules."):
        return input_says(case, id_)
    for key, holder in holders_of(case).items():
        if any(line.id == id_ for line in holder.red_lines):
            return input_says(case, f"{section_of(case, key)}.{key}.red_lines.{id_}")
    holder_key, _, rest = id_.partition(".")
    issue = rest.partition(".")[0]
    if issue in case.issues:
        return f"the {kind} of {within(name_of(case, holder_key))} on “{name_of(case, issue)}”"
    name = within(name_of(case, id_))
    if kind == "interaction":
        return f"what a combination is worth to {name}"
    if kind == "points":
        return f"what it costs {name}"
    return (
        f"{name}, who can no longer be compensated on this issue"
        if kind == "no longer tradeable"
        else f"{kind} {name}"
    )
