"""The bundled games give the answers of the catalog, whose files cite where each value comes from."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from detente.bargaining.analysis import analyse
from detente.bargaining.frontier.frontier import pareto_frontier
from detente.case.case import load
from detente.outcomes.negotiation import negotiation_of

if TYPE_CHECKING:
    from detente.bargaining.result import Bargaining

CATALOG = Path(__file__).parents[1] / "catalog"
GAMES = {
    entry["case"]: entry
    for path in sorted(CATALOG.glob("*.yaml"))
    for entry in [YAML(typ="safe").load(path)]
    if "case" in entry and "expected" in entry
}


@pytest.fixture(scope="module", params=list(GAMES))
def game(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Bargaining]:
    return GAMES[request.param], analyse(load(request.param))


def test_counts(game: tuple[dict[str, Any], Bargaining]) -> None:
    entry, result = game
    expected = entry["expected"]
    assert result.zone.feasible.value == expected["feasible"]
    assert result.zone.signable.value == expected["signable"]
    assert result.zone.signable.exact
    assert result.zone.share == Fraction(expected["signable"], expected["feasible"])


def test_size_of_the_frontier_with_and_without_floors(game: tuple[dict[str, Any], Bargaining]) -> None:
    entry, result = game
    assert len(result.frontier) == entry["expected"]["frontier_points"]
    without = pareto_frontier(result.negotiation.domain)
    assert len(without.values) == entry["expected"]["frontier_points_without_floors"]


def test_ideal_point(game: tuple[dict[str, Any], Bargaining]) -> None:
    entry, result = game
    best = {key: max(point.value[key] for point in result.frontier) for key in result.negotiation.signatories}
    assert best == entry["expected"]["ideal"]


@pytest.mark.parametrize("name", ["nash", "utilitarian", "egalitarian", "kalai_smorodinsky"])
def test_solution(game: tuple[dict[str, Any], Bargaining], name: str) -> None:
    entry, result = game
    found = [(dict(point.value), dict(point.package)) for point in result.solutions[name].points]
    expected = [(one["value"], one["package"]) for one in entry["expected"]["solutions"][name]]
    assert len(found) == len(expected)
    assert all(one in found for one in expected)


@pytest.mark.parametrize("case", [name for name, entry in GAMES.items() if "variants" in entry])
def test_five_of_six_sign_as_many_packages_as_the_game_accepts(case: str) -> None:
    expected = GAMES[case]["variants"]["five_of_six"]
    result = analyse(load(case, "five_of_six"))
    assert result.zone.feasible.value == expected["feasible"]
    assert result.zone.signable.value == expected["signable"]


@pytest.mark.parametrize("case", [name for name, entry in GAMES.items() if "variants" in entry])
def test_five_of_six_sign_nothing_without_the_two_who_must_be_included(case: str) -> None:
    """The rule of the games: the one who proposes and the one who pays must both accept."""
    negotiation = negotiation_of(load(case, "five_of_six").nominal)
    rule = negotiation.case.blocs["table"].decides_by
    assert rule.including
    assert all(set(rule.including) <= coalition for coalition in negotiation.coalitions)


def test_the_canal_gives_each_party_66_points_and_splits_land_and_water() -> None:
    """Brams and Taylor 1996."""
    published = GAMES["panama-canal"]["expected"]["adjusted_winner"]
    found = analyse(load("panama-canal")).adjusted_winner
    assert found is not None
    assert found.points == published["points"]
    assert found.split_issue == published["split"]["issue"]
    assert found.shares == {party: Fraction(share) for party, share in published["split"]["shares"].items()}
    assert sum(found.shares.values()) == 1


def test_the_canal_is_described_in_words() -> None:
    said = " ".join(analyse(load("panama-canal")).summary())
    assert "United States 66.0 and Panama 66.0 of 100 points; Land and water is shared" in said
    assert "United States 2/15 and Panama 13/15" in said
