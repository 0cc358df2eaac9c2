"""The demonstration does what it tells: the channel goes on without consent, an answer, or a host."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from detente.channel.demo.story import Story
from detente.channel.demo.table import Clock, set_table
from detente.channel.exchange.checking import check
from detente.channel.record.moment import read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.channel.demo.table import Table


@pytest.fixture(scope="module")
def told() -> Iterator[tuple[Table, list[str]]]:
    with set_table() as table:
        lines: list[str] = []
        Story(table, lines.append).tell()
        yield table, lines


def test_both_copies_come_to_the_same_sound_record(told: tuple[Table, list[str]]) -> None:
    table, lines = told
    nato, russia = (side.holder.copy for side in table.sides.values())
    assert nato.order == russia.order
    assert check(nato).sound
    assert any("Both copies hold the same" in line for line in lines)


def test_the_channel_is_open_through_all_of_it(told: tuple[Table, list[str]]) -> None:
    """The procedure's own states: open when one would close, a meeting 14 days after it is asked for."""
    table, _ = told
    course = table.sides["russia"].holder.course
    kinds = [
        str(course.at(read_moment(moment)).kind)
        for moment in ("2010-03-01T10:00", "2010-03-02T10:00", "2010-03-16", "2010-03-20", "2010-04-03")
    ]
    assert kinds == ["open", "open", "meeting", "open", "open"]
    effects = [step.effect for step in course.steps() if step.effect != "said"]
    assert effects == ["joined", "made", "not allowed", "noted", "made"]


def test_nothing_in_the_end_is_dated_ahead_of_the_clock(told: tuple[Table, list[str]]) -> None:
    table, _ = told
    assert [side.holder.course.at(table.clock()).ahead for side in table.sides.values()] == [0, 0]


def test_the_clock_runs_once_it_is_let() -> None:
    clock = Clock()
    clock.run()
    begun = clock()
    time.sleep(0.01)
    assert clock() > begun


def test_the_silent_side_is_on_record_as_absent(told: tuple[Table, list[str]]) -> None:
    _, lines = told
    assert "  2010-03-18T12:00: Russia did nothing in “In session” since 2010-03-15T12:00." in lines


def test_the_host_is_really_gone(told: tuple[Table, list[str]]) -> None:
    _, lines = told
    assert any("cannot be reached" in line for line in lines)
