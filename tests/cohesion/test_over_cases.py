"""Judging many certain cases at once gives what judging each alone does."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from detente.case.case import load
from detente.cohesion import over_cases as module
from detente.cohesion.agreement import splitting
from detente.cohesion.analysis import analyse
from detente.cohesion.ensemble import with_draws
from detente.cohesion.over_cases import OverCases, over_cases
from detente.cohesion.sides import sides_of
from detente.cohesion.sizes import Sizes
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.sample import Sample
from tests.case_strategies import case_mappings, formula_text, read_case
from tests.cohesion.cohesion_cases import sides
from tests.small_cases import alliance_case


@settings(max_examples=80)
@given(
    mapping=case_mappings(),
    chance=st.integers(0, 2**32 - 1).map(Random),
    at_once=st.sampled_from([1, 200, 10**6]),
)
def test_many_cases_together_are_as_each_alone(mapping: dict[str, Any], chance: Random, at_once: int) -> None:
    case = read_case(mapping)
    bloc, others = sides(case, chance)
    issues = negotiation_of(case.nominal).issues
    nominal = sides_of(case.nominal, bloc, others, issues)
    asked = {one.path for one in nominal.mandate.constraints | nominal.other_side.constraints}
    asked |= {one.path for member in nominal.members for one in member.asks}
    asked |= set(nominal.inside.rules_by_path)
    certains = [
        replace(one, dropped=frozenset(chance.sample(sorted(asked), chance.randint(0, min(3, len(asked))))))
        for one in case.draw(6, chance.randint(0, 99))
    ]
    formula = (
        read_case({**mapping, "rules": [{"require": formula_text(mapping, chance)}]}).rules[0].require.meaning
    )
    before, module.MOST_AT_ONCE = module.MOST_AT_ONCE, at_once
    try:
        found = OverCases(nominal, Sample.of(certains)).tally(formula)
    finally:
        module.MOST_AT_ONCE = before
    event(f"judged at once: {found is not None}")
    if found is None:
        assert nominal.inside.bloc_valuations or nominal.outside.bloc_valuations
        return
    for place, certain in enumerate(certains):
        sizes = Sizes(sides_of(certain, bloc, others, issues))
        here = sizes.sides
        assert found.proposals[place] == sizes.of(here.other_side, formula).value
        assert found.overlap[place] == sizes.of(here.mandate & here.other_side, formula).value
        if issues:
            split = splitting(sizes, [one.asks for one in here.members], formula)
            assert found.wedges[place] == split.value


def test_the_draws_of_a_result_are_those_of_its_case() -> None:
    case = load("nato-russia-2010", "reduced_demands")
    nominal = analyse(case, bloc="nato")
    draws = with_draws(nominal, 30, 7)
    nato = draws.blocs["nato"]
    each = [analyse(one, bloc="nato")["nato"] for one in case.draw(30, 7)]
    assert list(nato.wedges) == [one.agreement.now.value for one in each]
    assert list(nato.overlap) == [one.win_sets.overlap.value for one in each]
    worst = nominal["nato"].wedges.listed[0].package
    accepted = [
        {member.key: all(_met(one, asked, worst) for asked in member.asks) for member in one.members}
        for one in each
    ]
    assert nato.followed[0][1] == sum(len(set(one.values())) > 1 for one in accepted)
    assert draws.to_json()["ensemble"]["blocs"]["nato"]["share_split"] == nato.share_split
    low, high = nato.interval
    assert low <= nato.share_split <= high
    for one in draws.to_json()["ensemble"]["blocs"]["nato"]["followed"]:
        low, high = one["share_interval"]
        assert low <= one["share"] <= high
    assert set(draws.to_frames()["followed"]) >= {"share", "low", "high"}
    assert len(draws.to_frames()["draws"]) == 30
    assert any("30 draws" in said for said in draws.summary())


def test_each_share_of_draws_is_said_with_its_interval() -> None:
    """Wilson's interval of 20 in 20 is 20 / (20 + 1.96²) = 83.9 % to 100 %."""
    draws = with_draws(analyse(load("nato-russia-2010", "reduced_demands")), 20, 0)
    often, worst = draws.summary()[-2:]
    assert "some package splits NATO in 100.0% (95% interval 83.9% to 100.0%, approximate);" in often
    assert worst.endswith(", approximate).")
    assert "of them (95% interval " in worst


def _met(found: Any, asked: Any, package: Any) -> bool:  # noqa: ANN401 - of a result
    whole = {**found.sides.inside.today, **package}
    if asked in found.sides.floors:
        valuation = found.sides.floors[asked]
        return bool(valuation.of(whole) >= valuation.floor(found.sides.inside.today))
    return bool(asked.requires.holds(package))


def test_a_bloc_with_a_floor_of_its_own_is_judged_case_by_case() -> None:
    case = alliance_case(("decides_by: consensus}", "decides_by: consensus, walk_away: [-5, 0]}"))
    sample = Sample.of(list(case.draw(5, 1)))
    assert over_cases(sample, "league", ("d",)).tally() is None
    draws = with_draws(analyse(case, bloc="league", others=["d"]), 5, 1).blocs["league"]
    each = [analyse(one, bloc="league", others=["d"])["league"] for one in case.draw(5, 1)]
    assert list(draws.wedges) == [one.agreement.now.value for one in each]
    assert list(draws.proposals) == [one.agreement.proposals.value for one in each]
