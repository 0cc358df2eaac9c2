"""The allies' map: distances that a plane can hold are kept, whatever the members are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.case import Case
from detente.cohesion.allies_map import AlliesMap, classical_scaling, stress_1
from detente.cohesion.analysis import analyse

if TYPE_CHECKING:
    from numpy.typing import NDArray

POINTS = st.lists(
    st.tuples(st.floats(-1, 1, allow_subnormal=False), st.floats(-1, 1, allow_subnormal=False)),
    min_size=1,
    max_size=6,
)


def apart(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the distances between places."""
    found: NDArray[np.float64] = np.sqrt(np.square(places[:, None] - places[None]).sum(axis=2))
    return found


@given(points=POINTS)
def test_points_of_a_plane_keep_their_distances(points: list[tuple[float, float]]) -> None:
    """Torgerson (1952): distances of points in a plane have places in a plane, up to turns and mirrors."""
    given_ = apart(np.array(points))
    found = classical_scaling(given_)
    assert apart(found) == pytest.approx(given_, abs=1e-6)
    assert np.abs(found.mean(axis=0)).max() < 1e-9
    spread = np.square(found).sum(axis=0)
    assert spread[0] >= spread[1] - 1e-9


def test_stress_is_that_of_kruskal() -> None:
    """Distances of 3 and 4 shown as 3 and 5: the root of (0 + 1) / (9 + 25), each pair counted twice."""
    given_ = np.array([[0.0, 3.0, 4.0], [3.0, 0.0, 1.0], [4.0, 1.0, 0.0]])
    places = np.array([[0.0, 0.0], [3.0, 0.0], [5.0, 0.0]])
    squares = (5 - 4) ** 2 + (2 - 1) ** 2
    assert stress_1(given_, places) == pytest.approx((squares / (9 + 25 + 4)) ** 0.5)


def test_four_that_are_all_equally_far_apart_cannot_be_drawn_without_stress() -> None:
    given_ = np.ones((4, 4)) - np.eye(4)
    assert stress_1(given_, classical_scaling(given_)) > 0.2


def league(*stances: str, names: str = "abcdefgh") -> AlliesMap:
    """Return the map of a league of members with these rankings on one issue."""
    members = list(names[: len(stances)])
    issue = {
        "options": ["x", "y", "z"],
        "today": "x",
        "decided_by": ["league", "other"],
        "stances": dict(zip(members, stances, strict=True)),
    }
    case = Case.from_mapping(
        {
            "detente": 1,
            "title": "A league",
            "as_of": "2010-01-01",
            "parties": {one: {} for one in [*members, "other"]},
            "blocs": {"league": {"members": members}},
            "issues": {"issue": issue},
        }
    )
    return analyse(case, bloc="league")["league"].allies_map


def test_members_who_want_the_same_share_a_point() -> None:
    found = league("x > y > z", "z > y > x", "x > y > z")
    assert found.dimensions == 1
    assert [point.parties for point in found.points] == [("a", "c"), ("b",)]
    assert [point.x for point in found.points] == pytest.approx([-0.5, 0.5])
    assert found.stress == pytest.approx(0)


def test_all_at_one_point_are_no_map() -> None:
    found = league("x > y > z", "x > y > z")
    assert (found.dimensions, found.stress) == (0, 0)
    assert [(point.x, point.y) for point in found.points] == [(0, 0)]


def test_the_map_of_three_positions_is_a_plane_turned_the_same_way_whatever_the_names() -> None:
    stances = ("x > y > z", "z > y > x", "y > x = z", "x > y > z")
    first, second = league(*stances), league(*stances, names="hgfedcba")
    assert first.dimensions == 2
    places = [sorted((one.x, one.y) for one in found.points) for found in (first, second)]
    assert np.array(places[0]) == pytest.approx(np.array(places[1]))
    assert first.points[0].parties == ("a", "d")
    assert first.points[0].x < 0
