"""Hypothesis strategies for whole small cases, as the mapping that an analyst would write in YAML.

Every case drawn is valid. It may have blocs with any rule and blocs within blocs, camps, stances in rank
orders and in points, red lines on options and across issues, lines that a bloc has agreed, demands that link
issues, worth, values of no agreement, rules that contradict each other, and a negotiation named or not.
"""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from detente.case.case import Case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import SearchStrategy

__all__ = ["case_mappings", "formula_text", "read_case"]

MOST_PACKAGES = 96
"""Packages of all issues of a drawn case; the oracle goes through them many times."""


def read_case(mapping: Mapping[str, Any]) -> Case:
    """Read a mapping as the case file that says the same."""
    return Case.from_text(json.dumps(mapping))


def formula_text(mapping: Mapping[str, Any], chance: Random) -> str:
    """Return a formula over the issues of a case, in the words of the small language."""
    draft = _Draft(chance)
    draft.options = {issue: list(one["options"]) for issue, one in mapping["issues"].items()}
    return draft.formula()


def case_mappings(*, alliances: bool = True) -> SearchStrategy[dict[str, Any]]:
    """Draw whole valid cases as mappings; without ``alliances`` they have no blocs and no camps.

    Some are drawn by hypothesis choice by choice, so that a failure is made small; most come from a seed, as
    hypothesis alone repeats itself and few of its cases have a frontier of several values.
    """
    seeded = st.integers(0, 2**32 - 1).map(Random)
    chance = st.one_of(seeded, seeded, seeded, st.randoms(use_true_random=False))
    return chance.map(lambda chance: _case(chance, alliances=alliances))


