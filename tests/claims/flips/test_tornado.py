"""How far single inputs move what a claim compares, by hand: talks need more trust than there is.

They lack what they need less the trust there is: 0.35 in the nominal case, 0.2 and 0.5 at the ends of what
they need, 0.45 and 0.25 at those of trust.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case
from detente.claims import analyse
from detente.claims.flips import tornado

if TYPE_CHECKING:
    from detente.claims.flips.tornado import Tornado

TALKS = """
detente: 1
title: Talks
as_of: 2020-01-01
parties: {up: {}, down: {}}
trust: [{from: down, to: up, level: [0.3, 0.5]}]
blocks:
  talks: {needs: [{from: down, to: up, level: [0.6, 0.9]}], lasts: 1, delivers: 0.5, decided_by: [up, down]}
horizon: {from: 2020-Q1, to: 2020-Q4}
roadmap: {goal: talks done}
claims:
  - {id: turns, says: They lack much., holds_if: trust_short(talks) > 0.3}
  - {id: never, says: They lack something., holds_if: trust_short(talks) > 0.1}
  - {id: two, says: Much, holds_if: trust_short(talks) > 0.3 and 0.6 > trust_short(talks)}
"""
NEED, TRUST = "blocks.talks.needs.0.level", "trust.0.level"


def _tornadoes(claim: str) -> tuple[Tornado, ...]:
    [found] = [one for one in analyse(Case.from_text(TALKS), thorough=True).claims if one.claim.id == claim]
    assert found.explained is not None
    return found.explained.tornadoes


def _bars(found: Tornado) -> list[tuple[str, list[tuple[float, float]]]]:
    return [
        (
            swing.input,
            [(float(change.after), float(value)) for change, value in swing.ends],  # type: ignore[arg-type]
        )
        for swing in found.swings
    ]


def test_bars_go_from_the_difference_at_one_end_to_that_at_the_other_the_widest_first() -> None:
    [found] = _tornadoes("turns")
    assert (found.comparison, float(found.nominal)) == ("trust_short(talks) > 0.3", 0.05)
    assert _bars(found) == [(NEED, [(0.6, -0.1), (0.9, 0.2)]), (TRUST, [(0.3, 0.15), (0.5, -0.05)])]
    assert [float(one.width(found.nominal)) for one in found.swings] == [0.3, 0.2]


def test_each_comparison_has_bars_of_its_own() -> None:
    """By hand: 0.6 is 0.25 more than what they lack, and 0.4 or 0.1 more at the ends of what they need."""
    _, found = _tornadoes("two")
    assert (found.comparison, float(found.nominal)) == ("0.6 > trust_short(talks)", 0.25)
    assert _bars(found)[0] == (NEED, [(0.6, 0.4), (0.9, 0.1)])


@pytest.mark.parametrize(("claim", "turns"), [("turns", True), ("never", False)])
def test_it_is_known_whether_any_input_turns_the_comparison(claim: str, turns: bool) -> None:
    """By hand: they always lack 0.2 or more, so no single input brings them down to 0.1."""
    [found] = _tornadoes(claim)
    assert found.turns is turns


def test_of_many_bars_the_widest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tornado, "MOST", 1)
    [found] = _tornadoes("turns")
    assert [one.input for one in found.swings] == [NEED]
