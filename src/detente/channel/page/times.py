"""Times as the page shows them: in UTC, and how far they are from now."""

from __future__ import annotations

import datetime as dt

__all__ = ["away", "shown_time"]

_UNITS = (
    (dt.timedelta(days=1), "day"),
    (dt.timedelta(hours=1), "hour"),
    (dt.timedelta(minutes=1), "minute"),
)


def shown_time(moment: dt.datetime, *, seconds: bool = False) -> str:
    """Return a moment of UTC as it is read.

    >>> shown_time(dt.datetime(2010, 2, 1, 15, 30))
    '2010-02-01 15:30 UTC'
    """
    return moment.strftime(f"%Y-%m-%d %H:%M{':%S' if seconds else ''} UTC")


def away(moment: dt.datetime, now: dt.datetime) -> str:
    """Return how far a moment is from another, in whole units of which there are at least two.

    What is left of a unit is dropped, so that nobody believes to have more time than there is.

    >>> now = dt.datetime(2010, 2, 1)
    >>> away(dt.datetime(2010, 2, 15, 12), now), away(dt.datetime(2010, 2, 2, 12, 59), now)
    ('in 14 days', 'in 36 hours')
    >>> away(dt.datetime(2010, 1, 31, 23, 59), now)
    '1 minute ago'
    """
    span = abs(moment - now)
    for length, name in _UNITS:
        count = span // length
        if count > 1 or (count and name == "minute"):
            words = f"{count} {name}{'' if count == 1 else 's'}"
            return f"in {words}" if moment > now else f"{words} ago"
    return "in less than a minute" if moment > now else "just now"
