"""Values and strategies from the literature; the figures and their sources are in the catalog."""

from __future__ import annotations

from fractions import Fraction
from math import e
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from detente.verification.games.dresher import inspect_probability, value, value_by_recursion
from detente.verification.games.inspection_game import InspectionGame
from detente.verification.games.leadership import violate_probability
from detente.verification.games.one_interim import one_interim
from detente.verification.games.payoffs import Payoffs

CATALOG = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "inspection_games.yaml")
VALUES = {tuple(map(int, key.split(","))): Fraction(one) for key, one in CATALOG["dresher"]["values"].items()}
FIRST = {
    tuple(map(int, key.split(","))): tuple(map(Fraction, pair))
    for key, pair in CATALOG["dresher"]["first_stage"].items()
}


def test_the_catalog_has_every_game_up_to_eight_periods() -> None:
    assert set(VALUES) == {(n, m) for n in range(1, 9) for m in range(n + 1)}


@pytest.mark.parametrize("game", VALUES, ids=str)
def test_the_value_is_the_published_one(game: tuple[int, int]) -> None:
    assert value(*game) == value_by_recursion(*game) == InspectionGame(*game).value == VALUES[game]


@pytest.mark.parametrize("game", FIRST, ids=str)
def test_the_first_stage_is_the_published_one(game: tuple[int, int]) -> None:
    first = InspectionGame(*game).first
    assert (first.inspect, first.violate) == FIRST[game]
    assert (inspect_probability(*game), violate_probability(*game, Payoffs())) == FIRST[game]


@pytest.mark.parametrize(("periods", "within"), [(10, 0.04), (100, 0.004), (1000, 0.0004)])
def test_one_interim_inspection_tends_to_the_limit_of_diamond(periods: int, within: float) -> None:
    """Continuous time: the delay is 1/e of it, and no inspection stands later than at 1 - 1/e of it."""
    delay, inspected, _ = one_interim(periods)
    last = sum(chance > 0 for chance in inspected)
    assert 0 < float(delay) / periods - 1 / e < within
    assert abs(last / periods - (1 - 1 / e)) < 1 / periods
