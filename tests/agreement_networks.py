"""Networks of agreements for tests: drawn at random, and gone through pattern by pattern of consent.

Everything is found from the case as it is written, and by nothing of the program that reads it.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from detente.case.case import Case

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from hypothesis.strategies import DrawFn

__all__ = ["by_enumeration", "case_of", "networks", "reaching", "subsets"]


def case_of(parties: Collection[str], blocs: Mapping[str, Any], agreements: Mapping[str, Any]) -> Case:
    return Case.from_mapping(
        {
            "detente": 1,
            "title": "A network",
            "as_of": "2010-02-01",
            "parties": {party: {} for party in parties},
            "blocs": dict(blocs),
            "agreements": dict(agreements),
        }
    )


@cache
def _integers(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)


@st.composite
def networks(draw: DrawFn, most: int = 7) -> dict[str, Any]:
    """Draw parties, a bloc, now and then a second that overlaps with it or contains it, and agreements."""
    names = [f"p{number}" for number in range(draw(_integers(2, most)))]
    parties = [*names, "partner"]
    members = draw(st.lists(st.sampled_from(names), min_size=1, max_size=len(names), unique=True))
    blocs: dict[str, Any] = {"bloc": {"members": members, **draw(_rules("decides_by", members, members))}}
    if draw(st.booleans()):
        others = draw(st.lists(st.sampled_from([*parties, "bloc"]), min_size=1, max_size=4, unique=True))
        blocs["other"] = {"members": others, **draw(_rules("decides_by", others, others))}
    network: dict[str, Any] = {"parties": parties, "blocs": blocs, "agreements": {}}
    for number in range(draw(_integers(0, 5))):
        between = draw(st.lists(st.sampled_from([*parties, *blocs]), min_size=1, max_size=4, unique=True))
        inside = {one for key in between for one in (key, *blocs.get(key, {"members": ()})["members"])}
        if len({party for key in between for party in _parties(network, key)}) > 1:
            rule = draw(_rules("rule", between, sorted(inside)))
            network["agreements"][f"a{number}"] = {"between": between, **rule}
    return network


@st.composite
def _rules(draw: DrawFn, key: str, named: list[str], needed: list[str]) -> dict[str, Any]:
    kind = draw(st.sampled_from(("consensus", "consensus", "at_least", "lead", "two", "quota")))
    including = draw(st.lists(st.sampled_from(needed), max_size=2, unique=True))
    if kind == "at_least":
        return {key: {"at_least": draw(_integers(1, len(named))), "including": including}}
    if kind == "lead":
        return {key: {"lead": draw(st.sampled_from(needed)), "including": including}}
    if kind == "two":
        most = {"at_least": draw(_integers(1, len(named)))}
        return {key: {"any_of": [most, draw(st.sampled_from(needed))], "including": including}}
    if kind == "quota":
        weights = {one: draw(_integers(0, 3)) for one in named}
        quota = draw(_integers(0, sum(weights.values())))
        return {key: {"quota": quota, "weights": weights, "including": including}}
    return {}


def _parties(network: dict[str, Any], key: str) -> set[str]:
    if key not in network["blocs"]:
        return {key}
    return {party for one in network["blocs"][key]["members"] for party in _parties(network, one)}


def _consents(network: dict[str, Any], key: str, there: Collection[str]) -> bool:
    if key not in network["blocs"]:
        return key in there
    bloc = network["blocs"][key]
    return _meets(network, bloc.get("decides_by"), bloc["members"], there)


def _meets(
    network: dict[str, Any], rule: dict[str, Any] | None, named: list[str], there: Collection[str]
) -> bool:
    consenting = [one for one in named if _consents(network, one, there)]
    if rule is None:
        return len(consenting) == len(named)
    if not all(_consents(network, one, there) for one in rule.get("including", ())):
        return False
    if "lead" in rule:
        return _consents(network, rule["lead"], there)
    if "any_of" in rule:
        most, one = rule["any_of"]
        return len(consenting) >= most["at_least"] or _consents(network, one, there)
    if "quota" in rule:
        return bool(consenting) and sum(rule["weights"][one] for one in consenting) >= rule["quota"]
    least: int = rule["at_least"]
    return len(consenting) >= least


def reaching(network: dict[str, Any], there: Collection[str]) -> set[str]:
    """Return who is joined to the partner by agreements in force, found from set to set."""
    sets = []
    for agreement in network["agreements"].values():
        between = agreement["between"]
        if _meets(network, agreement.get("rule"), between, there):
            consenting = [key for key in between if _consents(network, key, there)]
            sets.append({party for key in consenting for party in _parties(network, key)})
    reached = {"partner"}
    for _ in sets:
        for bound in sets:
            if bound & reached:
                reached |= bound
    return reached


def subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


def by_enumeration(network: dict[str, Any], probability: Fraction) -> dict[str, Fraction]:
    members = network["blocs"]["bloc"]["members"]
    found = {}
    for member in members:
        others = [one for one in network["parties"] if one != member]
        total = Fraction(0)
        for there in subsets(others):
            chance = probability ** len(there) * (1 - probability) ** (len(others) - len(there))
            gained = reaching(network, {*there, member}) - reaching(network, there)
            total += chance * sum(one in gained for one in members if one != member)
        found[member] = total / max(len(members) - 1, 1)
    return found
