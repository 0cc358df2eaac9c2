"""Times that somebody types, and moments as a record writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.channel.problems import RecordError
from detente.channel.record.moment import read_moment, written


@pytest.mark.parametrize(
    "words", ["0001-01-01T00:00+05:00", "9999-12-31T23:59-05:00", "3001-01-01", "0500-01-01", "soon"]
)
def test_a_time_out_of_the_calendar_is_refused_in_a_sentence(words: str) -> None:
    with pytest.raises(RecordError, match="is no time"):
        read_moment(words)


def test_a_moment_without_a_zone_is_of_utc() -> None:
    naive = dt.datetime(2010, 2, 1, 15, 30, 0, 1999)  # noqa: DTZ001 - that is what is tried
    assert written(naive) == written(naive.replace(tzinfo=dt.UTC)) == "2010-02-01T15:30:00.001Z"
