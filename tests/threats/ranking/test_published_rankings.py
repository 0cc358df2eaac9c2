"""Kemeny and Borda rankings from the literature; the catalog says where each comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from detente.threats.ranking import (
    Profile,
    borda,
    condorcet_loser,
    condorcet_winner,
    kemeny,
    kemeny_score,
    kendall_tau_distance,
    pairwise,
    ranked,
)

CATALOG = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "joint_rankings.yaml")


def _with(key: str) -> list[Any]:
    return [pytest.param(one, id=one["id"]) for one in CATALOG["profiles"] if key in one]


def _profile(example: dict[str, Any]) -> Profile:
    names = tuple(next(iter(example["ballots"])))
    return Profile(names, tuple(ranked(*word, weight=votes) for word, votes in example["ballots"].items()))


def test_every_example_says_where_it_comes_from_and_how_sure_it_is() -> None:
    assert all(one["cite"] and one["certainty"] for one in CATALOG["profiles"])


@pytest.mark.parametrize("example", _with("kemeny"))
def test_the_kemeny_rankings(example: dict[str, Any]) -> None:
    profile = _profile(example)
    found = kemeny(profile)
    assert [*map("".join, found.rankings)] == example["kemeny"]
    assert (found.complete, found.exactness) == (True, "exact")
    if "score" in example:
        assert found.score == example["score"]
    for word, distance in example.get("distances", {}).items():
        votes = len(word) * (len(word) - 1) // 2 * profile.total
        assert votes - kemeny_score(profile, word) == distance
        assert distance == sum(
            ballot.weight * kendall_tau_distance(ballot.tiers, word) for ballot in profile.ballots
        )
        assert distance >= found.distance


@pytest.mark.parametrize("example", _with("worst"))
def test_the_worst_rankings(example: dict[str, Any]) -> None:
    profile = _profile(example)
    backwards = Profile(
        profile.alternatives,
        tuple(ranked(*ballot.tiers[::-1], weight=ballot.weight) for ballot in profile.ballots),
    )
    assert [*map("".join, kemeny(backwards).rankings)] == example["worst"]
    assert [kemeny_score(profile, word) for word in example["worst"]] == [example["worst_score"]]
    assert kemeny(profile).worst_score == example["worst_score"]


@pytest.mark.parametrize("example", _with("borda"))
def test_the_borda_count(example: dict[str, Any]) -> None:
    found = borda(_profile(example))
    assert found.points == example["borda"]
    assert found.ranking == tuple((name,) for name in example["borda_ranking"])


@pytest.mark.parametrize("example", _with("kemeny"))
def test_the_condorcet_winner_and_loser(example: dict[str, Any]) -> None:
    votes = pairwise(_profile(example))
    assert condorcet_winner(votes) == example["condorcet_winner"]
    assert condorcet_loser(votes) == example["condorcet_loser"]
