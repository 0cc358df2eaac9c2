"""The inputs of a case in words: what a path of the case file stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import option_name, within
from detente.case.numbers import Range
from detente.outcomes.conflict_inputs_said import conflict_input_says
from detente.outcomes.institution_inputs_said import institution_input_says
from detente.outcomes.naming import holders_of, name_of
from detente.outcomes.regime_inputs_said import regime_input_says
from detente.outcomes.road_inputs_said import road_input_says
from detente.outcomes.rules_said import decision_rule

if TYPE_CHECKING:
    from detente.case.model import CaseFile

__all__ = ["ground_says", "input_says"]

_OF_HOLDER = {
    "walk_away": "what no agreement is worth to {holder}",
    "weights": "the order of weights of {holder}",
    "members": "who belongs to {holder}",
    "decides_by": "the rule by which decisions of {holder} are made",
    "capability": "the capability of {holder}",
}
_OF_STANCE = {
    "": "the stance of {holder} on {issue}",
    "order": "the ranking of the options of {issue} by {holder}",
    "points": "the points of {holder} on {issue}",
    "weight": "how much {issue} weighs for {holder}",
    "never": "the red line of {holder} on {issue}",
    "demands": "the demand of {holder} on {issue}",
}
_OF_ISSUE = {
    "today": "what holds today on {issue}",
    "decided_by": "who decides on {issue}",
    "kept_by": "who could later breach what is agreed on {issue}",
}

_OF_STEP = {
    "decided_by": "who decides on {step} on {issue}",
    "irreversible": "that {step} on {issue} cannot be undone",
    "place": "the place of {step} on the scale of {issue}",
}
"""What may be said of an option, or of a move, of an issue."""
_OF_COMMITMENT = {
    "": "what keeps {holder} to what is agreed on {issue}",
    "gain": "what a breach of what is agreed on {issue} would bring {holder}",
    "penalty": "what a detected breach of what is agreed on {issue} would cost {holder}",
    "detection": "the probability that a breach by {holder} of what is agreed on {issue} is noticed",
    "keeps_gain": "whether {holder} keeps what a detected breach on {issue} brings",
}
_OF_SOMEBODY = {"stances": _OF_STANCE, "kept_by": _OF_COMMITMENT}

_ELSEWHERE = {
    **dict.fromkeys(("blocks", "horizon", "roadmap"), road_input_says),
    **dict.fromkeys(("agreements", "bodies", "powers", "procedures"), institution_input_says),
    "conflict": conflict_input_says,
    "regimes": regime_input_says,
}
"""What says the inputs of sections that have a module of their own."""


def input_says(case: CaseFile, path: str) -> str:
    """Return an input in words; a path that stands for nothing known comes back as it is.

    >>> from detente.case.case import load
    >>> input_says(load("panama-canal"), "issues.duration.stances.panama.points.usa")
    'the points of Panama for “As the United States want it” on “Duration of the treaty”'
    """
    section, _, rest = path.partition(".")
    key, _, detail = rest.partition(".")
    if section in {"parties", "blocs", "camps"}:
        return _of_holder(case, key, detail) or path
    if section == "issues" and key in case.issues:
        return _of_issue(case, key, detail) or path
    if section == "rules":
        return _of_rule(case, rest)
    says = _ELSEWHERE.get(section)
    return (says(case, path) if says else _of_the_whole(case, section, rest)) or path


def _of_the_whole(case: CaseFile, section: str, rest: str) -> str:
    index = rest.partition(".")[0]
    if section == "trust" and index.isdigit():
        entry = case.trust[int(index)]
        return f"the trust of {within(name_of(case, entry.from_))} in {within(name_of(case, entry.to))}"
    if section == "scales" and rest in type(case.scales).model_fields:
        return f"what the word “{rest}” stands for"
    return _of_answers(case, rest) if section == "threats" else ""


def _of_answers(case: CaseFile, rest: str) -> str:
    """Say whose answers about threats these are: experts go by their side, and not by name."""
    asked, (_, number, _, who) = case.threats, (*rest.split("."), "", "", "")[:4]
    if asked is None or not number.isdigit() or int(number) >= len(asked.rounds):
        return ""
    if who in asked.experts:
        whose = f"an expert of {within(name_of(case, asked.experts[who].of))}"
    elif asked.is_observer(who):
        whose = "the impartial observer"
    else:
        return ""
    return f"what {whose} answered about threats in round {asked.rounds[int(number)].round}"


def ground_says(case: CaseFile, path: str) -> str:
    """Return in words what a verdict rests on: of a stance the red lines, of a bloc's rule what it says.

    >>> from detente.case.case import load
    >>> ground_says(load("panama-canal"), "issues.duration.stances.panama")
    'the red line of Panama on “Duration of the treaty”'
    """
    section, *rest = path.split(".")
    if section == "blocs" and rest[1:] == ["decides_by"]:
        return f"that {within(name_of(case, rest[0]))} decides by {decision_rule(case, rest[0])}"
    is_stance = section == "issues" and len(rest) == 3 and rest[1] == "stances"  # noqa: PLR2004 - its form
    return input_says(case, f"{path}.never" if is_stance else path)


def _of_holder(case: CaseFile, key: str, detail: str) -> str:
    holder = within(name_of(case, key))
    what, _, id_ = detail.partition(".")
    if what == "walk_away" and not isinstance(holders_of(case)[key].walk_away, Range):
        return f"the refusal of {holder} to be worse off than today"
    if what == "red_lines":
        return f"the red line of {holder}: {_line(case, key, id_)}"
    if what == "worth":
        said = _interaction(case, key, id_.partition(".")[0])
        return f"the gain or loss of {holder} by a combination" + (f" (“{said}”)" if said else "")
    return _OF_HOLDER[what].format(holder=holder) if what in _OF_HOLDER else ""


def _line(case: CaseFile, key: str, id_: str) -> str:
    lines = holders_of(case)[key].red_lines
    return next((line.says.rstrip(".") for line in lines if line.id == id_ and line.says), id_)


def _interaction(case: CaseFile, key: str, index: str) -> str:
    worth = holders_of(case)[key].worth
    return (worth[int(index)].says or "").rstrip(".") if index.isdigit() and int(index) < len(worth) else ""


def _of_issue(case: CaseFile, key: str, detail: str) -> str:
    issue = f"“{name_of(case, key)}”"
    if detail in _OF_ISSUE:
        return _OF_ISSUE[detail].format(issue=issue)
    part, _, rest = detail.partition(".")
    which, _, of_step = rest.partition(".")
    if part in {"options", "moves"} and of_step in _OF_STEP:
        return _OF_STEP[of_step].format(step=_step(case, key, part, which), issue=issue)
    if part not in _OF_SOMEBODY or not rest:
        return ""
    holder, _, what = rest.partition(".")
    name = within(name_of(case, holder))
    if what.startswith("points."):
        option = what.partition(".")[2]
        return f"the points of {name} for “{option_name(case, key, option)}” on {issue}"
    return _OF_SOMEBODY[part].get(what, "").format(holder=name, issue=issue)


def _step(case: CaseFile, issue: str, part: str, which: str) -> str:
    if part == "options":
        return f"“{option_name(case, issue, which)}”"
    move = case.issues[issue].moves[int(which)]
    before, after = (option_name(case, issue, option) for option in (move.from_, move.to))
    return f"the move from “{before}” to “{after}”"


def _of_rule(case: CaseFile, id_: str) -> str:
    for index, rule in enumerate(case.rules):
        if id_ in {rule.id, str(index)}:
            return f"the rule: {(rule.says or rule.require.text).rstrip('.')}"
    return f"the rule {id_}"
