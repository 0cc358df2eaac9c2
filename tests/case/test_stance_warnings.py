"""Warnings about stances, lines and numbers that are allowed and hardly meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from detente.case.case import Case
from detente.case.warnings import warnings_of

SOUND = """\
detente: 1
title: A river
as_of: 2024-01-01
parties:
  up: {name: Up}
  down: {name: Down}
blocs:
  both: {members: [up, down]}
issues:
  dam:
    options: {none: No dam, small: Small, large: Large}
    today: none
    decided_by: both
    stances:
      up: {order: large > small > none, weight: 10}
      down: {order: none > small > large, weight: 20}
"""


DOUBTS = YAML(typ="safe").load(Path(__file__).with_name("doubts.yaml"))


@pytest.mark.parametrize("row", DOUBTS, ids=lambda row: row["doubt"])
def test_a_doubt_is_said_with_its_place(row: dict[str, str]) -> None:
    """``«`` stands where the warning is expected; it is no part of the case."""
    assert row["instead_of"] in SOUND
    marked = SOUND.replace(row["instead_of"], row["write"], 1)
    before = marked[: marked.index("«")]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    problems = warnings_of(Case.from_text(marked.replace("«", "")))
    assert (place, row["said"]) in [((one.place.line, one.place.column), one.message) for one in problems]


@pytest.mark.parametrize(
    ("sound", "written"),
    [
        ("weight: 10", "weight: 10"),
        ("down: {order: none > small > large, weight: 20}", "both: none > small > large"),
        ("blocs:", "camps: {wet: {members: down, worth: [{when: dam is none, points: 50}]}}\nblocs:"),
        ("{name: Up}", "{name: Up, walk_away: 1000}"),
    ],
    ids=["sound", "a stance of the bloc", "a camp that values the issue", "no agreement as good as the best"],
)
def test_what_is_meant_is_not_doubted(sound: str, written: str) -> None:
    assert warnings_of(Case.from_text(SOUND.replace(sound, written, 1))) == []
