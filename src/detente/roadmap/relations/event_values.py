"""How the values of an events file are written: days, scores, and the codes of CAMEO.

Each reader raises ``WordError`` with what is wrong, and with what may have been meant.
"""

from __future__ import annotations

import datetime as dt
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from detente.case.problems import WordError, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "GOLDSTEIN_OF_ROOT",
    "LARGEST_SCORE",
    "read_day",
    "read_party",
    "read_root",
    "read_score",
    "read_score_with_comma",
]

LARGEST_SCORE = 10.0
"""The Goldstein scale runs from minus this to this."""

GOLDSTEIN_OF_ROOT: Mapping[str, float] = MappingProxyType(
    {
        "01": 0.0,  # make public statement
        "02": 3.0,  # appeal
        "03": 4.0,  # express intent to cooperate
        "04": 1.0,  # consult
        "05": 3.5,  # engage in diplomatic cooperation
        "06": 6.0,  # engage in material cooperation
        "07": 7.0,  # provide aid
        "08": 5.0,  # yield
        "09": -2.0,  # investigate
        "10": -5.0,  # demand
        "11": -2.0,  # disapprove
        "12": -4.0,  # reject
        "13": -6.0,  # threaten
        "14": -6.5,  # protest
        "15": -7.2,  # exhibit force posture
        "16": -4.0,  # reduce relations
        "17": -7.0,  # coerce
        "18": -9.0,  # assault
        "19": -10.0,  # fight
        "20": -10.0,  # use unconventional mass violence
    }
)
"""The Goldstein score of each root code of CAMEO.

Goldstein scored the codes of WEIS; the makers of CAMEO carried the scale over to theirs, in a file of the
Event Data Project, ``CAMEO.SCALE.txt``. Two copies of it agree on every root code: GDELT's
``CAMEO.goldsteinscale.txt`` and the table in the Phoenix pipeline. On some longer codes they differ (016 is
-2.0 in one and 3.4 in the other), so only root codes are scored here.
"""

_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}", re.ASCII)
_CODE = re.compile(r"\d{2,4}", re.ASCII)
_DAY_FIRST_YEAR = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})(?:[T ].*)?", re.ASCII)
_DAY_LAST_YEAR = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})", re.ASCII)
_MONTHS = 12


def read_party(written: str) -> str:
    """Read the name of a party."""
    if not written:
        raise WordError("the name of a party is missing here")
    if not written.isprintable():
        raise WordError(f"the name {quoted(written)} holds a character that cannot be seen")
    return written


def read_day(written: str) -> dt.date:
    """Read a day, written with or without dashes."""
    if not written:
        raise WordError("a date is missing here")
    if not _DAY.fullmatch(written):
        raise WordError(f"{quoted(written)} is no date; write it as 2010-02-01", _day_meant(written))
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise WordError(f"there is no such day as {written}; a date is written as 2010-02-01") from None


def _day_meant(written: str) -> str:
    """Return how a day is written that was written in another way; nothing where it could be two days.

    >>> _day_meant("2010/2/1"), _day_meant("31.1.2010"), _day_meant("1/31/2010"), _day_meant("1/2/2010")
    ('2010-02-01', '2010-01-31', '2010-01-31', '')
    """
    found = _DAY_FIRST_YEAR.fullmatch(written)
    if found:
        year, month, day = map(int, found.groups())
    else:
        found = _DAY_LAST_YEAR.fullmatch(written)
        if not found:
            return ""
        day, mark, month, year = int(found[1]), found[2], int(found[3]), int(found[4])
        if month > _MONTHS:
            day, month = month, day
        elif mark != "." and day <= _MONTHS and day != month:
            return ""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def read_score(written: str) -> float:
    """Read a score on the Goldstein scale."""
    number = written.replace("−", "-").replace(",", ".")
    if not _NUMBER.fullmatch(written):
        raise WordError(f"{quoted(written)} is not a number", number if _NUMBER.fullmatch(number) else "")
    score = float(written)
    if abs(score) > LARGEST_SCORE:
        raise WordError(f"{quoted(written)} is off the Goldstein scale, which runs from -10 to 10")
    return score


def read_score_with_comma(written: str) -> float:
    """Read a score that may have a decimal comma."""
    return read_score(written if "." in written else written.replace(",", ".", 1))


def read_root(written: str) -> str:
    """Read a code of CAMEO, and return its root code.

    A spreadsheet that takes codes for numbers drops the zero in front: 43 may have been 043.
    """
    if _CODE.fullmatch(written) and written[:2] in GOLDSTEIN_OF_ROOT:
        return written[:2]
    digits = written.removesuffix(".0")
    codes = (code for code in (digits, f"0{digits}") if _CODE.fullmatch(code))
    meant = next((code for code in codes if code[:2] in GOLDSTEIN_OF_ROOT), "")
    raise WordError(f"{quoted(written)} is no code of CAMEO, whose root codes are 01 to 20", meant)
