"""The compromise model, the weighted median and pairwise votes, on the standard for cars and small cases."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.cohesion.analysis import analyse
from detente.cohesion.compromise_model import Actor, compromise, weighted_mean, weighted_median
from tests.cohesion.cohesion_cases import PLACES, TABLE, cars


def test_the_standard_for_cars_has_the_values_of_the_catalog() -> None:
    found = analyse(cars()).compromise["delay"]
    expected = TABLE["expected"]
    assert float(found.mean) == pytest.approx(expected["mean"], abs=1e-12)
    assert found.median == (expected["median"], expected["median"])
    named = {place: name for name, place in PLACES.items()}
    for vote in expected["votes"]:
        force = found.votes[named[vote["for"]], named[vote["against"]]]
        assert float(force) == pytest.approx(vote["force"], abs=1e-12)
        assert found.votes[named[vote["against"]], named[vote["for"]]] == -force
    assert found.unbeaten == ("seven",)
    assert found.nearest == ("seven",)


def test_parties_without_a_capability_are_left_out_where_others_have_one() -> None:
    parties = {actor: {"capability": power} for actor, power, _, _ in TABLE["rows"]}
    found = compromise(cars(parties={**parties, "uk": {}}).nominal, "delay")
    assert found is not None
    assert found.left_out == ("uk",)
    rows = [row for row in TABLE["rows"] if row[0] != "uk"]
    total = sum(power * salience for _, power, _, salience in rows)
    mean = sum(power * salience * place for _, power, place, salience in rows) / total
    assert float(found.mean) == pytest.approx(mean, abs=1e-12)


def test_without_any_capability_all_count_alike() -> None:
    found = compromise(cars(parties={actor: {} for actor, *_ in TABLE["rows"]}).nominal, "delay")
    assert found is not None
    assert not found.powers
    total = sum(salience for *_, salience in TABLE["rows"])
    mean = sum(salience * place for _, _, place, salience in TABLE["rows"]) / total
    assert float(found.mean) == pytest.approx(mean, abs=1e-12)


def test_without_places_there_is_no_forecast() -> None:
    issue = cars().base.document.tree["issues"]["delay"]
    bare = {**issue, "options": list(PLACES)}
    result = analyse(cars(issues={"delay": bare}))
    assert result.compromise == {}


def test_who_likes_two_options_best_stands_halfway_and_who_likes_all_alike_nowhere() -> None:
    issue = cars().base.document.tree["issues"]["delay"]
    stances = {"germany": "four = seven > ten", "france": "four = seven = ten"}
    found = compromise(cars(issues={"delay": {**issue, "stances": stances}}).nominal, "delay")
    assert found is not None
    assert [(one.party, one.position) for one in found.actors] == [("germany", Fraction(11, 2))]


FORCES = st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 9)), min_size=1, max_size=7)


@given(forces=FORCES)
def test_the_median_leaves_at_most_half_of_the_force_on_either_side(forces: list[tuple[int, int]]) -> None:
    actors = [Actor("a", Fraction(place), Fraction(1), Fraction(force)) for place, force in forces]
    total, each = sum(force for _, force in forces), weighted_median(actors)
    assert min(place for place, _ in forces) <= weighted_mean(actors) <= max(place for place, _ in forces)
    for median in each:
        assert 2 * sum(force for place, force in forces if place < median) <= total
        assert 2 * sum(force for place, force in forces if place > median) <= total
    assert each[0] <= each[1]
    between = [place for place, _ in forces if each[0] < place < each[1]]
    assert between == []


@given(forces=FORCES)
def test_no_place_beats_the_median_by_vote(forces: list[tuple[int, int]]) -> None:
    """By D. Black (1958), as all have a single peak."""
    actors = [Actor("a", Fraction(place), Fraction(1), Fraction(force)) for place, force in forces]
    low, _ = weighted_median(actors)
    for place, _ in forces:
        nearer = sum(one.force for one in actors if abs(one.position - place) < abs(one.position - low))
        farther = sum(one.force for one in actors if abs(one.position - place) > abs(one.position - low))
        assert nearer <= farther or 2 * nearer <= sum(one.force for one in actors)


@pytest.mark.parametrize(
    ("places", "scale"),
    [
        ({"four": 1990, "seven": 2000, "ten": 2050}, "from 1990 (“four”) to 2050 (“ten”)"),
        ({"four": 9300, "seven": 20000, "ten": 1250000}, "from 9300 (“four”) to 1,250,000 (“ten”)"),
    ],
)
def test_a_place_is_said_as_a_year_or_a_number_of_soldiers_is_written(
    places: dict[str, int], scale: str
) -> None:
    issue = cars().base.document.tree["issues"]["delay"]
    options = {name: {"place": place} for name, place in places.items()}
    case = cars(issues={"delay": {**issue, "options": options}})
    said = analyse(case).summary()[-1]
    assert scale in said
    assert "e+" not in said
    median = analyse(case).compromise["delay"].median[0]
    assert said.endswith(f"the median is {int(median)}.".replace("20000", "20,000"))
