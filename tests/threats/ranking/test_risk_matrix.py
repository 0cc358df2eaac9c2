"""Where threats stand in a risk matrix, and which pairs it has the wrong way round."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from detente.threats.ranking import (
    Bands,
    Placement,
    placement_of_draws,
    placement_of_marginals,
    risk_matrix,
)

if TYPE_CHECKING:
    from collections.abc import Callable

CATALOG = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "joint_rankings.yaml")
ROWS, COLUMNS = Bands(("rare", "likely", "certain"), (0.2, 0.7)), Bands(("small", "large"), (10,))
chances = st.lists(st.integers(0, 10).map(lambda tenths: tenths / 10), min_size=1, max_size=6)


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 20)), min_size=1, max_size=8))
def test_joint_draws_are_counted_cell_by_cell(draws: list[tuple[int, int]]) -> None:
    likelihood, impact = [tenths / 10 for tenths, _ in draws], [harm for _, harm in draws]
    placed = placement_of_draws(likelihood, impact, ROWS, COLUMNS)
    expected = np.zeros((3, 2))
    for chance, harm in zip(likelihood, impact, strict=True):
        expected[(chance >= 0.2) + (chance >= 0.7), int(harm >= 10)] += 1
    assert np.allclose(placed.cells, expected / len(draws))
    assert placed.expected_loss == pytest.approx(
        sum(chance * harm for chance, harm in zip(likelihood, impact, strict=True)) / len(draws)
    )


@given(chances, st.lists(st.integers(0, 20), min_size=1, max_size=6))
def test_independent_draws_are_as_good_as_all_pairs(likelihood: list[float], impact: list[int]) -> None:
    apart = placement_of_marginals(likelihood, impact, ROWS, COLUMNS)
    pairs = np.array([(chance, harm) for chance in likelihood for harm in impact], dtype=float)
    together = placement_of_draws(pairs[:, 0], pairs[:, 1], ROWS, COLUMNS)
    assert np.allclose(apart.cells, together.cells)
    assert apart.expected_loss == pytest.approx(together.expected_loss)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 5)), max_size=6))
def test_reversals_are_the_pairs_that_scores_and_losses_order_otherwise(
    threats: list[tuple[int, int, int]],
) -> None:
    placements = {}
    for number, (row, column, loss) in enumerate(threats):
        cells = np.zeros((3, 2))
        cells[row, column] = 1
        placements[f"{number}"] = Placement(cells, loss)
    found = risk_matrix(placements, ROWS, COLUMNS)
    score = {f"{number}": (row + 1) * (column + 1) for number, (row, column, _) in enumerate(threats)}
    assert found.scores == score
    assert set(found.reversals) == {
        (a, b)
        for a in placements
        for b in placements
        if score[a] > score[b] and placements[a].expected_loss < placements[b].expected_loss
    }


def test_of_equally_likely_cells_the_higher_one_counts() -> None:
    cells = np.array([[0.4, 0], [0.2, 0], [0, 0.4]])
    assert Placement(cells, 1).likeliest == (2, 1)
    assert risk_matrix({"a": Placement(cells, 1)}, ROWS, COLUMNS).scores == {"a": 6}


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: Bands((), ()), "one cut fewer than bands"),
        (lambda: Bands(("low",), (1,)), "one cut fewer than bands"),
        (lambda: Bands(("a", "b", "c"), (2, 1)), "finite and rise"),
        (lambda: Bands(("a", "b"), (float("nan"),)), "finite and rise"),
        (lambda: Bands(("a", "a"), (1,)), "two bands have the same name: 'a'"),
        (lambda: Placement(np.array([[0.5, 0.4]]), 1), "add up to 1"),
        (lambda: Placement(np.array([[1.5, -0.5]]), 1), "add up to 1"),
        (lambda: Placement(np.array([1.0]), 1), "rows for likelihood"),
        (lambda: Placement(np.array([[1.0]]), float("nan")), "finite number"),
        (lambda: placement_of_draws([], [], ROWS, COLUMNS), "at least one number"),
        (lambda: placement_of_draws([0.5], [1, 2], ROWS, COLUMNS), "not 2 for 1"),
        (lambda: placement_of_draws([1.5], [1], ROWS, COLUMNS), "from 0 to 1"),
        (lambda: placement_of_marginals([0.5], [float("inf")], ROWS, COLUMNS), "all of them finite"),
        (
            lambda: risk_matrix({"a": Placement(np.array([[1.0]]), 1)}, ROWS, COLUMNS),
            "in other bands",
        ),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(ask: Callable[[], Any], says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        ask()


def test_a_risk_matrix_that_has_every_smaller_risk_above_every_larger_one() -> None:
    """Cox 2008; the catalog says how sure the example is."""
    example = CATALOG["risk_matrix"]
    assert example["cite"]
    assert example["certainty"]
    bands = Bands(("low", "high"), (example["cut"],))
    placements = {
        f"{impact}": placement_of_draws([example["total"] - impact], [impact], bands, bands)
        for impact in (*example["medium"], *example["low"])
    }
    found = risk_matrix(placements, bands, bands)
    assert [found.scores[f"{one}"] for one in example["medium"]] == [2] * 4
    assert [found.scores[f"{one}"] for one in example["low"]] == [1] * 4
    assert set(found.reversals) == {(f"{a}", f"{b}") for a in example["medium"] for b in example["low"]}
