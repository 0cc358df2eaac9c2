"""Samples of a case: strata filled once, and draws that depend on what a case says and on nothing else."""

from __future__ import annotations

import re
import tracemalloc
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.case import Case, bundled, load
from detente.case.numbers import Range
from detente.case.uncertainty import GRID, _cube, _sampled, draw, inputs, latin_hypercube
from tests.case_strategies import case_mappings, read_case
from tests.small_cases import SEED, dam_case, numbers_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from random import Random

DRAWS = 1000
POINTS = "issues.dam.stances.up"


@pytest.mark.parametrize("n", [1, 2, 7, 1000])
def test_every_stratum_of_a_coordinate_is_filled_once(n: int) -> None:
    cube = latin_hypercube(n, 4, SEED, "issues.dam")
    assert cube.shape == (n, 4)
    assert cube.min() >= 0
    assert cube.max() < 1
    for column in cube.T:
        assert sorted(np.floor(column * n).astype(int)) == list(range(n))


def test_every_stratum_of_a_range_is_filled_once() -> None:
    """With a grid much finer than the strata only a value at their border can be rounded out of one."""
    n = 20
    values = numbers_of(
        dam_case({"points": {"none": [0, 10_000], "low": 0, "high": 0, "huge": 0}}),
        f"{POINTS}.points.none",
        n,
    )
    assert sorted(np.floor(values / 10_000 * n).astype(int)) == list(range(n))


def test_every_range_of_every_bundled_case_fills_its_strata() -> None:
    n = 10
    for name in bundled():
        case = load(name)
        ranges = [
            one
            for one in inputs(case)
            if isinstance(one.source, Range) and not one.source.certain and one.source.mode is None
        ]
        sample = list(case.draw(n, SEED))
        for one in ranges:
            assert isinstance(one.source, Range)
            low, high = float(one.source.low), float(one.source.high)
            shares = sorted((float(certain.number(one.path)) - low) / (high - low) for certain in sample)
            half_a_step = 0.5 * float(one.grid) / (high - low)
            assert all(
                stratum / n - half_a_step <= share <= (stratum + 1) / n + half_a_step
                for stratum, share in enumerate(shares)
            ), one.path


RANKED = re.compile(r"\s*[>|]\s*")


@pytest.mark.parametrize("name", bundled())
def test_every_draw_of_a_bundled_case_respects_its_rank_orders_and_its_words_for_weights(name: str) -> None:
    """Orders are read from the file by hand: classes between > or the bar, ties joined by =."""
    case = load(name)
    sample = [case.nominal, *case.draw(30, SEED)]
    for issue, one in case.document.tree.get("issues", {}).items():
        for holder, stance in (one.get("stances") or {}).items():
            path = f"issues.{issue}.stances.{holder}"
            order = stance.get("order") if isinstance(stance, dict) else stance
            classes = [re.split(r"\s*=\s*", part.strip()) for part in RANKED.split(order)] if order else []
            word = stance.get("weight") if isinstance(stance, dict) else None
            for certain in sample:
                points = [{certain.number(f"{path}.points.{option}") for option in part} for part in classes]
                assert all(len(tied) == 1 for tied in points)
                assert all(min(better) > max(worse) for better, worse in pairwise(points))
                if word in {"vital", "important", "minor"}:
                    scale = getattr(case.scales, word)
                    assert scale.low <= certain.number(f"{path}.weight") <= scale.high


def test_inputs_are_drawn_independently() -> None:
    case = dam_case(
        {"points": {"none": [0, 100], "low": [0, 100], "high": [0, 100], "huge": 0}, "weight": [0, 100]}
    )
    sample = np.array([list(map(float, one.numbers.values())) for one in case.draw(DRAWS, SEED)])
    correlations = np.corrcoef(sample[:, [0, 1, 2, 4]].T) - np.eye(4)
    # Correlations of independent samples have standard deviation 1 / sqrt(n): four of them are never reached.
    assert np.abs(correlations).max() < 4 / DRAWS**0.5


