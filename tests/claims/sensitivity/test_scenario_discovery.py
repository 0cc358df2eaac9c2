"""Regions in which marked draws lie, where they were planted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.claims.sensitivity.scenario_discovery import region_of

DRAWS, INPUTS = 400, 30
NUMBERS = np.random.default_rng(7).random((INPUTS, DRAWS))
VARYING = {f"x{one}": numbers for one, numbers in enumerate(NUMBERS)}


@pytest.mark.parametrize(
    ("marked", "cuts"),
    [
        pytest.param(NUMBERS[0] > 0.8, {("x0", True): 0.8}, id="one side"),
        pytest.param(
            (NUMBERS[0] > 0.6) & (NUMBERS[5] < 0.5), {("x0", True): 0.6, ("x5", False): 0.5}, id="two"
        ),
        pytest.param(
            (NUMBERS[0] > 0.4) & (NUMBERS[5] < 0.6) & (NUMBERS[9] < 0.6),
            {("x0", True): 0.4, ("x5", False): 0.6, ("x9", False): 0.6},
            id="three",
        ),
        pytest.param(
            (NUMBERS[2] > 0.3) & (NUMBERS[2] < 0.5), {("x2", True): 0.3, ("x2", False): 0.5}, id="a band"
        ),
        pytest.param(NUMBERS[4] < 0.75, {("x4", False): 0.75}, id="most of all"),
    ],
)
def test_a_planted_box_is_found(marked: np.ndarray, cuts: dict[tuple[str, bool], float]) -> None:
    found = region_of(marked, VARYING)
    assert found is not None
    assert {(cut.path, cut.above) for cut in found.cuts} == set(cuts)
    for cut in found.cuts:
        assert cut.at == pytest.approx(cuts[cut.path, cut.above], abs=0.03)
    assert found.coverage >= 0.95
    assert found.density >= 0.95


def test_coverage_and_density_are_what_they_are_called() -> None:
    """Counted anew from the cuts, of marks that no box fits."""
    marked = NUMBERS[0] + NUMBERS[1] > 1.4
    found = region_of(marked, VARYING)
    assert found is not None
    inside = np.all([cut.holds(VARYING[cut.path]) for cut in found.cuts], axis=0)
    assert found.inside == inside.sum()
    assert found.density == (marked & inside).sum() / inside.sum()
    assert found.coverage == (marked & inside).sum() / marked.sum()
    assert (found.marked, found.draws) == (marked.sum(), DRAWS)


def test_marks_that_lie_anywhere_have_no_region() -> None:
    generator = np.random.default_rng(3)
    assert not any(region_of(generator.random(DRAWS) < 0.2, VARYING) for _ in range(20))


@pytest.mark.parametrize("marked", [[False] * 50, [True] * 50, [True] * 4 + [False] * 46])
def test_all_none_or_too_few_marks_have_no_region(marked: list[bool]) -> None:
    assert region_of(marked, {"x": np.linspace(0, 1, 50)}) is None


def test_what_does_not_vary_bounds_nothing() -> None:
    numbers = {"x": np.zeros(50), "y": np.linspace(0, 1, 50)}
    found = region_of(numbers["y"] > 0.5, numbers)
    assert found is not None
    assert [cut.path for cut in found.cuts] == ["y"]


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20, deadline=None)
def test_the_names_of_inputs_do_not_matter(seed: int) -> None:
    generator = np.random.default_rng(seed)
    numbers = generator.integers(0, 8, (4, 120)).astype(float)  # with many equals
    marked = (numbers[0] > 4) & (generator.random(120) < 0.9)
    found = region_of(marked, dict(zip("abcd", numbers, strict=True)))
    again = region_of(marked, dict(zip("wxyz", numbers, strict=True)))
    assert (found is None) == (again is None)
    if found is not None and again is not None:
        assert [cut.at for cut in found.cuts] == [cut.at for cut in again.cuts]
        assert found.inside == again.inside
