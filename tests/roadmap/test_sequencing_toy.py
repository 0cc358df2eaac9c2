"""The sequencing toy of the catalogue: its values, and the first move of its best policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.roadmap.exact.induction import Graph, Induction, solved
from tests.roadmap.rational_recursion import by_rational_recursion
from tests.roadmap.toy import TOY, toy

if TYPE_CHECKING:
    from detente.roadmap.problem import Problem


def _named(row: dict[str, Any]) -> str:
    return f"{''.join(row['blocks'])}, trust {row['trust']}, {row['periods']} periods"


def _first_move(found: Induction) -> str | None:
    """Return the block that the policy starts at time 0; None where it waits."""
    graph = found.graph
    layout, cells = graph.configurations, graph.cells
    (today,) = graph.environment.start
    cell = graph.cell_of[0, layout.start]
    states = cells.states[cells.starts[cell] : cells.starts[cell + 1]].tolist()
    place = cells.starts[cell] + states.index(today)
    block = layout.block[layout.move_starts[layout.start] + found.policy[place]]
    return None if block < 0 else found.problem.blocks[block].key


def _posed(row: dict[str, Any]) -> Problem:
    return toy(row["blocks"], row["trust"], row["periods"])


@pytest.mark.parametrize("row", TOY["values"], ids=_named)
def test_the_chance_of_the_goal_is_the_published_one_to_twelve_places(row: dict[str, Any]) -> None:
    """Source: tests/catalog/sequencing_toy.yaml."""
    assert solved(Graph.of(_posed(row))).probability == pytest.approx(row["probability"], abs=1e-12, rel=0)


@pytest.mark.parametrize("row", TOY["values"], ids=_named)
def test_plain_recursion_finds_the_published_chance_as_well(row: dict[str, Any]) -> None:
    """Source: tests/catalog/sequencing_toy.yaml."""
    found = float(by_rational_recursion(_posed(row)).chance)
    assert found == pytest.approx(row["probability"], abs=1e-12, rel=0)


def test_a_measure_of_confidence_comes_first() -> None:
    """Source: tests/catalog/sequencing_toy.yaml, the first move that it names."""
    (row,) = (row for row in TOY["values"] if "first" in row)
    assert _first_move(solved(Graph.of(_posed(row)))) == row["first"]