def test_of_many_draws_no_more_are_made_than_are_asked_for() -> None:
    """Of each coordinate 8 bytes a draw are kept; with the numbers themselves it would be ten times that."""
    case, draws = load("panama-canal"), 50_000
    coordinates = sum(one.coordinates for one in inputs(case))
    tracemalloc.start()
    next(case.draw(draws, SEED))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * 8 * (coordinates + 5) * draws


def test_a_case_without_numbers_is_drawn_as_often_as_is_asked() -> None:
    case = Case.from_text("detente: 1\ntitle: Nothing\nas_of: 2020-01-01\nparties: {a: {}}\n")
    assert [one.draw for one in case.draw(600)] == list(range(600))


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    case = load("nato-russia-2010")
    first, again = [[one.numbers for one in case.draw(3, 5)] for _ in range(2)]
    assert first == again
    assert first != [one.numbers for one in case.draw(3, 6)]
    assert [(one.draw, one.seed) for one in case.draw(3, 5)] == [(0, 5), (1, 5), (2, 5)]


def test_no_draws_and_fewer_than_none() -> None:
    assert list(dam_case().draw(0)) == []
    with pytest.raises(ValueError, match="the number of draws cannot be -1"):
        list(draw(dam_case(), -1))


@given(case_mappings(), st.integers(0, 170), st.integers(0, 170), st.integers(0, 99))
@settings(max_examples=30)
def test_some_of_the_draws_are_those_of_all(
    mapping: dict[str, Any], start: int, more: int, seed: int
) -> None:
    case, caches = read_case(mapping), (_sampled, _cube)
    expected = list(case.draw(130, seed))[start : start + more]
    for cache in caches:
        cache.cache_clear()
    some = list(case.draw(130, seed, start=start, stop=start + more))
    assert [(one.draw, one.numbers) for one in some] == [(one.draw, one.numbers) for one in expected]


# the order of the file


def shuffled(value: Any, chance: Random) -> Any:  # noqa: ANN401 - any part of a case
    """Return a part of a case with its entries moved where their order says nothing."""
    if isinstance(value, dict):
        keys = chance.sample(list(value), len(value))
        return {
            key: chance.sample(part, len(part))
            if key in {"worth", "trust", "members"}
            else shuffled(part, chance)
            for key, part in ((key, value[key]) for key in keys)
        }
    return value


def by_content(case: Case, numbers: Mapping[str, Fraction]) -> list[tuple[str, Fraction]]:
    """Return the numbers by what they stand for instead of by their place in a list."""
    found = dict(numbers)
    said = []
    for section in ("parties", "blocs", "camps"):
        for key, holder in getattr(case, section).items():
            for index, one in enumerate(holder.worth):
                said.append(
                    (
                        f"{key} {one.when.text} {one.points}",
                        found.pop(f"{section}.{key}.worth.{index}.points"),
                    )
                )
    for index, entry in enumerate(case.trust):
        said.append((f"{entry.from_} {entry.to} {entry.level}", found.pop(f"trust.{index}.level")))
    return sorted([*found.items(), *said])


@given(case_mappings(), st.randoms(use_true_random=False), st.integers(0, 99))
@settings(max_examples=60)
def test_draws_do_not_depend_on_the_order_of_the_file(
    mapping: dict[str, Any], chance: Random, seed: int
) -> None:
    names = [*mapping["parties"], *mapping["blocs"]]
    mapping["trust"] = [
        {"from": one, "to": other, "level": [0, 0.5]} for one in names for other in names if one != other
    ]
    case, moved = read_case(mapping), read_case(shuffled(mapping, chance))
    for one, other in zip(case.draw(3, seed), moved.draw(3, seed), strict=True):
        assert by_content(case, one.numbers) == by_content(moved, other.numbers)
    assert by_content(case, case.nominal.numbers) == by_content(moved, moved.nominal.numbers)


