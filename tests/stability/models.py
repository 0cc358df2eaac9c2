"""Random graph models, and those of the catalog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from ruamel.yaml import YAML

from detente.stability import GraphModel

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CATALOG", "catalog_model", "drawn", "model_of"]

CATALOG: list[dict[str, Any]] = YAML(typ="safe").load(
    (Path(__file__).parents[1] / "catalog" / "graph_models.yaml").read_text(encoding="utf-8")
)["models"]

Moves = list[list[set[int]]]
Payoffs = list[list[int]]


def model_of(moves: Sequence[Sequence[set[int]]], payoffs: Sequence[Sequence[int]]) -> GraphModel:
    """Return a graph model of sets of targets, by decision maker and state."""
    pairs = []
    for of in moves:
        listed = [(state, target) for state, targets in enumerate(of) for target in sorted(targets)]
        pairs.append(([one for one, _ in listed], [other for _, other in listed]))
    return GraphModel(pairs, payoffs)


def catalog_model(entry: dict[str, Any]) -> GraphModel:
    """Return a model of the catalog, whose states are numbered from 1."""
    states = range(1, entry["states"] + 1)
    moves, payoffs = [], []
    for of, order in zip(entry["moves"].values(), entry["order"].values(), strict=True):
        listed = [(state - 1, target - 1) for state in states for target in of.get(state, ())]
        moves.append(([one for one, _ in listed], [other for _, other in listed]))
        tiers = [tier if isinstance(tier, list) else [tier] for tier in order]
        place = {state: -rank for rank, tier in enumerate(tiers) for state in tier}
        payoffs.append([place[state] for state in states])
    return GraphModel(moves, payoffs, list(entry["moves"]))


@st.composite
def drawn(draw: st.DrawFn, most: int = 7) -> tuple[Moves, Payoffs]:
    """Draw models with moves that cannot be undone, do not add up and tie in what is preferred."""
    states = draw(st.integers(1, most))
    makers = draw(st.integers(1, 5))
    others = [
        st.sets(st.sampled_from([one for one in range(states) if one != state] or [state]))
        for state in range(states)
    ]
    moves = [[draw(of) - {state} for state, of in enumerate(others)] for _ in range(makers)]
    payoffs = [[draw(st.integers(0, states)) for _ in range(states)] for _ in range(makers)]
    return moves, payoffs
