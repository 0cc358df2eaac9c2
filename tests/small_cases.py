"""Small cases for tests that need a case and little in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.case.case import Case

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BRIDGE", "SEED", "alliance_case", "dam_case", "numbers_of"]

SEED = 2010
BRIDGE = """
detente: 1
title: A bridge
as_of: 2010-02-01
parties: {north: {}, south: {}}
issues:
  bridge:
    options: [none, built]
    today: none
    decided_by: [north, south]
    stances: {north: built > none, south: built > none}
claims: [{id: B, says: A bridge can be signed., holds_if: signable(bridge is built) > 0}]
"""
"""Both sides prefer a bridge to none."""


def dam_case(stance: Any = None, **rest: Any) -> Case:  # noqa: ANN401 - whatever an analyst may write
    """Return a case with one issue of four options, and one stance on it."""
    mapping = {
        "detente": 1,
        "title": "A river",
        "as_of": "2024-01-01",
        "parties": {"up": {}, "down": {}},
        "issues": {
            "dam": {
                "options": ["none", "low", "high", "huge"],
                "today": "none",
                "decided_by": ["up", "down"],
                "stances": {} if stance is None else {"up": stance},
            }
        },
    }
    return Case.from_text(json.dumps({**mapping, **rest}))


def numbers_of(case: Case, path: str, n: int = 1000) -> NDArray[np.float64]:
    """Return what the number at a path is drawn as, shape: (draws,)."""
    return np.array([float(one.number(path)) for one in case.draw(n, SEED)])


ALLIANCE = """\
detente: 1
title: Troops on a river
as_of: 2024-01-01
parties:
  a: {}
  b: {}
  c:
    walk_away: 25
    worth: [{when: troops is few and aid is given, points: 4}]
  d:
    red_lines: [{id: d-line, never: troops is many and talks is open, cost: 3}]
    walk_away: today
blocs:
  league: {members: [a, b, c], decides_by: consensus}
camps:
  hawks: {of: league, members: [a, b]}
issues:
  troops:
    options: [none, few, many]
    today: many
    decided_by: [league, d]
    stances:
      hawks: {order: many > few | none, cost: 2}
      c: {points: {none: 10, few: 20, many: 0}, weight: 2}
      d: {order: none > few > many, weight: 3, demands: {option: [none, few], links: [talks], cost: 5}}
  aid:
    options: [refused, given]
    today: refused
    decided_by: d
    stances:
      league: {points: {refused: 0, given: 30}}
      d: {points: {refused: 6, given: 0}}
  talks:
    options: {closed: null, open: {decided_by: [c, d]}}
    today: closed
    decided_by: c
    moves: [{from: open, to: closed, decided_by: [d]}]
"""


def alliance_case(*replaced: tuple[str, str]) -> Case:
    """Return a league with a camp of two and a third member, facing one party, some of its text replaced."""
    text = ALLIANCE
    for before, after in replaced:
        assert before in text
        text = text.replace(before, after)
    return Case.from_text(text)
