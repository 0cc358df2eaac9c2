"""What is said of a roadmap is true of its numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.roadmap.barriers_said import signers_say
from detente.roadmap.overview import overview
from detente.roadmap.sentences import MOST_DATES, by_topic, telling_dates

TWO_STEPS = """
detente: 1
title: Two steps
as_of: 2010-01-01
parties: {a: {name: Aland}, b: {name: Bordur}}
horizon: {from: 2010, to: 2015}
trust: [{from: a, to: b, level: 0.225}]
blocks:
  talks: {decided_by: [a, b], delivers: 0.5, window: {to: 2013}, earns: 0.1}
  treaty: {decided_by: [a, b], delivers: 0.5, after: talks done, window: {from: 2014, to: 2014}}
roadmap: {goal: treaty done}
"""


def said(topic: str, **written: str) -> str:
    """Return what is said of the small case about a topic, with other text in it."""
    text = TWO_STEPS
    for old, new in written.items():
        assert old in text
        text = text.replace(old, new)
    return " ".join(by_topic(detente.roadmap.analyse(detente.Case.from_text(text)))[topic])


@pytest.mark.parametrize(("level", "turns"), [("0.4", "falls"), ("0.48", "rises")])
def test_the_chance_rises_to_a_level_above_it_and_falls_to_one_below(level: str, turns: str) -> None:
    """By hand: four attempts at talks and one at the treaty, (1 - 0.5 ** 4) / 2 = 46.9%."""
    roadmap = {"goal: treaty done": f"goal: treaty done, breakeven: {level}"}
    assert f"The chance {turns} to {100 * float(level):.1f}%" in said("importance", **roadmap)


def test_a_goal_that_holds_today_is_said_to_hold() -> None:
    now = {"goal: treaty done": "goal: not treaty done"}
    assert said("chance", **now).startswith("The goal holds today already, so there is nothing to do.")
    assert {said(topic, **now) for topic in ("order", "waiting", "importance", "worst")} == {""}
    text = TWO_STEPS.replace("goal: treaty done", "goal: not treaty done")
    glance = " ".join(overview(detente.roadmap.analyse(detente.Case.from_text(text))))
    assert "Breakeven: the probability" not in glance


def test_waiting_names_the_dates_of_the_loss_and_the_last_start() -> None:
    """By hand: with n attempts left at talks the chance is (1 - 0.5 ** n) / 2, and 2014 is too late."""
    assert said("waiting") == (
        "If one waits, the chance is 43.8% from 2011, 37.5% from 2012 and 25.0% from 2013;"
        " from 2014 on it is too late."
    )
    # With talks that are sure nothing is lost before the last date.
    sure = {"delivers: 0.5, window: {to": "delivers: 1, window: {to"}
    assert said("waiting", **sure) == (
        "If one waits, the chance is 50.0% from 2013; from 2014 on it is too late."
    )


def test_trust_is_said_with_all_its_digits() -> None:
    needs = {"after: talks done": "after: talks done, needs: 0.325"}
    today = said("today", **needs)
    assert "the trust of Aland in Bordur (0.225) must be at least 0.325" in today


def test_without_ranges_there_is_no_worst_case() -> None:
    assert said("worst").startswith("No probability of delivery or breach is a range")
    ranged = {"delivers: 0.5, after": "delivers: [0.4, 0.6], after"}
    # By hand: 15 in 16 for the talks, times 0.4 or 0.6.
    assert "the chance is 37.5% to 56.2%" in said("worst", **ranged)


@pytest.mark.parametrize(("capacity", "why"), [(2, ", with room for 2 at a time,"), (3, "")])
def test_where_more_room_would_do_the_reason_is_the_room_as_well(capacity: int, why: str) -> None:
    """By hand: one period, a block that takes two and one that takes one."""
    text = (
        "detente: 1\ntitle: T\nas_of: 2010-01-01\nparties: {a: {}, b: {}}\nhorizon: {from: 2010, to: 2010}\n"
        "blocks: {x: {decided_by: [a, b], takes: 2}, y: {decided_by: [a, b]}}\n"
        f"roadmap: {{goal: x done and y done, capacity: {capacity}}}\n"
    )
    first = detente.roadmap.analyse(detente.Case.from_text(text)).summary()[0]
    assert ("does not fit into the time there is" in first) == bool(why)
    assert why in first


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=12))
def test_the_last_start_and_the_greatest_loss_are_always_told(chances: list[float]) -> None:
    by_date = dict(enumerate(sorted(chances, reverse=True)))
    told = telling_dates(by_date)
    assert len(told) <= MOST_DATES
    alive = [date for date, chance in by_date.items() if chance > 0]
    if len(alive) < 2:
        assert not told
        return
    assert told[-1] == alive[-1]
    loss = {date: by_date[date - 1] - by_date[date] for date in alive[1:]}
    if max(loss.values()) >= 0.0005:
        assert max(loss.values()) in {loss[date] for date in told}


def test_demands_that_nothing_on_the_table_can_meet_are_said_together() -> None:
    """As the case has it: Russia ties talks on order to a veto and to a free hand."""
    result = detente.roadmap.analyse(detente.load("nato-russia-2010"))
    talks = [block.key for block in result.problem.blocks].index("order_talks")
    said = signers_say(result, talks)
    assert said.count("cannot be met by what stays as it is today") == 1
    assert "on “A Russian say over NATO's decisions” and Russia’s demand on “Spheres of influence" in said
