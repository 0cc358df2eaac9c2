"""With what is proved to suffice nothing splits a bloc, whatever else is dropped and whatever the numbers."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from detente.case.case import load
from detente.case.formula import TRUE
from detente.cohesion.agreement import splitting
from detente.cohesion.sides import sides_of
from detente.cohesion.sizes import Sizes
from detente.cohesion.unsplit import keep_unsplit
from detente.outcomes.holding import Holding
from detente.outcomes.negotiation import negotiation_of
from tests.case_strategies import case_mappings, read_case
from tests.cohesion.cohesion_cases import sides


@settings(max_examples=120)
@given(mapping=case_mappings(), chance=st.integers(0, 2**32 - 1).map(Random))
def test_what_is_proved_to_suffice_does_so_in_every_world(mapping: dict[str, Any], chance: Random) -> None:
    case = read_case(mapping)
    bloc, others = sides(case, chance)
    issues = negotiation_of(case.nominal).issues
    found = sides_of(case.nominal, bloc, others, issues)
    every = [*found.inside.rules_by_path, *(one.path for one in (*found.inside.lines, *found.outside.lines))]
    every += [line.path for one in found.members for line in one.asks]
    inputs = sorted(set(every))
    holding = Holding(inputs)
    known = bool(issues) and keep_unsplit(holding, found, TRUE)
    held = holding.least({}) if known else None
    event(f"proved: {held is not None}")
    if held is None:
        return
    for certain in case.draw(3, chance.randint(0, 99)):
        others_dropped = frozenset(one for one in inputs if one not in held and chance.random() < 0.7)
        world = sides_of(replace(certain, dropped=others_dropped), bloc, others, issues)
        assert splitting(Sizes(world), [one.asks for one in world.members]).value == 0


def test_the_red_line_and_the_demand_for_a_veto_keep_nato_from_being_split() -> None:
    case = load("nato-russia-2010", "order_talks")
    found = sides_of(case.nominal, "nato", ["russia"], negotiation_of(case.nominal).issues)
    paths = {one.path for side in (found.inside, found.outside) for one in side.lines}
    holding = Holding(sorted(paths | set(found.inside.rules_by_path)))
    assert keep_unsplit(holding, found, TRUE)
    assert holding.least({}) == frozenset(
        ("blocs.nato.red_lines.no-veto", "issues.veto.stances.russia.demands")
    )


def test_where_numbers_decide_nothing_is_proved() -> None:
    case = load("nato-russia-2010", "reduced_demands")
    found = sides_of(case.nominal, "nato", ["russia"], negotiation_of(case.nominal).issues)
    paths = {one.path for side in (found.inside, found.outside) for one in side.lines}
    holding = Holding(sorted(paths | set(found.inside.rules_by_path)))
    assert not keep_unsplit(holding, found, TRUE)
