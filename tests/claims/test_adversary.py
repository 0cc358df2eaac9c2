"""The search for a world that refutes a set, on corners known beforehand, and on the bundled case."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

import detente
from detente.bargaining.zone import Zone
from detente.case.case import Case
from detente.case.formula import Is
from detente.claims.adversary import refuting_world
from detente.claims.free_worlds import FreeWorlds
from detente.claims.search import search
from detente.claims.study import Study
from detente.outcomes.negotiation import negotiation_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.claims.free_worlds import Trial

COUNT = 14
NUMBERS = tuple(f"issues.i{one}.stances.a.points.new" for one in range(COUNT))
CORNER = {path: (0, 10)[place % 3 == 1] for place, path in enumerate(NUMBERS)}
"""One corner of 2^14, which is not among those that are laid out."""


def _case() -> Case:
    issues = "\n".join(
        f"  i{one}: {{options: [old, new], today: old, decided_by: a,"
        f" stances: {{a: {{points: {{old: 5, new: [0, 10]}}}}}}}}"
        for one in range(COUNT)
    )
    head = "detente: 1\ntitle: Corners\nas_of: 2020-01-01\nparties: {a: {}}\n"
    return Case.from_text(f"{head}issues:\n{issues}\n")


def _free() -> FreeWorlds:
    return FreeWorlds({None: _case()}, (), NUMBERS, 0)


def _distances(free: FreeWorlds, trials: Sequence[Trial]) -> list[float]:
    """Return how far each world is from the corner."""
    sample = free.samples(trials)[None]
    worlds = [sample.one(place).numbers for place in range(len(sample))]
    return [float(sum(abs(one[path] - goal) for path, goal in CORNER.items())) for one in worlds]


def test_a_corner_that_no_world_lies_in_is_found() -> None:
    free = _free()
    assert all(_distances(free, [(0, number) for number in range(free.count)]))
    found = refuting_world(free, 0, lambda trials: _distances(free, trials))
    assert found is not None
    assert found >= free.count
    assert _distances(free, [(0, found)]) == [0]


def test_where_what_is_held_keeps_it_out_of_reach_nothing_is_found() -> None:
    free = _free()
    held = free.sets.number(NUMBERS[:1])
    assert refuting_world(free, held, lambda trials: _distances(free, trials)) is None


@pytest.mark.parametrize("held", [(), NUMBERS[2:7]])
def test_a_world_laid_out_anew_is_the_same_world(held: Sequence[str]) -> None:
    free = _free()
    set_ = free.sets.number(held)
    for number in range(0, free.count, 7):
        again = free.mixed(*free.laid_out(set_, number))
        before, after = (free.samples([(set_, one)])[None].one(0) for one in (number, again))
        assert after.numbers == before.numbers
        assert after.dropped == before.dropped


ORDERS = {
    "reform_dialogue.stances.nato": ("occasional", "intensive"),
    "consultation.stances.russia": ("council", "formal"),
    "arms_control.stances.russia": ("suspended", "regime", "package"),
    "spheres.stances.sceptics": ("unsettled", "renounced", "recognised"),
    "vision.stances.russia": ("none", "shared"),
    "threat_review.stances.nato": ("agreed", "done"),
}
RANGES = {
    "arms_control.stances.sceptics.points.suspended": 50,
    "arms_control.stances.sceptics.points.regime": 30,
    "arms_control.stances.sceptics.weight": 30,
    "arms_control.stances.russia.weight": 60,
    "missile_defence.stances.sceptics.points.undecided": 40,
    "missile_defence.stances.sceptics.points.alone": 40,
    "missile_defence.stances.sceptics.points.data": 50,
    "missile_defence.stances.sceptics.points.combined": 20,
    "missile_defence.stances.sceptics.weight": 30,
    "order.stances.sceptics.weight": 60,
    "order.stances.sceptics.points.apart": 70,
    "order.stances.sceptics.points.talks": 40,
    "order.stances.sceptics.points.principles": 20,
}


@pytest.mark.parametrize(("claim", "variant"), [("K16", "new_start"), ("K14b", "reduced_demands")])
def test_no_set_is_said_to_suffice_that_a_corner_of_its_ranges_refutes(claim: str, variant: str) -> None:
    """Where these numbers lie at ends of their ranges and these ranks are others, nothing on order is signed.

    So the verdict rests on one of these inputs at least.
    """
    case = detente.load("nato-russia-2010")
    moved = {f"issues.{path}": Fraction(value) for path, value in RANGES.items()}
    for path, order in ORDERS.items():
        last = len(order) - 1
        moved |= {
            f"issues.{path}.points.{one}": Fraction(100 * (last - rank), last)
            for rank, one in enumerate(order)
        }
    there = case.with_variant(variant).nominal
    there = replace(there, numbers={**there.numbers, **moved})
    options = frozenset(case.issues["order"].options) - {"apart"}
    assert Zone(negotiation_of(there)).signable_where(Is("order", options)).value == 0
    [tested] = [one for one in case.claims if one.id == claim]
    study = Study(case, [tested])
    found = search(study, tested, ())
    assert found is not None
    assert found.smallest
    paths = {f"issues.{path}" for path in RANGES} | {f"issues.{path}.order" for path in ORDERS}
    assert paths & set(found.inputs)
