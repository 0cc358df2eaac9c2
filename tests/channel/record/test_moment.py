"""Times that somebody typed."""

from __future__ import annotations

import pytest

from detente.channel.problems import RecordError
from detente.channel.record.moment import read_moment


@pytest.mark.parametrize("words", ["0001-01-01T00:00+23:00", "9999-12-31T23:59-23:00", "0500-01-01", "soon"])
def test_a_time_that_no_record_can_hold_is_refused(words: str) -> None:
    with pytest.raises(RecordError, match="is no time"):
        read_moment(words)
