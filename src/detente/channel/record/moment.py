"""Times in a record: UTC to the millisecond, in the one form whose order as text is that of time."""

from __future__ import annotations

import datetime as dt
import re

from detente.channel.problems import RecordError

__all__ = ["after", "instant", "now", "read_moment", "written"]

_FORM = re.compile(r"[12]\d{3}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z", re.ASCII)
LAST = "2999"
"""The year after which the calendar of a procedure ends."""


def written(moment: dt.datetime) -> str:
    """Return a moment as a record writes it, of UTC where it has no zone; finer than milliseconds is dropped.

    >>> written(dt.datetime(2010, 2, 1, 15, 30, tzinfo=dt.UTC))
    '2010-02-01T15:30:00.000Z'
    """
    there = moment.astimezone(dt.UTC) if moment.tzinfo else moment
    return there.strftime("%Y-%m-%dT%H:%M:%S.") + f"{there.microsecond // 1000:03}Z"


def instant(text: str) -> dt.datetime:
    """Return the moment that a record writes, without the zone, which is always UTC.

    Raises ``RecordError`` for any other form.

    >>> instant("2010-02-01T15:30:00.000Z")
    datetime.datetime(2010, 2, 1, 15, 30)
    """
    if _FORM.fullmatch(text) and text < LAST:
        try:
            return dt.datetime.fromisoformat(text[:-1])
        except ValueError:
            pass
    raise RecordError(f"{text[:40]!r} is no time of a record, such as 2010-02-01T15:30:00.000Z")


def after(text: str, milliseconds: int = 1) -> str:
    """Return the moment so many milliseconds later.

    >>> after("2010-02-01T15:30:00.000Z")
    '2010-02-01T15:30:00.001Z'
    """
    return written(instant(text) + dt.timedelta(milliseconds=milliseconds))


def now() -> str:
    """Return the present moment by this machine's clock."""
    return written(dt.datetime.now(dt.UTC))


def read_moment(words: str) -> str:
    """Return a time that somebody typed: a date, or a date and time; UTC where no zone is named.

    Raises ``RecordError`` for anything else.

    >>> read_moment("2010-02-01"), read_moment("2010-02-01T15:30+01:00")
    ('2010-02-01T00:00:00.000Z', '2010-02-01T14:30:00.000Z')
    """
    try:
        moment = written(dt.datetime.fromisoformat(words))
    except (ValueError, OverflowError):  # a zone may lead out of the calendar
        raise RecordError(
            f"{words[:40]!r} is no time: write a date (2010-02-01), or a date and time (2010-02-01T15:30)"
        ) from None
    instant(moment)
    return moment
