"""What stands below the sentences in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import detente
from detente.roadmap.heuristic import estimated
from detente.roadmap.overview import overview

if TYPE_CHECKING:
    import pytest

    from detente.roadmap.result import Roadmap

TWO_STEPS = """
detente: 1
title: Two steps
as_of: 2010-01-01
parties: {a: {name: Aland}, b: {name: Bordur}}
horizon: {from: 2010, to: 2013}
trust: [{from: a, to: b, level: 0.225}]
blocks:
  talks: {name: Talks, decided_by: [a, b], delivers: 0.5, earns: 0.1, loses: 0}
  treaty: {name: A treaty, decided_by: [a, b], delivers: 0.5, needs: 0.325, window: {from: 2011, to: 2011}}
roadmap: {goal: treaty done, grid: 0.1}
"""

TALKS = TWO_STEPS.split("  treaty:", maxsplit=1)[0] + "roadmap: {goal: talks done}\n"


def analysed(text: str) -> Roadmap:
    """Return the roadmap of a case."""
    return detente.roadmap.analyse(detente.Case.from_text(text))


def test_every_block_has_its_row() -> None:
    """By hand: talks that succeed lead to the one attempt at the treaty, 0.25; twice that if one is sure.

    Talks can succeed once, so that trust peaks at 0.225 and 0.1 more.
    Half of the chance, 12.5%, is left where either is delivered with 0.25.
    """
    lines = overview(analysed(TWO_STEPS))
    rows = {
        line.split("  ")[0]: line.split()[-6:] for line in lines if line.startswith(("Talks ", "A treaty "))
    }
    assert rows["A treaty"] == ["no", "2011", "0.325", "0.325", "50.0", "0.25"]
    assert rows["Talks"] == ["yes", "2010", "-", "-", "50.0", "0.25"]
    assert "at which the chance is 12.5%" in " ".join(lines)


def test_the_chance_by_period_and_what_to_do_first_are_said_and_where_the_rest_is() -> None:
    lines = overview(analysed(TWO_STEPS))
    assert "The goal is reached with 25.0% by the end of 2011, and no more later." in lines
    first = lines.index("To begin with, in 2010: “Talks”.")
    assert set(lines[first + 1 : first + 3]) == {
        "- “Talks” delivered (50.0%): in 2011 “A treaty”.",
        "- “Talks” failed (50.0%): the goal is out of reach.",
    }
    for where in ("--json", "--csv DIR", "detente report"):
        assert where in lines[-1]
    assert "tree" in lines[-1]


def test_a_chance_that_grows_is_said_for_each_period_in_which_it_does() -> None:
    """By hand: one attempt a year, each delivered with a half: 1/2, 3/4, 7/8, 15/16."""
    said = "The goal is reached with 50.0% by the end of 2010, 75.0% by 2011, 87.5% by 2012, 93.8% by 2013."
    assert said in overview(analysed(TALKS))


def test_of_a_chance_that_grows_for_long_some_periods_are_told() -> None:
    case = TALKS.replace("to: 2013", "to: 2039").replace("0.5", "0.01")
    [said] = [line for line in overview(analysed(case)) if line.startswith("The goal is reached")]
    assert said.count("%") == 12
    assert said.startswith("The goal is reached with 1.0% by the end of 2010, ")
    assert said.endswith(" by 2039.")


def test_a_goal_out_of_reach_leaves_the_blocks() -> None:
    lines = overview(analysed(TWO_STEPS.replace("needs: 0.325", "needs: 0.9")))
    assert any(line.split()[:4] == ["A", "treaty", "no", "never"] for line in lines)
    assert not any("To begin with" in line or "is reached" in line or "Breakeven:" in line for line in lines)


def test_a_goal_that_holds_already_needs_no_first_step() -> None:
    lines = overview(analysed(TWO_STEPS.replace("goal: treaty done", "goal: not (treaty done)")))
    assert not any("To begin with" in line for line in lines)


def test_what_is_estimated_is_called_so(monkeypatch: pytest.MonkeyPatch) -> None:
    road = analysed(TWO_STEPS)
    monkeypatch.setitem(road.__dict__, "solution", estimated(road.problem, 0, road.effort.less(), print))
    said = " ".join(overview(road))
    assert "By an estimate, the goal is reached" in said
    assert "tree" not in said
    assert "Earliest starts and peaks of trust are bounds. Importance and breakeven are estimates." in said
