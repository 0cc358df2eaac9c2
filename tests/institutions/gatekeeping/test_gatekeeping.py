"""Gatekeeping: the toy's values, all patterns of consent one by one, and what must not matter."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import chain, combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from detente.case.case import Case
from detente.case.decision_rules import DecisionRule
from detente.case.problems import CaseError
from detente.institutions.gatekeeping.gatekeeping import gatekeeping_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from random import Random

    from hypothesis.strategies import DrawFn

TOY = YAML(typ="safe").load(
    (Path(__file__).parents[2] / "catalog" / "gatekeeper_toy.yaml").read_text(encoding="utf-8")
)


def _case(parties: Collection[str], blocs: Mapping[str, Any], agreements: Mapping[str, Any]) -> Case:
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


def _toy(structure: str) -> Case:
    listed = enumerate(TOY["structures"][structure]["agreements"])
    return _case(
        [*TOY["members"], TOY["partner"]],
        {"bloc": {"members": TOY["members"]}},
        {f"a{number}": agreement for number, agreement in listed},
    )


@pytest.mark.parametrize("probability", ["1", "9/10"])
@pytest.mark.parametrize("structure", TOY["structures"])
def test_the_toy_has_its_values_exactly(structure: str, probability: str) -> None:
    """Source: tests/catalog/gatekeeper_toy.yaml."""
    found = gatekeeping_of(_toy(structure), "bloc", "nato", probability)
    given_values = TOY["structures"][structure]["values"][probability]
    assert found.values == {member: Fraction(str(value)) for member, value in given_values.items()}
    assert found.exactness == "exact"


def test_under_consensus_all_are_alike_and_nobody_is_named_the_gatekeeper() -> None:
    found = gatekeeping_of(_toy("regional_unanimity"), "bloc", "nato", "9/10")
    assert found.gatekeeper is None
    assert found.all_alike
    assert found.tied == tuple(TOY["members"])
    assert "none stands above the others" in found.answer
    assert str(found.polynomials["rus"]) == "p^6"  # type: ignore[index]
    assert found.loses["arm"] == ("rus", "blr", "kaz", "kgz", "tjk")


def test_a_hub_is_the_gatekeeper_until_its_consent_is_not_needed_any_more() -> None:
    found = gatekeeping_of(_toy("regional_hub_rus_must_consent"), "bloc", "nato")
    assert found.gatekeeper == "rus"
    assert "needs rus by its own rule" in found.witness
    changed = _case(
        [*TOY["members"], "nato"],
        {"bloc": {"members": TOY["members"]}},
        {"a0": {"between": ["nato", *TOY["members"]], "rule": "nato"}},
    )
    assert gatekeeping_of(changed, "bloc", "nato").gatekeeper is None


# What follows goes through all patterns of consent, from the case as it is written and by nothing else.


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


def _reaching(network: dict[str, Any], there: Collection[str]) -> set[str]:
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


def _subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


def _by_enumeration(network: dict[str, Any], probability: Fraction) -> dict[str, Fraction]:
    members = network["blocs"]["bloc"]["members"]
    found = {}
    for member in members:
        others = [one for one in network["parties"] if one != member]
        total = Fraction(0)
        for there in _subsets(others):
            chance = probability ** len(there) * (1 - probability) ** (len(others) - len(there))
            gained = _reaching(network, {*there, member}) - _reaching(network, there)
            total += chance * sum(one in gained for one in members if one != member)
        found[member] = total / max(len(members) - 1, 1)
    return found


@settings(max_examples=150, deadline=None)
@given(networks(), st.fractions(0, 1, max_denominator=12))
def test_all_patterns_of_consent_give_the_same(network: dict[str, Any], probability: Fraction) -> None:
    case = _case(**network)
    found = gatekeeping_of(case, "bloc", "partner", probability)
    assert found.values == _by_enumeration(network, probability)


@settings(max_examples=3, deadline=None)
@given(networks(most=8))
def test_all_patterns_of_nine_parties_give_the_same(network: dict[str, Any]) -> None:
    found = gatekeeping_of(_case(**network), "bloc", "partner", "2/3")
    assert found.values == _by_enumeration(network, Fraction(2, 3))


@settings(max_examples=30, deadline=None)
@given(networks(most=5))
def test_at_one_half_it_is_the_mean_absolute_banzhaf_index(network: dict[str, Any]) -> None:
    """Banzhaf (1965): swings over 2^(n - 1), in the game that is won where a fellow member has a route."""
    members, voters = network["blocs"]["bloc"]["members"], network["parties"]
    found = gatekeeping_of(_case(**network), "bloc", "partner", "1/2")
    for member in members:
        others = [one for one in voters if one != member]
        indices = [
            Fraction(
                sum(
                    fellow in _reaching(network, {*there, member}) and fellow not in _reaching(network, there)
                    for there in _subsets(others)
                ),
                2 ** len(others),
            )
            for fellow in members
            if fellow != member
        ]
        assert found.values[member] == sum(indices, Fraction(0)) / max(len(indices), 1)


@settings(max_examples=40, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_names_order_and_repetition_do_not_matter(network: dict[str, Any], random: Random) -> None:
    found = gatekeeping_of(_case(**network), "bloc", "partner", "3/4").polynomials
    assert found is not None
    renamed = [f"q{number}" for number in range(len(network["parties"]))]
    random.shuffle(renamed)
    new = dict(zip(network["parties"], renamed, strict=True))

    def rename(part: Any) -> Any:  # noqa: ANN401 - any part of a case file
        if isinstance(part, dict):
            items = [(rename(key), rename(value)) for key, value in part.items()]
            random.shuffle(items)
            return dict(items)
        if isinstance(part, list):
            listed = [rename(one) for one in part]
            random.shuffle(listed)
            return listed
        return new.get(part, part) if isinstance(part, str) else part

    other = rename(network)
    other["agreements"] |= {f"again_{key}": one for key, one in other["agreements"].items()}
    again = gatekeeping_of(_case(**other), "bloc", new["partner"], "3/4").polynomials
    assert again is not None
    assert {new[member]: one for member, one in found.items()} == dict(again)


@settings(max_examples=40, deadline=None)
@given(networks())
def test_who_is_named_is_who_has_the_greatest_figure(network: dict[str, Any]) -> None:
    found = gatekeeping_of(_case(**network), "bloc", "partner", "9/10")
    top = max(found.values.values())
    best = {member for member, value in found.values.items() if value == top}
    assert found.gatekeeper is None or best == {found.gatekeeper}
    assert bool(found.tied) == (top > 0 and len(best) > 1)
    assert found.answer
    everybody = frozenset(network["parties"])
    assert set(found.routes) == _reaching(network, everybody) & set(found.values)
    for member, lost in found.loses.items():
        gone = _reaching(network, everybody) - _reaching(network, everybody - {member}) - {member}
        assert set(lost) == gone & set(found.values)


def test_routes_run_over_several_agreements() -> None:
    """A broker between two agreements is essential to whoever has no other way."""
    case = _case(
        ["a", "b", "n"],
        {"bloc": {"members": ["a", "b"]}},
        {"inner": {"between": ["a", "b"]}, "outer": {"between": ["b", "n"]}},
    )
    found = gatekeeping_of(case, "bloc", "n")
    assert found.gatekeeper == "b"
    assert found.routes["a"] == ("inner", "outer")
    assert found.agreements == ("inner", "outer")
    assert str(found.polynomials["b"]) == "p^2"  # type: ignore[index]


def test_an_agreement_off_every_route_is_not_named() -> None:
    case = _case(
        ["a", "b", "c", "n"],
        {"bloc": {"members": ["a", "b"]}},
        {"ab": {"between": ["a", "b"]}, "bn": {"between": ["b", "n"]}, "ac": {"between": ["a", "c"]}},
    )
    assert gatekeeping_of(case, "bloc", "n").agreements == ("ab", "bn")


def test_the_partner_consents_as_one_whatever_its_rule() -> None:
    """A partner of many members leaves the polynomial of its members as it is for a single party."""
    members = [f"m{number}" for number in range(28)]
    case = _case(
        ["a", "b", *members],
        {"bloc": {"members": ["a", "b"]}, "alliance": {"members": members}},
        {"x": {"between": ["bloc", "alliance"]}},
    )
    assert str(gatekeeping_of(case, "bloc", "alliance").polynomials["a"]) == "p^2"  # type: ignore[index]
    # Seen from the alliance, its own rule is what counts: 27 other members, and both of the bloc.
    assert str(gatekeeping_of(case, "alliance", "a").polynomials["m0"]) == "p^29"  # type: ignore[index]


def test_a_member_who_belongs_to_the_partner_needs_no_route_and_opens_none() -> None:
    case = _case(
        ["a", "b", "c", "d"],
        {"bloc": {"members": ["a", "b", "c"]}, "partner": {"members": ["c", "d"]}},
        {"x": {"between": ["a", "c"]}, "y": {"between": ["a", "b", "partner"]}},
    )
    found = gatekeeping_of(case, "bloc", "partner")
    assert found.routes == {"a": ("y",), "b": ("y",), "c": ()}
    assert found.values == {"a": Fraction(1, 2), "b": Fraction(1, 2), "c": 0}
    assert found.tied == ("a", "b")
    assert "needs all whom it is between" in found.witness


def test_slack_in_a_rule_is_shown_by_the_fewest_who_must_refuse() -> None:
    """Two of three suffice: nobody is essential, and each decides once another refuses."""
    case = _case(
        ["a", "b", "c", "n"],
        {"bloc": {"members": ["a", "b", "c"], "decides_by": {"at_least": 2}}},
        {"x": {"between": ["bloc", "n"]}},
    )
    assert gatekeeping_of(case, "bloc", "n").greatest == ()
    found = gatekeeping_of(case, "bloc", "n", "1/2")
    # Of the two others just one consents, and so does n: p 2p(1 - p).
    assert str(found.polynomials["a"]) == "2p^2 - 2p^3"  # type: ignore[index]
    assert found.witness.startswith("If b refuses, a decides: b and c have a route to n only if a consents")


@pytest.mark.parametrize("probability", ["0", "1", "7/10"])
def test_past_the_size_an_estimate_holds_the_exact_figure(probability: str) -> None:
    case = _toy("regional_hub_rus_must_consent")
    exact = gatekeeping_of(case, "bloc", "nato", probability)
    found = gatekeeping_of(case, "bloc", "nato", probability, seed=3, most_patterns=1)
    assert found.polynomials is None
    if probability in {"0", "1"}:
        assert (found.exactness, found.values) == ("exact", exact.values)
        return
    assert found.exactness == "estimated"
    assert found.intervals is not None
    assert all(low <= exact.values[one] <= high for one, (low, high) in found.intervals.items())
    assert found.gatekeeper == "rus"
    assert found.answer.startswith("Estimated from 40,000 draws: ")
    assert found.values == gatekeeping_of(case, "bloc", "nato", probability, seed=3, most_patterns=1).values


def test_an_estimate_that_cannot_tell_members_apart_names_nobody() -> None:
    found = gatekeeping_of(_toy("regional_unanimity"), "bloc", "nato", "9/10", most_patterns=1)
    assert found.gatekeeper is None
    assert set(found.tied) == set(TOY["members"])
    assert "are not told apart" in found.answer


@pytest.mark.parametrize(
    ("members", "agreements", "said"),
    [
        (["a"], {"x": {"between": ["a", "n"]}}, "only member"),
        (["a", "b"], {}, "No agreement gives a member of bloc a route to n"),
        (["a", "b"], {"x": {"between": ["a", "b"]}}, "No agreement gives a member of bloc a route to n"),
        (["a", "b"], {"x": {"between": ["n", "c"]}}, "No agreement gives a member of bloc a route to n"),
        (["a", "b"], {"x": {"between": ["a", "n"]}}, "Nobody in bloc is a gatekeeper to n"),
    ],
    ids=["one member", "no agreements", "partner without any", "bloc without any", "route of one alone"],
)
def test_degenerate_networks_are_answered_in_words(
    members: list[str], agreements: dict[str, Any], said: str
) -> None:
    found = gatekeeping_of(
        _case(["a", "b", "c", "n"], {"bloc": {"members": members}}, agreements), "bloc", "n"
    )
    assert set(found.values.values()) == {0}
    assert found.gatekeeper is None
    assert found.answer.startswith(said) or said in found.answer


def test_a_rule_that_nobody_can_meet_leaves_no_route() -> None:
    """A file with such a rule is refused; in memory it is answered."""
    case = _case(["a", "b", "n"], {"bloc": {"members": ["a", "b"]}}, {"x": {"between": ["bloc", "n"]}})
    impossible = case.agreements["x"].model_copy(update={"rule": DecisionRule(at_least=3)})
    found = gatekeeping_of(case.model_copy(update={"agreements": {"x": impossible}}), "bloc", "n", "1/2")
    assert set(found.values.values()) == {0}
    assert found.routes == {}
    assert "Even if everybody consents" in found.witness


@pytest.mark.parametrize(
    ("bloc", "partner", "probability", "said"),
    [
        ("block", "n", 1, "unknown bloc 'block'; did you mean 'bloc'?"),
        ("bloc", "nn", 1, "unknown party or bloc 'nn'"),
        ("bloc", "a", 1, "'a' belongs to 'bloc'"),
        ("bloc", "bloc", 1, "'bloc' cannot be its own partner"),
        ("bloc", "n", "3/2", "a probability lies between 0 and 1"),
        ("bloc", "n", "often", "'often' is no probability"),
    ],
)
def test_what_cannot_be_asked_is_refused(bloc: str, partner: str, probability: int | str, said: str) -> None:
    case = _case(["a", "b", "n"], {"bloc": {"members": ["a", "b"]}}, {"x": {"between": ["bloc", "n"]}})
    with pytest.raises(CaseError, match=said.replace("?", r"\?")):
        gatekeeping_of(case, bloc, partner, probability)


def test_tables_and_plain_values_say_the_same() -> None:
    found = gatekeeping_of(_toy("regional_hub_rus_must_consent"), "bloc", "nato", "9/10")
    frames, values = found.to_frames(), found.to_json()
    assert list(frames["members"]["exact"]) == list(values["fractions"].values())
    assert values["fractions"]["rus"] == "81/100"
    assert values["gatekeeper"] == "rus"
    assert values["answer"] in found._repr_html_()
    between = dict(zip(frames["network"]["party"], frames["network"]["betweenness"], strict=True))
    assert between == values["network"]["betweenness"]
    # All seven are tied to each other, so that nobody stands between two.
    assert set(between.values()) == {0}
    estimate = gatekeeping_of(_toy("regional_unanimity"), "bloc", "nato", "9/10", most_patterns=1)
    assert estimate.to_json()["fractions"] is None
    lows = list(estimate.to_frames()["members"]["low"])
    assert lows == [low for low, _ in estimate.to_json()["intervals"].values()]


@pytest.mark.parametrize("members", [["a"], ["a", "b"]])
def test_what_has_no_agreements_has_tables_all_the_same(members: list[str]) -> None:
    found = gatekeeping_of(_case(["a", "b", "n"], {"bloc": {"members": members}}, {}), "bloc", "n")
    assert list(found.to_frames()["members"]["route"]) == ["none"] * len(members)
    assert found.to_json()["network"]["degree_centralisation"] in {None, 0}