class _Draft:
    """A case being drawn: its chance, and the parts on which later parts depend."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.scale = chance.choice([1, 3, 10])
        # In a calm case little stands in the way, so that its frontier has several values.
        self.calm = chance.choice([True, False])
        self.parties = [f"party{index}" for index in range(chance.choice([1, 2, 2, 3, 3, 4, 5]))]
        self.blocs: dict[str, dict[str, Any]] = {}
        self.camps: dict[str, dict[str, Any]] = {}
        self.options: dict[str, list[str]] = {}
        self.issues: dict[str, dict[str, Any]] = {}

    def one_in(self, times: int) -> bool:
        return self.chance.randint(1, times) == 1

    def seldom(self, times: int) -> bool:
        """Tell whether to add something that stands in the way."""
        return self.one_in(4 * times if self.calm else times)

    def some(self, names: Sequence[str], least: int = 1) -> list[str]:
        return self.chance.sample(list(names), self.chance.randint(min(least, len(names)), len(names)))

    def number(self, low: int, high: int) -> Any:  # noqa: ANN401 - a number, a range or a range with a mode
        kind = self.chance.choice(["number", "number", "number", "number", "range", "mode"])
        values = sorted(self.chance.randint(low, high) for _ in range(3))
        if kind == "range":
            return [values[0], values[2]]
        return {"low": values[0], "mode": values[1], "high": values[2]} if kind == "mode" else values[1]

    def formula(self, depth: int = 2) -> str:
        """Return a formula over the issues, in the words of the small language."""
        kinds = ["is", "is", "is not", "in"] + (
            ["and", "or", "implies", "implies", "not", "at least"] if depth else []
        )
        kind = self.chance.choice(kinds)
        if kind in {"is", "is not", "in"}:
            issue = self.chance.choice(sorted(self.options))
            if kind == "in":
                return f"{issue} in ({', '.join(self.some(self.options[issue])[:2])})"
            return f"{issue} {kind} {self.chance.choice(self.options[issue])}"
        if kind == "not":
            return f"not ({self.formula(depth - 1)})"
        parts = [self.formula(depth - 1) for _ in range(self.chance.randint(2, 3))]
        if kind == "at least":
            return f"at least {self.chance.randint(1, len(parts))} of ({', '.join(parts)})"
        return f" {kind} ".join(f"({part})" for part in parts)

    def ranking(self, names: Sequence[str], *, bar: bool) -> str:
        """Return a rank order of names, with ties, and with a bar where one is allowed."""
        shuffled = self.chance.sample(list(names), len(names))
        signs = [self.chance.choice([" > ", " > ", " = "]) for _ in shuffled[1:]]
        if bar and signs and self.seldom(4):
            signs[self.chance.randrange(len(signs))] = " | "
        return shuffled[0] + "".join(sign + name for sign, name in zip(signs, shuffled[1:], strict=True))

    def agreeing(self, holder: str) -> list[str]:
        """Return the blocs that can have agreed a line of a holder."""
        mine = set(self.camps[holder]["members"]) if holder in self.camps else {holder}
        return [key for key, bloc in self.blocs.items() if key == holder or mine & set(bloc["members"])]


def _case(chance: Random, *, alliances: bool = True) -> dict[str, Any]:
    draft = _Draft(chance)
    if alliances:
        _form_blocs(draft)
        _form_camps(draft)
    able = [*draft.parties, *draft.blocs]
    _pose_issues(draft, able)
    holders = {**{party: dict[str, Any]() for party in draft.parties}, **draft.blocs, **draft.camps}
    for holder, given in holders.items():
        _take_stances(draft, holder)
        _weigh(draft, holder, given)
        _add_values(draft, given)
        _add_red_line(draft, holder, given)
    case: dict[str, Any] = {
        "detente": 1,
        "title": "A drawn case",
        "as_of": "2010-02-01",
        "parties": {party: holders[party] for party in draft.parties},
        "blocs": draft.blocs,
        "camps": draft.camps,
        "issues": draft.issues,
        "negotiation": {},
        "rules": [{"require": draft.formula()} for _ in range(chance.choice([0, 0, 0, 1, 1, 2]))],
    }
    if draft.one_in(2):
        case["negotiation"]["issues"] = draft.some(list(draft.issues), 2)
    if draft.one_in(2):
        case["negotiation"]["signatories"] = draft.some(able, 2)[:4]
    return case


def _form_blocs(draft: _Draft) -> None:
    free = list(draft.parties)
    for index in range(draft.chance.choice([0, 1, 1, 1, 2, 2])):
        overlaps = draft.one_in(6)
        members = draft.some(draft.parties if overlaps or not free else free, 2)
        if draft.blocs and draft.one_in(3):
            members.append(next(iter(draft.blocs)))
        free = [one for one in free if one not in members]
        draft.blocs[f"bloc{index}"] = {"members": members, **_decision_rule(draft, members)}


def _decision_rule(draft: _Draft, members: Sequence[str]) -> dict[str, Any]:
    kind = draft.chance.choice(["none", "consensus", "at least", "at least", "quota"])
    if kind == "none":
        return {}
    if kind == "consensus":
        return {"decides_by": "consensus"}
    rule: dict[str, Any] = {}
    if kind == "at least":
        rule["at_least"] = draft.chance.randint(1, len(members))
    else:
        rule["weights"] = {member: draft.chance.randint(1, 3) for member in draft.some(members)}
        rule["quota"] = draft.chance.randint(0, sum(rule["weights"].values()))
    if draft.one_in(4):
        rule["including"] = draft.some(members)[:1]
    return {"decides_by": rule}


def _form_camps(draft: _Draft) -> None:
    free = list(draft.parties)
    for index in range(draft.chance.choice([0, 0, 1, 1, 2])):
        bloc = draft.chance.choice([None, *draft.blocs])
        within = free if bloc is None else [one for one in free if one in draft.blocs[bloc]["members"]]
        if within:
            members = draft.some(within, 2)
            free = [one for one in free if one not in members]
            draft.camps[f"camp{index}"] = {"members": members, **({} if bloc is None else {"of": bloc})}


def _pose_issues(draft: _Draft, able: Sequence[str]) -> None:
    room = MOST_PACKAGES
    for index in range(draft.chance.choice([1, 2, 3, 3, 4, 4])):
        size = min(draft.chance.choice([1, 2, 2, 3, 3, 4]), room)
        room //= size
        options = [f"option{number}" for number in range(size)]
        issue: dict[str, Any] = {
            "options": {
                option: {"decided_by": draft.some(able)[:3]} if draft.one_in(6) else None
                for option in options
            },
            "today": draft.chance.choice(options),
            "decided_by": draft.some(able, 2)[:3],
            "stances": {},
        }
        if size > 1 and draft.one_in(5):
            before, after = draft.chance.sample(options, 2)
            issue["moves"] = [{"from": before, "to": after, "decided_by": draft.some(able)[:3]}]
        draft.options[f"issue{index}"] = options
        draft.issues[f"issue{index}"] = issue


def _take_stances(draft: _Draft, holder: str) -> None:
    """Give a holder stances on no, some or all issues; camps and blocs often leave them to their members."""
    keen = draft.chance.choice([1, 3, 4, 4] if holder in draft.parties else [0, 1, 3])
    for issue, options in draft.options.items():
        if draft.chance.randint(1, 4) > keen:
            continue
        stance: dict[str, Any] = {}
        kind = draft.chance.choice(["order", "order", "points", "points", "points", "points", "nothing"])
        if kind == "order":
            stance["order"] = draft.ranking(options, bar=True)
        elif kind == "points":
            stance["points"] = {option: draft.number(-draft.scale, draft.scale) for option in options}
        if kind != "order" and draft.seldom(8):
            stance["never"] = draft.some(options)[:1]
        agreeing = draft.agreeing(holder)
        if agreeing and draft.one_in(2):
            stance["agreed_by"] = draft.chance.choice(agreeing)
        if draft.seldom(7):
            stance["demands"] = _demand(draft, issue)
        if draft.one_in(6):
            stance["cost"] = draft.chance.randint(0, 5)
        draft.issues[issue]["stances"][holder] = stance


def _demand(draft: _Draft, issue: str) -> Any:  # noqa: ANN401 - an option, or a mapping with links and a cost
    option = draft.chance.choice(draft.options[issue])
    if draft.one_in(2):
        return option
    demand: dict[str, Any] = {"option": draft.some(draft.options[issue])[:2] if draft.one_in(3) else option}
    others = [other for other in draft.issues if other != issue]
    if others and draft.one_in(2):
        demand["links"] = draft.some(others)
    if draft.one_in(2):
        demand["cost"] = draft.chance.randint(0, 5)
    return demand


def _weigh(draft: _Draft, holder: str, given: dict[str, Any]) -> None:
    """Give the stances of a holder weights: numbers, words, ranges, a rank order, or none."""
    own = {issue: one["stances"][holder] for issue, one in draft.issues.items() if holder in one["stances"]}
    if own and draft.one_in(6):
        given["weights"] = draft.ranking(list(own), bar=False)
        return
    for stance in own.values():
        if draft.one_in(2):
            kind = draft.chance.choice(["integer", "integer", "range", "word"])
            words = draft.chance.choice(["vital", "important", "minor"])
            small = draft.chance.randint(1, 3)
            stance["weight"] = small if kind == "integer" else words if kind == "word" else draft.number(1, 4)


def _add_values(draft: _Draft, given: dict[str, Any]) -> None:
    """Give a holder a value of no agreement and interactions, or none."""
    scale = draft.scale
    if draft.calm and draft.one_in(2):
        given["walk_away"] = draft.number(-8 * scale, -scale)
    elif draft.one_in(3):
        given["walk_away"] = draft.chance.choice(["today", draft.number(-6 * scale, scale)])
    if draft.one_in(4):
        given["worth"] = [
            {"when": draft.formula(), "points": draft.number(-5 * scale, 5 * scale)}
            for _ in range(draft.chance.randint(1, 2))
        ]


def _add_red_line(draft: _Draft, holder: str, given: dict[str, Any]) -> None:
    if not draft.seldom(6):
        return
    line: dict[str, Any] = {
        "id": f"{holder}-line",
        draft.chance.choice(["never", "require"]): draft.formula(),
    }
    agreeing = draft.agreeing(holder)
    if agreeing and draft.one_in(2):
        line["agreed_by"] = draft.chance.choice(agreeing)
    if draft.one_in(3):
        line["cost"] = draft.chance.randint(0, 5)
    given["red_lines"] = [line]
