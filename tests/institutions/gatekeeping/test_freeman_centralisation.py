"""Centralisation: 1 for the star, 0 where all points are alike."""

from __future__ import annotations

import networkx as nx
import pytest

from detente.institutions.gatekeeping.betweenness import betweenness
from detente.institutions.gatekeeping.freeman_centralisation import (
    betweenness_centralisation,
    degree_centralisation,
)


def by_betweenness(graph: nx.Graph[str]) -> float | None:
    """Return how centralised a graph is by the betweenness of its points."""
    return betweenness_centralisation(betweenness(graph))


MEASURES = (degree_centralisation, by_betweenness)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("points", [3, 5, 9])
def test_a_star_is_wholly_centralised(measure: object, points: int) -> None:
    """Freeman (1978/79): the star has the greatest sum of differences."""
    assert callable(measure)
    assert measure(nx.star_graph(points - 1)) == pytest.approx(1)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("graph", [nx.cycle_graph(6), nx.complete_graph(5), nx.empty_graph(4)], ids=str)
def test_where_all_points_are_alike_nobody_stands_out(measure: object, graph: object) -> None:
    assert callable(measure)
    assert measure(graph) == pytest.approx(0)


def test_a_path_of_five_is_as_counted_by_hand() -> None:
    """Degrees 1, 2, 2, 2, 1: differences 2 of 12. Betweenness 0, 3, 4, 3, 0 of 6 pairs: 10/6 of 4."""
    path = nx.path_graph(5)
    assert degree_centralisation(path) == pytest.approx(2 / 12)
    assert by_betweenness(path) == pytest.approx(10 / 24)


@pytest.mark.parametrize("measure", MEASURES)
def test_two_points_are_too_few_to_stand_out(measure: object) -> None:
    assert callable(measure)
    assert measure(nx.path_graph(2)) is None