def test_entries_of_a_list_that_say_the_same_are_drawn_apart_whatever_their_order() -> None:
    worth = [{"when": "dam is low", "points": [0, 10]}, {"when": "dam is low", "points": [0, 20]}]
    pairs = []
    for entries in (worth, worth[::-1]):
        case = dam_case(parties={"up": {"worth": entries}, "down": {}})
        values = [
            [float(one.number(f"parties.up.worth.{index}.points")) for index in (0, 1)]
            for one in case.draw(50, SEED)
        ]
        pairs.append(values)
    assert pairs[0] == [pair[::-1] for pair in pairs[1]]
    assert abs(np.corrcoef(np.array(pairs[0]).T)[0, 1]) < 0.9


def test_an_input_added_moves_no_other() -> None:
    trust = [{"from": "up", "to": "down", "level": [0.1, 0.9]}]
    more = [{"from": "down", "to": "up", "level": [0.1, 0.9]}, *trust]
    one = numbers_of(dam_case(trust=trust), "trust.0.level", 20)
    assert (one == numbers_of(dam_case(trust=more), "trust.1.level", 20)).all()
    assert (one != numbers_of(dam_case(trust=more), "trust.0.level", 20)).any()


# variants


@pytest.mark.parametrize("name", [name for name in bundled() if load(name).variants])
def test_a_variant_draws_the_same_numbers_for_inputs_it_does_not_change(name: str) -> None:
    case = load(name)
    for variant in case.variants:
        changed = case.with_variant(variant)
        before = {one.path: (one.source, one.content, one.numbers) for one in inputs(case)}
        after = {one.path: (one.source, one.content, one.numbers) for one in inputs(changed)}
        same = [number for path in before if before[path] == after.get(path) for number in before[path][2]]
        assert same
        for one, other in zip(case.draw(4, SEED), changed.draw(4, SEED), strict=True):
            assert [one.number(path) for path in same] == [other.number(path) for path in same]


def test_a_variant_that_changes_a_range_draws_from_the_new_one_at_the_same_place() -> None:
    """The coordinate of the unit cube stays, so that draws of the two can be compared one by one."""
    case = dam_case(
        parties={"up": {"walk_away": [0, 100]}, "down": {}},
        variants={"doubled": {"parties": {"up": {"walk_away": [0, 200]}}}},
    )
    path = "parties.up.walk_away"
    pairs = zip(case.draw(50, SEED), case.with_variant("doubled").draw(50, SEED), strict=True)
    assert all(abs(other.number(path) - 2 * one.number(path)) <= 3 * GRID / 2 for one, other in pairs)


def test_inputs_are_named_in_the_order_of_the_file_and_lead_somewhere() -> None:
    case = dam_case(
        {"order": "none > low > high > huge", "weight": "vital"},
        parties={"up": {"walk_away": 5}, "down": {"worth": [{"when": "dam is low", "points": 1}]}},
        blocs={"both": {"members": ["up", "down"], "walk_away": [1, 2]}},
        camps={"wet": {"members": ["down"], "walk_away": "today"}},
        trust=[{"from": "up", "to": "both", "level": 1}],
    )
    assert [one.path for one in inputs(case)] == [
        "parties.up.walk_away",
        "parties.down.worth.0.points",
        "blocs.both.walk_away",
        "issues.dam.stances.up.order",
        "issues.dam.stances.up.weight",
        "trust.0.level",
    ]
    assert [one.certain for one in inputs(case)] == [True, True, False, False, False, True]


def test_ranked_weights_are_weights_of_the_holders_stances() -> None:
    case = dam_case(
        {"points": {"none": 1, "low": 2, "high": 3, "huge": 4}},
        parties={"up": {"weights": "dam"}, "down": {}},
    )
    assert case.nominal.number(f"{POINTS}.weight") == 100
