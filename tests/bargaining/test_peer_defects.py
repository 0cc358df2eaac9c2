"""Where the peer goes wrong, Détente answers right: expected values calculated by hand in the catalog."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from detente.bargaining.analysis import analyse
from tests.case_strategies import read_case

CATALOG = YAML(typ="safe").load(Path(__file__).parents[1] / "catalog" / "negmas_defects.yaml")
DEFECTS = {entry["id"]: entry for entry in (*CATALOG["defects"], *CATALOG["also_observed"])}


def _case(domain: dict[str, Any]) -> dict[str, Any]:
    parties = domain["parties"]
    points = {
        party: {"points": {option: worth[place] for option, worth in domain["options"].items()}}
        for place, party in enumerate(parties)
    }
    return {
        "detente": 1,
        "title": "A case of the catalog",
        "as_of": "2010-02-01",
        "parties": {
            party: {"walk_away": floor} for party, floor in zip(parties, domain["walk_away"], strict=True)
        },
        "issues": {
            "deal": {
                "options": list(domain["options"]),
                "today": next(iter(domain["options"])),
                "decided_by": parties,
                "stances": points,
            }
        },
    }


@pytest.mark.parametrize("entry", DEFECTS.values(), ids=DEFECTS)
def test_the_right_answer(entry: dict[str, Any]) -> None:
    result, right = analyse(read_case(_case(entry["domain"]))), entry["right"]
    parties = entry["domain"]["parties"]
    assert result.negotiation.walk_away == dict(zip(parties, entry["domain"]["walk_away"], strict=True))
    assert result.zone.signable.value == right["signable"]
    assert sorted(list(point.value.values()) for point in result.frontier) == right["frontier"]
    for name, found in result.solutions.items():
        assert sorted(list(point.value.values()) for point in found.points) == right[name]


@pytest.mark.parametrize("entry", DEFECTS.values(), ids=DEFECTS)
def test_an_empty_answer_has_a_reason(entry: dict[str, Any]) -> None:
    result, right = analyse(read_case(_case(entry["domain"]))), entry["right"]
    assert all(bool(found.reason) != bool(found.points) for found in result.solutions.values())
    assert (result.conflicts is None) == bool(right["signable"])
    if result.conflicts is not None:
        colliding = [[member.holder for member in one.members] for one in result.conflicts.conflicts]
        assert colliding == right["conflicts"]
        missing = {
            floor.holder: points
            for one in result.conflicts.shortfalls
            for floor, points in zip(one.floors, one.points, strict=True)
        }
        assert missing == right["least_shortfall"]
        assert any("collide" in sentence for sentence in result.summary())
