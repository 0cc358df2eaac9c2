"""Win-sets, mandates, wedges and pivotal members are those of going through every package."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from detente.cohesion.analysis import analyse
from detente.cohesion.positions import positions
from detente.cohesion.wedges_searched import wedges_searched
from tests.brute_force_case import CaseOracle
from tests.brute_force_cohesion import SplitOracle, all_agreed, nothing_agreed
from tests.case_strategies import case_mappings, formula_text, read_case
from tests.cohesion.cohesion_cases import sides

if TYPE_CHECKING:
    from detente.cohesion.bloc import BlocCohesion
    from detente.cohesion.wedge import Wedge
    from detente.outcomes.counting.counting import Count

CASES = {"mapping": case_mappings(), "chance": st.integers(0, 2**32 - 1).map(Random)}
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def facing(mapping: dict[str, Any], chance: Random) -> tuple[BlocCohesion, SplitOracle]:
    """Return what was found for a bloc of a case against some others, and the oracle."""
    case = read_case(mapping)
    bloc, others = sides(case, chance)
    return analyse(case, bloc=bloc, others=others)[bloc], SplitOracle(CaseOracle(mapping), bloc, others)


def in_full(oracle: SplitOracle, wedge: Wedge) -> dict[str, str]:
    """Return the package of a wedge with the issues that are off the table."""
    return {**oracle.case.today, **wedge.package}


@MANY
@given(**CASES)
def test_win_sets_and_the_mandate_are_those_of_going_through_every_package(
    mapping: dict[str, Any], chance: Random
) -> None:
    found, oracle = facing(mapping, chance)
    sizes = found.win_sets
    assert sizes.feasible.value == len(oracle.feasible)
    assert sizes.bloc.value == found.mandate.packages.value == len(oracle.mandate)
    assert sizes.other_side.value == len(oracle.proposals)
    assert sizes.overlap.value == sum(one in oracle.proposals for one in oracle.mandate)
    assert sizes.everybody.value == sum(
        len(oracle.accepting(one)) == len(oracle.members) for one in oracle.feasible
    )
    for member in found.members:
        for party in member.parties:
            assert sizes.voices[member.key].value == len(oracle.win_set(party))
    assert found.mandate.options == {
        issue: tuple(
            option
            for option in oracle.case.options(issue)
            if any(one[issue] == option for one in oracle.mandate)
        )
        for issue in oracle.table
    }


@MANY
@given(**CASES)
def test_wedges_are_those_of_going_through_every_package(mapping: dict[str, Any], chance: Random) -> None:
    found, oracle = facing(mapping, chance)
    event(f"wedges: {min(len(oracle.wedges), 3)}")
    assert found.agreement.now.value == len(oracle.wedges)
    formula = formula_text(mapping, chance)
    where = read_case({**mapping, "rules": [{"require": formula}]}).rules[0].require.meaning
    asked = found.wedges_where(where)
    assert asked.value == sum(where.holds(package) for package, _ in oracle.wedges)
    listed = found.wedges.listed
    assert found.wedges.complete is (sum(one.packages or 0 for one in listed) == len(oracle.wedges))
    for wedge in listed:
        package = in_full(oracle, wedge)
        assert (package, frozenset(wedge.accepts)) in oracle.wedges
        assert set(wedge.rejects) == set(oracle.members) - set(wedge.accepts)
        assert dict(wedge.gains) == oracle.gains(package)
        assert all(wedge.crossed[one.key] for one in wedge.rejecting)
    if listed:
        ranks = [oracle.rank(in_full(oracle, one)) for one in listed]
        assert ranks == sorted(ranks, reverse=True)
        assert ranks[0] == max(oracle.rank(package) for package, _ in oracle.wedges)


OVERLAPPING: dict[str, Any] = {
    "detente": 1,
    "title": "A member of two blocs",
    "as_of": "2010-02-01",
    "parties": {"a": {}, "b": {}, "c": {}, "d": {}},
    "blocs": {
        "first": {"members": ["a", "b"]},
        "second": {
            "members": ["b", "c"],
            "red_lines": [{"id": "no-toll", "never": "toll is high", "agreed_by": "second"}],
        },
    },
    "issues": {
        "toll": {"options": {"none": None, "high": None}, "today": "none", "decided_by": ["first", "d"]}
    },
}
"""A line that the one bloc has agreed binds a member of the other, and nobody else in that."""


@MANY
@given(**CASES)
@example(mapping=OVERLAPPING, chance=Random(1))
def test_before_and_after_lines_are_agreed_it_is_as_in_a_case_that_says_so(
    mapping: dict[str, Any], chance: Random
) -> None:
    found, oracle = facing(mapping, chance)
    if oracle.bloc not in mapping["blocs"]:
        return
    for changed, count, all_ in (
        (nothing_agreed(mapping, oracle.bloc), found.agreement.before, False),
        (all_agreed(mapping, oracle.bloc), found.agreement.after, True),
    ):
        other = SplitOracle(CaseOracle(changed), oracle.bloc, oracle.others, oracle.table)
        # The other side may hold the same lines, which are to stay as they are.
        proposed = {tuple(one.items()) for one in oracle.proposals}
        assert count.value == sum(
            bool(yes) and len(yes) < len(other.members)
            for package in other.feasible
            if tuple(package.items()) in proposed
            and oracle.table
            # What binds a member through another bloc is a red line of it, and agreed with the rest.
            and not (all_ and other.bound(package))
            for yes in [other.accepting(package)]
        )
    assert found.agreement.after.value <= found.agreement.now.value


@MANY
@given(**CASES)
def test_agreeing_one_line_ends_the_splits_of_what_crosses_it(
    mapping: dict[str, Any], chance: Random
) -> None:
    found, oracle = facing(mapping, chance)
    for line, ended in found.agreement.ended.items():
        assert line.requires is not None
        crossing = [package for package, _ in oracle.wedges if not line.requires.holds(package)]
        assert ended.value == len(crossing)
    remaining = [one for one in found.wedges.listed if one.remains]
    if found.wedges.complete:
        assert sum(one.packages or 0 for one in remaining) == found.agreement.after.value


@MANY
@given(**CASES)
def test_pivotal_voices_and_lines_are_those_of_going_through_every_package(
    mapping: dict[str, Any], chance: Random
) -> None:
    found, oracle = facing(mapping, chance)
    for member in found.members:
        assert found.pivotal.voices[member.key].value == oracle.without_voice(member.parties)
    asked = found.sides.mandate.constraints
    paths = [one.path for one in asked]
    for line in asked:
        if paths.count(line.path) == 1 and not line.path.endswith("walk_away"):
            lost = found.pivotal.constraints.get(line)
            assert (0 if lost is None else lost.value) == oracle.without_line(line.path)


@MANY
@given(**CASES)
def test_votes_and_distances_are_those_of_asking_every_member(
    mapping: dict[str, Any], chance: Random
) -> None:
    found, oracle = facing(mapping, chance)
    votes = {(one.issue, one.option): (one.yes, one.no, one.abstain) for one in found.indices.roll_calls}
    assert votes == oracle.votes()
    stand = positions(found.sides, oracle.table)
    for mine, row in zip(stand.groups, stand.distances, strict=True):
        for theirs, apart in zip(stand.groups, row, strict=True):
            parties = [[party for one in group for party in one.parties] for group in (mine, theirs)]
            assert {oracle.distance(one, other) for one in parties[0] for other in parties[1]} == {apart}
            assert 0 <= apart <= 1
            assert (
                mine is theirs
                or stand.places[stand.groups.index(mine)] != stand.places[stand.groups.index(theirs)]
            )
    counted = [oracle.distance(one, other) for one in oracle.members for other in oracle.members]
    share = 1 / len(oracle.members)
    alike = {one: sum(not oracle.distance(one, other) for other in oracle.members) for one in oracle.members}
    pairs = zip(((one, other) for one in oracle.members for other in oracle.members), counted, strict=True)
    polarisation = sum(share * share * (alike[one] * share) * float(apart) for (one, _), apart in pairs)
    assert found.indices.overall.polarisation == pytest.approx(polarisation, abs=1e-9)


@FEW
@given(**CASES)
def test_the_search_finds_the_same_wedges_as_the_list(mapping: dict[str, Any], chance: Random) -> None:
    found, oracle = facing(mapping, chance)
    if not oracle.table:
        return
    searched = wedges_searched(found.sizes, most=20, seconds=None)
    assert searched.proved
    assert searched.complete or len(searched) == 20
    ranks = [
        [oracle.rank(in_full(oracle, one)) for one in wedges.listed] for wedges in (found.wedges, searched)
    ]
    assert ranks[0] == ranks[1]
    kinds = [
        {(one.accepts, tuple(sorted(map(str, one.crossed.items())))) for one in wedges.listed}
        for wedges in (found.wedges, searched)
    ]
    if searched.complete:
        assert kinds[0] == kinds[1]


@FEW
@given(**CASES)
def test_sets_that_are_not_written_out_have_the_same_sizes(mapping: dict[str, Any], chance: Random) -> None:
    listed, oracle = facing(mapping, chance)
    counted = analyse(read_case(mapping), bloc=oracle.bloc, others=oracle.others)[oracle.bloc]
    counted.sizes.__dict__["written_out"] = None
    if not oracle.table:
        return
    for exact, other in zip(sizes_in(listed), sizes_in(counted), strict=True):
        low, high = other.interval or (other.value, other.value)
        assert low <= exact.value <= high
        assert other.exact is (other.interval is None)
    assert counted.mandate.options == listed.mandate.options


def sizes_in(found: BlocCohesion) -> list[Count]:
    """Return every number of packages in a result."""
    sizes, agreed, pivotal = found.win_sets, found.agreement, found.pivotal
    return [
        *(sizes.feasible, sizes.bloc, sizes.everybody, sizes.other_side, sizes.overlap),
        *sizes.voices.values(),
        *(agreed.before, agreed.now, agreed.after, agreed.proposals, *agreed.ended.values()),
        *pivotal.voices.values(),
        found.without_demands or agreed.now,
    ]


@FEW
@given(**CASES, factor=st.integers(2, 7))
def test_one_party_s_scale_does_not_matter(mapping: dict[str, Any], chance: Random, factor: int) -> None:
    case = read_case(mapping)
    bloc, others = sides(case, chance)
    holder = chance.choice([*mapping["parties"], *mapping["camps"]])
    scaled = rescaled(mapping, holder, factor)
    if scaled is None:
        return
    first, second = (analyse(one, bloc=bloc, others=others)[bloc] for one in (case, read_case(scaled)))
    assert first.win_sets == second.win_sets
    assert first.agreement.now == second.agreement.now
    if len(others) == 1:
        assert [one.package for one in first.wedges.listed] == [one.package for one in second.wedges.listed]


def rescaled(mapping: dict[str, Any], holder: str, factor: int) -> dict[str, Any] | None:
    """Return a case in which all that somebody weighs is so many times as much; None if others share it."""
    section = "parties" if holder in mapping["parties"] else "camps"
    given_ = mapping[section][holder] or {}
    followers = [holder] if section == "parties" else mapping["camps"][holder]["members"]
    shared = any(
        any(follower in bloc["members"] for follower in followers) for bloc in mapping["blocs"].values()
    ) or any(holder in camp["members"] for camp in mapping["camps"].values())
    if shared or section == "camps" or "weights" in given_ or given_.get("worth") or "walk_away" in given_:
        return None
    issues = {}
    for key, issue in mapping["issues"].items():
        stances = dict(issue["stances"])
        if holder in stances:
            stance = stances[holder] if isinstance(stances[holder], dict) else {"order": stances[holder]}
            weight = stance.get("weight", 1)
            if not isinstance(weight, int):
                return None
            stances[holder] = {**stance, "weight": weight * factor}
        issues[key] = {**issue, "stances": stances}
    return {**mapping, "issues": issues}


@FEW
@given(**CASES)
def test_neither_names_nor_the_order_of_the_file_matter(mapping: dict[str, Any], chance: Random) -> None:
    case = read_case(mapping)
    bloc, others = sides(case, chance)
    turned = {
        **mapping,
        **{key: dict(reversed(mapping[key].items())) for key in ("parties", "issues")},
    }
    # Party 0 becomes party z9, and so on, so that their order by name is turned as well.
    renamed = read_case(json.loads(re.sub(r'"party(\d)"', _renamed, json.dumps(turned))))
    called = json.loads(re.sub(r'"party(\d)"', _renamed, json.dumps([bloc, *others])))
    first = analyse(case, bloc=bloc, others=others)[bloc]
    second = analyse(renamed, bloc=called[0], others=called[1:])[called[0]]
    assert first.agreement.now == second.agreement.now
    assert [first.win_sets.bloc, first.win_sets.overlap] == [second.win_sets.bloc, second.win_sets.overlap]
    oracle = SplitOracle(CaseOracle(mapping), bloc, others)
    ranks = [[oracle.rank(in_full(oracle, wedge)) for wedge in one.wedges.listed] for one in (first, second)]
    assert ranks[0] == ranks[1]
    assert first.indices.overall.rice == second.indices.overall.rice
    assert Fraction(first.allies_map.stress).limit_denominator(10**6) == Fraction(
        second.allies_map.stress
    ).limit_denominator(10**6)


def _renamed(found: re.Match[str]) -> str:
    return f'"z{9 - int(found[1])}"'


def test_a_voice_that_asks_nothing_drops_a_demand_that_it_only_follows() -> None:
    """By hand: three of four must accept, and the inner bloc need not be among them.

    Its demand binds the member that follows it. Without what that member asks, it and the other two carry the
    two options that miss the demand.
    """
    mapping = {
        "detente": 1,
        "title": "A bloc within a bloc",
        "as_of": "2010-02-01",
        "parties": {"a": {}, "b": {}, "c": {}},
        "blocs": {
            "inner": {"members": ["c"]},
            "outer": {"members": ["a", "b", "c", "inner"], "decides_by": {"at_least": 3}},
        },
        "issues": {
            "toll": {
                "options": ["none", "low", "high"],
                "today": "none",
                "decided_by": ["a", "b"],
                "stances": {"inner": {"demands": "low"}},
            }
        },
    }
    found = analyse(read_case(mapping), bloc="outer", others=())["outer"]
    oracle = SplitOracle(CaseOracle(mapping), "outer", ())
    assert found.mandate.packages.value == len(oracle.mandate) == 1
    assert found.pivotal.voices["c"].value == oracle.without_voice(["c"]) == 2
