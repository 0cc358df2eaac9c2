"""Whole cases: everything that bargaining finds equals what going through every package finds."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from detente.bargaining import others
from detente.bargaining import zone as zone_module
from detente.bargaining.analysis import analyse
from detente.bargaining.carriers import CarrierKind
from detente.bargaining.frontier import of_zone, traced_ties
from detente.bargaining.frontier.frontier import TooWideError
from detente.bargaining.obstacles import obstacles
from detente.bargaining.positive_agenda import positive_agenda
from detente.bargaining.zone import Zone
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.negotiation import negotiation_of
from tests.brute_force_case import CaseOracle
from tests.brute_force_negotiation import Item, NegotiationOracle
from tests.case_strategies import case_mappings, read_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from detente.bargaining.frontier.ties import Ties
    from detente.bargaining.obstacles import Obstacle
    from detente.bargaining.points import Point
    from detente.outcomes.constraints import Constraint
    from detente.outcomes.domain import Domain
    from detente.outcomes.holders import Voice
    from detente.outcomes.negotiation import Negotiation

MANY = settings(max_examples=300)


def _oracle(mapping: Mapping[str, Any]) -> NegotiationOracle:
    return NegotiationOracle(CaseOracle(mapping))


@MANY
@given(case_mappings())
def test_table_signatories_values_and_signatures(mapping: dict[str, Any]) -> None:
    negotiation, oracle = negotiation_of(read_case(mapping).nominal), _oracle(mapping)
    assert negotiation.issues == oracle.table
    assert negotiation.signatories == oracle.signatories
    assert negotiation.walk_away == oracle.walk_away
    for package in oracle.packages:
        on_table = oracle.on_table(package)
        steps = negotiation.domain.value(negotiation.domain.numbered(on_table))
        worth = [step * unit for step, unit in zip(steps, negotiation.domain.units, strict=True)]
        assert tuple(worth[: len(oracle.signatories)]) == oracle.value(package)
        assert tuple(one.of(package) for one in negotiation.valuations.values()) == oracle.value(package)
        assert negotiation.exists(on_table) == oracle.exists(package)
        assert negotiation.signs(on_table) == oracle.signs(package)


@MANY
@given(case_mappings())
def test_zone_frontier_solutions_and_losers(mapping: dict[str, Any]) -> None:
    result, oracle = analyse(read_case(mapping)), _oracle(mapping)
    event(f"values on the frontier: {len(oracle.frontier)}")
    assert result.exactness == "exact"
    assert (result.zone.feasible.value, result.zone.feasible.exact) == (len(oracle.feasible), True)
    assert (result.zone.signable.value, result.zone.signable.exact) == (len(oracle.signable), True)
    found = {_value(point): point for point in result.frontier}
    assert len(found) == len(result.frontier)
    assert set(found) == set(oracle.frontier)
    for value, point in found.items():
        assert point.package in oracle.frontier[value]
        assert point.packages == len(oracle.frontier[value])
        assert point.losers == oracle.losers(point.package)
        assert point.package == oracle.best_for_outsiders(oracle.frontier[value])
        losers = [frozenset(oracle.losers(package)) for package in oracle.frontier[value]]
        always = losers[0].intersection(*losers)
        assert frozenset(point.unavoidable or ()) == always
        assert frozenset(point.avoidable) == losers[0].union(*losers) - always
        for party, package in point.avoidable.items():
            assert package in oracle.frontier[value]
            assert party not in oracle.losers(package)
        event(f"avoidable: {bool(point.avoidable)}, unavoidable: {bool(point.unavoidable)}")
    solutions = {name: {_value(one) for one in found.points} for name, found in result.solutions.items()}
    assert solutions == oracle.solutions()
    assert all(bool(found.reason) != bool(found.points) for found in result.solutions.values())


def _value(point: Point) -> tuple[Fraction, ...]:
    return tuple(point.value.values())


@MANY
@given(case_mappings())
def test_packages_that_are_not_written_out_give_the_same(mapping: dict[str, Any]) -> None:
    case = read_case(mapping)
    written = analyse(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_zone, "FEW", -1)
        patch.setattr(zone_module, "listing", lambda _: None)
        zone_module.listed.cache_clear()
        merged = analyse(case)
        assert merged.zone.written_out is None
        assert merged.zone.signable == written.zone.signable
        assert merged.frontier == written.frontier
        assert merged.solutions == written.solutions
        assert merged.positive_agenda == written.positive_agenda
        for one, other in zip(merged.obstacles, written.obstacles, strict=True):
            on_the_table = one.move.issue in merged.negotiation.issues
            expected = (None, None) if on_the_table else (other.before, other.after)
            assert (one.before, one.after) == expected
    zone_module.listed.cache_clear()


@settings(max_examples=150)
@given(case_mappings())
def test_outsiders_are_judged_alike_where_packages_are_looked_for_one_by_one(mapping: dict[str, Any]) -> None:
    case = read_case(mapping)
    together = analyse(case).frontier

    def one_value_at_a_time(zone: Domain, values: NDArray[np.int64], of: Domain) -> Ties:
        if len(values) > 1:
            raise TooWideError
        return traced_ties.traced_ties(zone, values, of)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_zone, "FEW", -1)
        patch.setattr(zone_module, "listing", lambda _: None)
        zone_module.listed.cache_clear()
        patch.setattr(others, "traced_ties", one_value_at_a_time)
        assert analyse(case).frontier == together
        patch.setattr(traced_ties, "MOST_KEPT", -1)
        for found, exact in zip(analyse(case).frontier, together, strict=True):
            event(f"best: {found.best}")
            assert found.unavoidable == exact.unavoidable
            assert set(found.avoidable) == set(exact.avoidable)
            assert found.package == exact.package or not found.best
    zone_module.listed.cache_clear()


@MANY
@given(case_mappings())
def test_conflicts_and_concessions(mapping: dict[str, Any]) -> None:
    oracle = _oracle(mapping)
    assume(oracle.feasible)
    result = analyse(read_case(mapping))
    event(f"conflicts: {len(oracle.conflicts())}, concessions: {len(oracle.concessions())}")
    if oracle.signable:
        assert result.conflicts is None
        return
    assert result.conflicts is not None
    assert result.conflicts.complete
    negotiation = result.negotiation
    conflicts = {_items(negotiation, oracle, one.members) for one in result.conflicts.conflicts}
    assert conflicts == oracle.conflicts()
    concessions = {_items(negotiation, oracle, one.drop): one for one in result.conflicts.concessions}
    assert set(concessions) == oracle.concessions()
    for dropped, concession in concessions.items():
        assert oracle.opens(dropped, concession.opens)
        egalitarian = oracle.solutions(without=dropped)["egalitarian"]
        assert not egalitarian or oracle.value({**oracle.today, **concession.opens}) in egalitarian
        assert concession.cost == sum(one.cost for one in concession.drop)
    prices = [(len(one.drop), one.cost) for one in result.conflicts.concessions]
    assert prices == sorted(prices)


@settings(max_examples=150)
@given(case_mappings())
def test_concessions_that_may_drop_red_lines(mapping: dict[str, Any]) -> None:
    oracle = _oracle(mapping)
    assume(oracle.feasible and not oracle.signable)
    result = analyse(read_case(mapping), drop_red_lines=True)
    assert result.conflicts is not None
    found = {_items(result.negotiation, oracle, one.drop) for one in result.conflicts.concessions}
    assert found == oracle.concessions(red_lines=True)


@MANY
@given(case_mappings(), st.integers(0, 2**32 - 1).map(Random))
def test_what_is_dropped_does_not_count(mapping: dict[str, Any], chance: Random) -> None:
    """A case in which a path is dropped has the zone of the case that never had what stands there."""
    certain = read_case(mapping).nominal
    negotiation = negotiation_of(certain)
    rules = [f"rules.{index}" for index in range(len(mapping["rules"]))]
    paths = sorted({one.path for one in negotiation.constraints}) + rules
    assume(paths)
    path = chance.choice(paths)
    event(f"dropped from {path.split('.')[0]}")
    dropped = negotiation_of(replace(certain, dropped=frozenset({path})))
    sharing = [voice.parties for voice in negotiation.voices if path in _floor_paths(negotiation, voice)]
    oracle = _oracle(_without(mapping, path, [party for parties in sharing for party in parties]))
    assert Zone(dropped).signable.value == len(oracle.signable)


def _floor_paths(negotiation: Negotiation, voice: Voice) -> set[str]:
    return {one.path for one in negotiation.constraints if one.id == f"{voice.key}.walk_away"}


def _without(mapping: dict[str, Any], path: str, floored: Iterable[str]) -> dict[str, Any]:
    """Return the mapping without a red line, demand or rule, or with a floor that nothing falls below."""
    section, key, *inner = path.split(".")
    found: dict[str, Any] = json.loads(json.dumps(mapping))
    if section == "rules":
        del found["rules"][int(key)]
    elif section == "issues":
        stance = found["issues"][key]["stances"][inner[1]]
        if inner[2:] == ["demands"]:
            del stance["demands"]
        else:
            stance.pop("never", None)
            stance.update({"order": stance["order"].replace("|", ">")} if "order" in stance else {})
    elif inner == ["walk_away"]:
        found[section][key]["walk_away"] = -(10**6)
        for party in floored:
            found["parties"][party].setdefault("walk_away", -(10**6))
    else:
        del found[section][key]["red_lines"]
    return found


def _items(
    negotiation: Negotiation, oracle: NegotiationOracle, constraints: Iterable[Constraint]
) -> frozenset[Item]:
    return frozenset(_item(negotiation, oracle, one) for one in constraints)


def _item(negotiation: Negotiation, oracle: NegotiationOracle, constraint: Constraint) -> Item:
    """Return a constraint as the oracle names it: one party stands for all who want the same."""
    parties = {voice.key: voice.parties[0] for voice in negotiation.voices}
    kind, path, holder = (
        str(constraint.kind),
        constraint.path,
        constraint.holder.removesuffix(" as a bloc").partition(" asking on ")[0],
    )
    if constraint.kind is ConstraintKind.FLOOR:
        of_voice = holder in parties and constraint.id == f"{holder}.walk_away"
        return Item(kind, "", oracle.voice_of(parties[holder] if of_voice else holder))
    if oracle.consensual:
        return Item(kind, path, "")
    of_bloc = holder in negotiation.case.blocs
    return Item(kind, path, holder if of_bloc else oracle.voice_of(parties[holder]))


@MANY
@given(case_mappings())
def test_obstacles(mapping: dict[str, Any]) -> None:
    listed, oracle = obstacles(Zone(negotiation_of(read_case(mapping).nominal))), _oracle(mapping)
    assert [(one.move.issue, one.move.after) for one in listed] == oracle.outside_moves()
    for found in listed:
        after = oracle.after(found.move.issue, found.move.after)
        combinations = oracle.combinations(found.move.issue)
        assert found.before == len(combinations)
        assert found.after == len(after.signable)
        assert found.taken == oracle.taken(found.move.issue, found.move.after)
        assert found.joint_gain_before == oracle.joint_gain()
        assert found.joint_gain_after == after.joint_gain()
        lost = combinations - after.combinations(found.move.issue)
        gained, left = oracle.joint_gain(), after.joint_gain()
        less = gained - left if gained is not None and left is not None else Fraction(0)
        assert bool(found.carried_by) == bool(lost or less > 0)
        assert all(0 <= carrier.packages <= len(lost) for carrier in found.carried_by)
        assert all(carrier.packages or carrier.points > 0 for carrier in found.carried_by)
        points = sum((carrier.points for carrier in found.carried_by), Fraction(0))
        event(f"less to gain, nothing lost: {less > 0 and not lost}")
        assert points >= less or lost
        assert not points or less > 0
        if oracle.consensual:
            assert _carried(found) == _carried_by_oracle(oracle, after, lost)


def _carried(found: Obstacle) -> Counter[str]:
    """Return how many lost combinations each kind of carrier accounts for; points and interactions as one."""
    carried: Counter[str] = Counter()
    for carrier in found.carried_by:
        is_value = carrier.kind in {CarrierKind.POINTS, CarrierKind.INTERACTION}
        carried["value" if is_value else str(carrier.kind)] += carrier.packages
    return carried


def _carried_by_oracle(
    before: NegotiationOracle, after: NegotiationOracle, lost: Iterable[tuple[tuple[str, str], ...]]
) -> Counter[str]:
    """Ask of each lost combination what stands in its way, a line or a floor of several holders each time."""
    carried: Counter[str] = Counter()
    for combination in lost:
        package = {**after.today, **dict(combination)}
        standing = {item for those in after.objections(package).values() for item in those}
        lines = [item for item in standing if item.kind != "floor"]
        if not after.exists(package):
            carried["rule"] += len(after.broken(package))
        elif lines:
            carried.update(item.kind for item in lines)
        else:
            kind = "value" if before.signs({**before.today, **dict(combination)}) else "no longer tradeable"
            carried[kind] += len(standing)
    return carried


@MANY
@given(case_mappings())
def test_positive_agenda(mapping: dict[str, Any]) -> None:
    agenda, oracle = positive_agenda(Zone(negotiation_of(read_case(mapping).nominal))), _oracle(mapping)
    steps = {(one.move.issue, one.move.after) for one in agenda.steps}
    event(f"steps: {len(steps)}")
    assert steps == oracle.harmless_steps()
    packages = {oracle.value({**oracle.today, **one.package}): one for one in agenda.packages}
    harmless = oracle.harmless_packages()
    assert len(packages) == len(agenda.packages)
    assert set(packages) == set(harmless)
    for value, found in packages.items():
        assert found.package == oracle.best_for_everybody(harmless[value])
        assert found.packages == len(harmless[value])
