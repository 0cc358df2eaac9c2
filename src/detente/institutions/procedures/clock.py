"""Times on the clock of a procedure: a moment so many units after another."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

from detente.case.procedures import Unit

if TYPE_CHECKING:
    from detente.institutions.procedures.log import Moment

__all__ = ["later", "shown"]

_MONTHS = 12
_LENGTHS = {
    Unit.HOUR: dt.timedelta(hours=1),
    Unit.DAY: dt.timedelta(days=1),
    Unit.WEEK: dt.timedelta(weeks=1),
}


def later(moment: Moment, count: int, unit: Unit) -> Moment:
    """Return the moment so many units later; a month later is the same day, or the last of a shorter month.

    >>> later(dt.datetime(2010, 1, 31), 1, Unit.MONTH).date().isoformat()
    '2010-02-28'
    """
    if isinstance(moment, int):
        return moment + count
    if unit is not Unit.MONTH:
        return moment + count * _LENGTHS[unit]
    months = moment.year * _MONTHS + moment.month - 1 + count
    year, month = divmod(months, _MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def shown(moment: Moment, *, by_day: bool) -> str:
    """Return a moment in the one form that results have, however the log writes it.

    >>> shown(dt.datetime(2010, 2, 1), by_day=True), shown(dt.datetime(2010, 2, 1, 15, 30), by_day=False)
    ('2010-02-01', '2010-02-01T15:30')
    """
    if isinstance(moment, int):
        return str(moment)
    if by_day and not (moment.hour or moment.minute or moment.second):
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")
