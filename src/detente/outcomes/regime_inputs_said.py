"""The inputs of regimes in words: limits, declarations, what is inspected, other ways to, and sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import spaced, within
from detente.outcomes.dates_said import day_says

if TYPE_CHECKING:
    from detente.case.model import CaseFile
    from detente.case.regimes import Regime

__all__ = ["regime_input_says", "side_name"]

_OF_SIDE = {
    "objects": "how many objects of verification {} has",
    "inspections": "how many inspections a year {} accepts",
    "quota": "the quota by which {} is inspected",
    "breach": "at how many objects a breach by {} would show",
    "seen": "the chance that an inspection notices a breach by {}",
    "other_means": "the chance that a breach by {} is noticed by other means",
    "gain": "what a breach would bring {}",
    "penalty": "what a detected breach would cost {}",
}
_OF_DESIGN = {
    "objects": "the objects of verification",
    "inspections": "the inspections a year",
    "seen": "the chance that an inspection notices a breach",
    "other_means": "the chance that other means notice a breach",
    "cost": "the cost",
}
_OF_SITE = {
    "harm": "the harm of a breach at {}",
    "gain": "what a breach at {} would bring",
    "penalty": "what a detected breach at {} would cost",
    "seen": "the chance that an inspection of {} notices a breach",
    "cost": "what an inspection of {} costs",
}


def regime_input_says(case: CaseFile, path: str) -> str:
    """Return an input of a regime in words; nothing where the path stands for none."""
    _, key, part, name, detail = [*path.split(".", 4), "", "", "", ""][:5]
    regime = case.regimes.get(key)
    if regime is None:
        return ""
    of_it = f" under “{regime.name or spaced(key)}”"
    if part == "inspected" and detail in _OF_SIDE:
        return _OF_SIDE[detail].format(within(side_name(case, regime, name))) + of_it
    if part == "designs" and name in regime.designs and detail in _OF_DESIGN:
        return f"{_OF_DESIGN[detail]} in the design “{regime.designs[name].name or spaced(name)}”{of_it}"
    if part == "sites" and name in regime.sites and detail in _OF_SITE:
        return _OF_SITE[detail].format(regime.sites[name].name or spaced(name)) + of_it
    said = _of_what_is_held(case, regime, part, name)
    return said and said + of_it


def _of_what_is_held(case: CaseFile, regime: Regime, part: str, name: str) -> str:
    """Say a limit by its article, and a declaration by who made it and for which day."""
    if part == "limits":
        found = (one for index, one in enumerate(regime.limits) if name in {one.id, str(index)})
        return next((f"the limit of {limit.article}" for limit in found), "")
    if part == "declarations" and name.isdigit() and int(name) < len(regime.declarations):
        declared = regime.declarations[int(name)]
        return f"what {within(side_name(case, regime, declared.by))} declared for {day_says(declared.as_of)}"
    return ""


def side_name(case: CaseFile, regime: Regime, key: str) -> str:
    """Return the name of a party, bloc, state or group of a regime: that of the case, else the regime's."""
    in_case = case.parties.get(key) or case.blocs.get(key)
    found = regime.groups.get(key) or regime.states.get(key)
    names = (one.name for one in (in_case, found) if one is not None and one.name)
    return next(names, spaced(key))
