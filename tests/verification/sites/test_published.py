"""Security games from the literature; the tables and their sources are in the catalog."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from detente.verification.sites.allocation import allocate
from detente.verification.sites.problem import InspectingState, InspectionProblem, Site
from detente.verification.sites.strong_stackelberg import pure_commitment, strong_stackelberg
from detente.verification.sites.water_filling import water_filling

CATALOG = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "security_games.yaml")
TOY, INSTANCE = CATALOG["toy"], CATALOG["instance"]
LEADER = [[cell[0] for cell in row] for row in TOY["leader_follower_bimatrix"]]
FOLLOWER = [[cell[1] for cell in row] for row in TOY["leader_follower_bimatrix"]]
SITES = tuple(
    Site(
        name=f"site {number}",
        state="there",
        **{
            key: INSTANCE[key][number]
            for key in ("defender_covered", "defender_uncovered", "violator_covered", "violator_uncovered")
        },
    )
    for number in range(5)
)


def _by_number(result: dict[str, Any]) -> str:
    return f"{result['inspections']} inspections"


def test_announcing_a_mix_is_worth_more_than_a_move_and_that_more_than_nothing() -> None:
    """Conitzer and Sandholm (2006): 1 in equilibrium, 2 with a pure move, 5/2 with a mix."""
    equilibria = [
        LEADER[move][answer]
        for move in range(2)
        for answer in range(2)
        if LEADER[move][answer] >= max(LEADER[other][answer] for other in range(2))
        and FOLLOWER[move][answer] >= max(FOLLOWER[move])
    ]
    assert equilibria == [TOY["nash_leader"]]
    assert pure_commitment(LEADER, FOLLOWER).leader == TOY["pure_commitment_leader"]
    found = strong_stackelberg(LEADER, FOLLOWER)
    assert found.leader == Fraction(TOY["mixed_commitment_leader"])
    assert found.mix == tuple(map(Fraction, TOY["leader_mix"]))


@pytest.mark.parametrize("result", INSTANCE["results"], ids=_by_number)
def test_the_instance_of_five_sites(result: dict[str, Any]) -> None:
    """A construction, not a publication; see the catalog."""
    donors = (InspectingState(name="here", inspections=result["inspections"]),)
    found = allocate(InspectionProblem(sites=SITES, donors=donors))
    assert found.level is not None
    assert found.defender_utility is not None
    assert float(found.level) == pytest.approx(result["violator"], abs=1e-9)
    assert float(found.defender_utility) == pytest.approx(result["defender"], abs=1e-9)
    assert found.attacked == f"site {result['attacked']}"
    assert [float(one) for one in found.coverage.values()] == pytest.approx(result["coverage"], abs=1e-9)


@pytest.mark.parametrize("result", INSTANCE["results"], ids=_by_number)
def test_the_instance_by_water_filling(result: dict[str, Any]) -> None:
    found = water_filling(SITES, result["inspections"])
    assert float(found.level) == pytest.approx(result["violator"], abs=1e-12)
    assert [float(one) for one in found.coverage.values()] == pytest.approx(result["coverage"], abs=1e-12)
    assert sum(found.visits.values()) == result["inspections"]
