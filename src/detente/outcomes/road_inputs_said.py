"""The inputs of a roadmap in words: those of its building blocks, and those that hold for the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.formula import conjuncts
from detente.case.naming import block_name, spaced, window_name, within
from detente.case.wording import in_words
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.case.blocks import Need, Roadmap, Shift
    from detente.case.model import CaseFile
    from detente.case.numbers import Range

__all__ = ["road_input_says"]

_OF_BLOCK = {
    "decided_by": "who decides on {}",
    "after": "what {} waits for",
    "lifts": "which red lines and demands {} lifts",
    "needs": "the trust that {} needs",
    "lasts": "how long {} takes",
    "window": "when {} may start",
    "window.from": "the first period in which {} may start",
    "window.to": "the last period in which {} may start",
    "delivers": "the probability that {} is delivered",
    "breach": "the probability that {} is breached",
    "detection": "the probability that a breach of {} is noticed",
    "earns": "the trust that {} earns",
    "loses": "the trust that the failure of {} costs",
    "loses_if_breached": "the trust that a breach of {} costs",
    "takes": "how much room {} takes",
    "cost": "the cost of {}",
    "addresses": "by what part {} lessens threats",
}
_OF_WINDOW = {
    "": "the window {}",
    "from": "the first period of the window {}",
    "to": "the last period of the window {}",
    "open": "whether the window {} is open today",
    "opens": "the chance that the window {} opens",
    "closes": "the chance that the window {} closes",
}
_OF_SHOCK = {
    "": "the event {}",
    "chance": "the chance of the event {}",
    "loses": "the trust that the event {} costs",
}
_OF_HORIZON = {"from": "the first period under study", "to": "the last period under study"}
_OF_ROADMAP = {
    "goal": "the goal of the roadmap",
    "starts": "when the first building block may start",
    "capacity": "how many building blocks can run at a time",
    "decay": "how trust fades",
    "decay.by": "how fast trust fades",
    "decay.towards": "the level towards which trust fades",
}


def road_input_says(case: CaseFile, path: str) -> str:
    """Return an input of a roadmap in words, empty where a path stands for nothing known.

    ``path`` begins with ``blocks``, ``horizon`` or ``roadmap``, as in ``blocks.transit.needs.0.level``.
    """
    section, _, rest = path.partition(".")
    key, _, detail = rest.partition(".")
    if section == "blocks" and key in case.blocks:
        return _of_block(case, key, detail)
    if section == "horizon":
        return _OF_HORIZON.get(rest, "")
    return "" if case.roadmap is None else _of_roadmap(case, case.roadmap, key, detail)


def _of_block(case: CaseFile, key: str, detail: str) -> str:
    what, _, rest = detail.partition(".")
    if what == "addresses" and rest:
        return f"by what part “{block_name(case, key)}” lessens the threat “{_threat(case, rest)}”"
    words = _OF_BLOCK.get(detail) or _OF_BLOCK.get(what, "{}")
    said = words.format(f"“{block_name(case, key)}”")
    return said + _pair(case, getattr(case.blocks[key], what, None), rest)


def _threat(case: CaseFile, key: str) -> str:
    named = case.threats.listed.get(key) if case.threats is not None else None
    return (named.name if named is not None else None) or spaced(key)


def _of_roadmap(case: CaseFile, roadmap: Roadmap, key: str, detail: str) -> str:
    name, _, what = detail.partition(".")
    what, _, rest = what.partition(".")
    if key == "goal" and name.isdigit():
        asked = conjuncts(roadmap.goal.meaning)[int(name)]
        return f"that the goal asks for this: {in_words(asked, case)}"
    if key == "lesser_goals" and name:
        return f"the lesser goal “{spaced(name)}”"
    if key == "windows" and name:
        return _OF_WINDOW.get(what, "").format(f"“{window_name(case, name)}”")
    if key == "shocks" and name in roadmap.shocks:
        said = _OF_SHOCK.get(what, "").format(f"“{spaced(name)}”")
        return said + _pair(case, roadmap.shocks[name].loses, rest)
    if key == "strains" and name.isdigit():
        strain = roadmap.strains[int(name)]
        said = f"the trust that it costs if {in_words(strain.when.meaning, case)}"
        return said + _pair(case, strain.loses, rest)
    return _OF_ROADMAP.get(f"{key}.{detail}" if detail else key, "")


def _pair(case: CaseFile, given: Range | Sequence[Need | Shift] | None, rest: str) -> str:
    """Return whose trust in whom one of a list of pairs is about; nothing where it is of no such list."""
    index = rest.partition(".")[0]
    if not isinstance(given, tuple) or not index.isdigit():
        return ""
    one = given[int(index)]
    return f", of {within(name_of(case, one.from_))} in {within(name_of(case, one.to))}"
